using GlobusCompute.Remote.AspNetCore.Routes;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Adds sign-in with Globus to the requests of an app.</summary>
public static class GlobusSignInApplicationExtensions
{
    /// <summary>
    /// Adds the addresses at which people sign in and out, and answers requests whose calls require another sign-in: pages by a challenge, other callers by 401
    /// or 403 with what is required. Call it after <c>UseExceptionHandler</c>, and after <c>UseAuthentication</c> where the app calls that itself.
    /// </summary>
    /// <param name="app">The app, with <c>AddGlobusSignIn</c> among its services.</param>
    /// <returns>The app.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="app"/> is null.</exception>
    public static WebApplication UseGlobusSignIn(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseMiddleware<RequirementMiddleware>();
        SignInRoutes.Map(app);
        return app;
    }
}
