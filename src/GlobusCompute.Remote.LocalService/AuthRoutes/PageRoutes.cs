using GlobusCompute.Remote.LocalService.Auth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GlobusCompute.Remote.LocalService.AuthRoutes;

/// <summary>The page that shows a code to copy, and the one at which a sign-out ends.</summary>
internal sealed class PageRoutes(AuthState state)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(AuthPaths.CodePage, (RequestDelegate)ShowCodeAsync);
        routes.MapGet(AuthPaths.Logout, (RequestDelegate)LogoutAsync);
    }

    private static Task ShowCodeAsync(HttpContext context)
    {
        var form = AuthForm.Of(context.Request.Query);
        var body = form["code"] is { } code ? Pages.Code(code)
            : form["error"] is { } error ? Pages.Failed(error, form["error_description"])
            : throw new PageException("The address contains no code to show.");
        return Pages.WriteAsync(context, StatusCodes.Status200OK, body);
    }

    // Nobody stays signed in here, so that there is nothing to end. Only a registered redirect URI becomes a link.
    private Task LogoutAsync(HttpContext context)
    {
        var form = AuthForm.Of(context.Request.Query);
        var uri = form["redirect_uri"] is { } asked
            && state.Clients.TryGet(form["client_id"], out var client)
            && RedirectUris.IsAllowed(client, asked, context.Connection.LocalPort)
            ? asked
            : null;
        return Pages.WriteAsync(context, StatusCodes.Status200OK, Pages.SignedOut(uri, form["redirect_name"]));
    }
}
