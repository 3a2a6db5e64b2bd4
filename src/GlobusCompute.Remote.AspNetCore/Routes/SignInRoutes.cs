using GlobusCompute.Remote.AspNetCore.Diagnostics;
using GlobusCompute.Remote.AspNetCore.Requests;
using GlobusCompute.Remote.AspNetCore.SignIn;
using GlobusCompute.Remote.AspNetCore.Tokens;
using GlobusCompute.Remote.AspNetCore.Users;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GlobusCompute.Remote.AspNetCore.Routes;

/// <summary>The addresses at which people sign in and out.</summary>
internal static class SignInRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var prefix = routes.ServiceProvider.GetRequiredService<IOptions<GlobusSignInOptions>>().Value.RoutePrefix;
        routes.MapGet($"{prefix}/sign-in", (RequestDelegate)SignInAsync).AllowAnonymous().ExcludeFromDescription();
        routes.MapPost($"{prefix}/sign-out", (RequestDelegate)SignOutAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static Task SignInAsync(HttpContext context)
    {
        var links = context.RequestServices.GetRequiredService<GlobusSignInLinks>();
        var parameters = links.Read(context.Request.Query[GlobusSignInLinks.Requirements]);
        var page = ReturnUrls.Checked(context.Request.Query[ReturnUrls.Parameter]) ?? ReturnUrls.HomeOf(context.Request);
        return context.ChallengeAsync(GlobusSignInDefaults.AuthenticationScheme, Challenges.Make(page, parameters));
    }

    private static async Task SignOutAsync(HttpContext context)
    {
        if (!await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context).ConfigureAwait(false))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        // The session may not be what the app's default scheme has found.
        var session = await context.AuthenticateAsync(GlobusSignInDefaults.SessionScheme).ConfigureAwait(false);
        if (UserIds.Find(session.Principal) is { } id)
        {
            var logger = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(SignInLog.Category);
            var who = session.Principal?.Identity?.Name ?? id;
            try
            {
                // Who closes the browser meanwhile signs out all the same.
                await context.RequestServices.GetRequiredService<UserTokenRegistry>().Get(id).SignOutAsync(CancellationToken.None).ConfigureAwait(false);
                SignInLog.SignedOut(logger, who);
            }
            catch (HttpRequestException e)
            {
                SignInLog.NotRevoked(logger, who, e.Message);
            }
        }

        await context.SignOutAsync(GlobusSignInDefaults.SessionScheme).ConfigureAwait(false);
        var form = await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false);
        context.Response.Redirect(ReturnUrls.Checked(form[ReturnUrls.Parameter]) ?? ReturnUrls.HomeOf(context.Request));
    }
}
