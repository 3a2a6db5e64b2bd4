using GlobusCompute.Remote.AspNetCore.Tokens;
using GlobusCompute.Remote.AspNetCore.Users;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;

namespace GlobusCompute.Remote.AspNetCore.SignIn;

/// <summary>Ends sessions of people who have signed out elsewhere, and refuses without a redirect to a page that no app has.</summary>
internal sealed class SessionEvents(UserTokenRegistry users) : CookieAuthenticationEvents
{
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        if (UserIds.Find(context.Principal) is not { } id || !await users.Get(id).ExistAsync(context.HttpContext.RequestAborted).ConfigureAwait(false))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(GlobusSignInDefaults.SessionScheme).ConfigureAwait(false);
        }
    }

    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
