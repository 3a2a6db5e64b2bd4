using GlobusCompute.Remote.AspNetCore.Diagnostics;
using GlobusCompute.Remote.AspNetCore.Requests;
using GlobusCompute.Remote.AspNetCore.SignIn;
using GlobusCompute.Remote.Exceptions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.AspNetCore.Routes;

/// <summary>
/// Answers a request whose call requires another sign-in: a page by a challenge, after which the person is back at the page; another caller by 401 or 403 with
/// what is required.
/// </summary>
internal sealed class RequirementMiddleware(RequestDelegate next, GlobusSignInLinks links, TimeProvider time, ILoggerFactory loggers)
{
    // Who comes back and is sent away again for the same is not helped by a third time.
    private static readonly TimeSpan s_again = TimeSpan.FromMinutes(1);

    private readonly ILogger _logger = loggers.CreateLogger(SignInLog.Category);

    public async Task InvokeAsync(HttpContext context)
    {
        AuthorizationRequiredException required;
        try
        {
            await next(context).ConfigureAwait(false);
            return;
        }
        catch (Exception e) when (!context.Response.HasStarted && AuthorizationRequiredException.FindIn(e) is { } found)
        {
            required = found;
        }

        context.Response.Clear();
        var who = context.User.Identity?.Name ?? "nobody";
        SignInLog.Required(_logger, who, required.Parameters.ToString());
        var parameters = SessionParameters.Of(required.Parameters);
        if (!PageRequests.IsPage(context.Request))
        {
            var (status, title) = parameters.IsAny
                ? (StatusCodes.Status403Forbidden, "Globus requires another sign-in.")
                : (StatusCodes.Status401Unauthorized, "Sign in first.");
            await Refusals.WriteAsync(context, status, title, links.SignIn(null, required.Parameters), parameters).ConfigureAwait(false);
            return;
        }

        var page = ReturnUrls.Of(context.Request);
        if (await HasJustSignedInAsync(context, parameters).ConfigureAwait(false))
        {
            SignInLog.StillRequired(_logger, who, required.Parameters.ToString());
            var again = context.Request.PathBase + links.SignIn(page, required.Parameters);
            await FailurePage.WriteAsync(context.Response, StatusCodes.Status403Forbidden, FailurePage.StillRequired, again).ConfigureAwait(false);
            return;
        }

        await context.ChallengeAsync(GlobusSignInDefaults.AuthenticationScheme, Challenges.Make(page, parameters)).ConfigureAwait(false);
    }

    private async Task<bool> HasJustSignedInAsync(HttpContext context, SessionParameters parameters)
    {
        var session = await context.AuthenticateAsync(GlobusSignInDefaults.SessionScheme).ConfigureAwait(false);
        return session.Properties?.IssuedUtc is { } since && time.GetUtcNow() - since < s_again
            && (Challenges.ParametersOf(session.Properties) ?? new SessionParameters()).Write() == parameters.Write();
    }
}
