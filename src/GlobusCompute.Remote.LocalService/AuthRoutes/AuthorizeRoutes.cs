using GlobusCompute.Remote.LocalService.Auth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;

namespace GlobusCompute.Remote.LocalService.AuthRoutes;

/// <summary>The pages of a sign-in: choose a person, consent or deny, and back to the application.</summary>
internal sealed class AuthorizeRoutes(AuthState state)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(AuthPaths.Authorize, (RequestDelegate)AuthorizeAsync);
        routes.MapPost(AuthPaths.SignIn, (RequestDelegate)ChooseAsync);
        routes.MapPost(AuthPaths.Consent, (RequestDelegate)ConsentAsync);
    }

    private async Task AuthorizeAsync(HttpContext context)
    {
        var form = AuthForm.Of(context.Request.Query);
        var (client, redirectUri) = AuthorizeReader.ReadTarget(form, state.Clients, context.Connection.LocalPort);
        AuthorizeRequest request;
        try
        {
            request = AuthorizeReader.Read(form, client, redirectUri);
        }
        catch (AuthException e)
        {
            Redirect(context, redirectUri, form["state"], ("error", e.Error), ("error_description", e.Message));
            return;
        }

        var people = state.People.Where(request.Session.Fits).ToList();
        if (people.Count == 0)
        {
            Redirect(context, redirectUri, form["state"], ("error", "access_denied"), ("error_description", "Nobody here meets the session requirements."));
            return;
        }

        await Pages.WriteAsync(context, StatusCodes.Status200OK, Pages.Choose(request, people, state.SignIns.Open(request))).ConfigureAwait(false);
    }

    private async Task ChooseAsync(HttpContext context)
    {
        var (form, signIn, request) = await ReadAsync(context, "person").ConfigureAwait(false);
        var person = state.FindPerson(form["person"] ?? "") ?? throw new PageException("The person is not known.");
        if (!request.Session.Fits(person))
        {
            throw new PageException($"{person.Username} does not meet the session requirements of the application.");
        }

        state.SignIns.Choose(signIn, person);
        await Pages.WriteAsync(context, StatusCodes.Status200OK, Pages.Consent(request, person, signIn)).ConfigureAwait(false);
    }

    private async Task ConsentAsync(HttpContext context)
    {
        var (form, signIn, request) = await ReadAsync(context, "answer").ConfigureAwait(false);
        var answer = form["answer"] is ("allow" or "deny") and var given ? given : throw new PageException("The answer must be 'allow' or 'deny'.");
        var person = state.SignIns.Close(signIn);
        if (answer == "deny")
        {
            Redirect(context, request.RedirectUri, request.State, ("error", "access_denied"), ("error_description", "The person denied the request."));
            return;
        }

        Redirect(context, request.RedirectUri, request.State, ("code", state.Codes.Issue(request, person ?? throw new PageException("Nobody was chosen."))));
    }

    private async Task<(AuthForm Form, string SignIn, AuthorizeRequest Request)> ReadAsync(HttpContext context, string other)
    {
        AuthForm form;
        try
        {
            form = await AuthForm.ReadAsync(context).ConfigureAwait(false);
            form.Check("sign_in", other);
        }
        catch (AuthException e)
        {
            throw new PageException(e.Message);
        }

        return form["sign_in"] is { } signIn && state.SignIns.TryFind(signIn, out var request)
            ? (form, signIn, request)
            : throw new PageException("This sign-in has ended. Start again in the application.");
    }

    private static void Redirect(HttpContext context, string uri, string? requestState, params (string Name, string Value)[] parameters)
    {
        var query = parameters.ToDictionary(item => item.Name, item => (string?)item.Value);
        if (requestState is not null)
        {
            query["state"] = requestState;
        }

        Pages.Protect(context.Response);
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = QueryHelpers.AddQueryString(uri, query);
    }
}
