using GlobusCompute.Remote.AspNetCore.Diagnostics;
using GlobusCompute.Remote.AspNetCore.Requests;
using GlobusCompute.Remote.AspNetCore.Tokens;
using GlobusCompute.Remote.Authentication.Auth;
using GlobusCompute.Remote.Authentication.Tokens;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace GlobusCompute.Remote.AspNetCore.SignIn;

/// <summary>
/// Adds the parameters that Globus requires to a sign-in, redeems the code with the app's secret as HTTP Basic, and takes the Compute token out of the answer
/// once the id token has been validated.
/// </summary>
internal sealed class SignInEvents(
    AppClient app,
    UserTokenRegistry users,
    PreviousSession previous,
    GlobusSignInLinks links,
    IOptions<GlobusSignInOptions> options,
    ILoggerFactory loggers)
    : OpenIdConnectEvents
{
    private static readonly object s_answer = new();
    private readonly ILogger _logger = loggers.CreateLogger(SignInLog.Category);

    public override async Task RedirectToIdentityProvider(RedirectContext context)
    {
        if (!Challenges.MayRedirect(context.Properties) && !PageRequests.IsPage(context.Request))
        {
            context.HandleResponse();
            await Refusals.WriteAsync(context.HttpContext, StatusCodes.Status401Unauthorized, "Sign in first.", links.SignIn(), null).ConfigureAwait(false);
            return;
        }

        var message = context.ProtocolMessage;
        message.SetParameter("access_type", "offline");
        if (Challenges.ParametersOf(context.Properties) is not { } required)
        {
            return;
        }

        message.Scope = string.Join(' ', message.Scope.Split(' ').Concat(required.Scopes ?? []).Distinct(StringComparer.Ordinal));
        Set("session_message", required.Message);
        Set("session_required_identities", Join(required.Identities));
        Set("session_required_policies", Join(required.Policies));
        Set("session_required_single_domain", Join(required.Domains));
        Set("session_required_mfa", required.Mfa is { } mfa ? mfa ? "True" : "False" : null);
        Set("prompt", required.Prompt);

        void Set(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                message.SetParameter(name, value);
            }
        }
    }

    public override async Task AuthorizationCodeReceived(AuthorizationCodeReceivedContext context)
    {
        var request = context.TokenEndpointRequest!;
        var form = app.Form("authorization_code");
        form["code"] = request.Code;
        form["redirect_uri"] = request.RedirectUri;
        form["code_verifier"] = request.GetParameter("code_verifier");
        try
        {
            var issuedOn = app.Time.GetUtcNow();
            var answer = await app.Endpoint.GetTokensAsync(form, app.Secret, context.HttpContext.RequestAborted).ConfigureAwait(false);
            if (answer.Compute is null)
            {
                context.Fail("Globus Auth gave no token for Compute.");
                return;
            }

            context.HttpContext.Items[s_answer] = new Answer(answer, issuedOn);

            // The token on top is the one that the id token speaks of (at_hash).
            context.HandleCodeRedemption(new OpenIdConnectMessage { AccessToken = answer.Items[0].AccessToken, IdToken = answer.IdToken });
        }
        catch (AuthException e)
        {
            context.Fail(e);
        }
    }

    public override async Task TicketReceived(TicketReceivedContext context)
    {
        var answer = (Answer)context.HttpContext.Items[s_answer]!;
        var compute = answer.Tokens.Compute!;
        var user = context.Principal!;
        var tokens = new StoredTokens
        {
            ClientId = app.Id,
            IdentityId = user.FindFirst("sub")!.Value,
            UserName = user.FindFirst("preferred_username")?.Value,
            Name = user.FindFirst("name")?.Value,
            SignInId = Guid.NewGuid(),
            AccessToken = compute.AccessToken,
            RefreshToken = compute.RefreshToken,
            IssuedOn = answer.IssuedOn,
            ExpiresOn = answer.IssuedOn + compute.Life,
            OtherTokens = answer.Tokens.Items.Where(item => item != compute)
                .SelectMany(static item => new[] { item.AccessToken, item.RefreshToken }).OfType<string>().ToList(),
        };
        await users.Get(tokens.IdentityId).StoreAsync(tokens, context.HttpContext.RequestAborted).ConfigureAwait(false);
        await previous.EndAsync(context.HttpContext).ConfigureAwait(false);
        context.ReturnUri = ReturnUrls.Checked(context.ReturnUri) ?? ReturnUrls.HomeOf(context.Request);
        SignInLog.SignedIn(_logger, tokens.UserName ?? tokens.IdentityId);
    }

    public override Task AccessDenied(AccessDeniedContext context)
    {
        SignInLog.Denied(_logger);
        context.HandleResponse();
        return FailAsync(context.HttpContext, context.Properties, "access_denied", FailurePage.Denied);
    }

    public override Task RemoteFailure(RemoteFailureContext context)
    {
        SignInLog.Failed(_logger, context.Failure?.Message ?? "no reason was given.");
        context.HandleResponse();
        return FailAsync(context.HttpContext, context.Properties, "sign_in_failed", FailurePage.Failed);
    }

    private Task FailAsync(HttpContext context, AuthenticationProperties? properties, string error, string sentence)
    {
        if (options.Value.FailurePath is { } path)
        {
            context.Response.Redirect($"{context.Request.PathBase}{path}?error={error}");
            return Task.CompletedTask;
        }

        var again = context.Request.PathBase + links.SignIn(ReturnUrls.Checked(properties?.RedirectUri));
        var status = error == "access_denied" ? StatusCodes.Status403Forbidden : StatusCodes.Status400BadRequest;
        return FailurePage.WriteAsync(context.Response, status, sentence, again);
    }

    private static string? Join(IReadOnlyList<string>? values) => values is null ? null : string.Join(',', values);

    private sealed record Answer(TokenAnswer Tokens, DateTimeOffset IssuedOn);
}
