using GlobusCompute.Remote.AspNetCore.Sessions;
using GlobusCompute.Remote.AspNetCore.SignIn;
using GlobusCompute.Remote.Authentication.Auth;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace GlobusCompute.Remote.AspNetCore.Configuration;

/// <summary>Sets the two schemes up, for Globus and no other provider.</summary>
internal sealed class SchemeOptions(IOptions<GlobusSignInOptions> options, SessionStore sessions, TimeProvider time)
    : IConfigureNamedOptions<OpenIdConnectOptions>, IConfigureNamedOptions<CookieAuthenticationOptions>
{
    private static readonly TimeSpan s_skew = TimeSpan.FromMinutes(5);

    public void Configure(OpenIdConnectOptions scheme) => Configure(Options.DefaultName, scheme);

    public void Configure(CookieAuthenticationOptions scheme) => Configure(Options.DefaultName, scheme);

    public void Configure(string? name, OpenIdConnectOptions scheme)
    {
        if (name != GlobusSignInDefaults.AuthenticationScheme)
        {
            return;
        }

        var settings = options.Value;
        var authUrl = settings.GetEnvironment().AuthUrl!;
        scheme.SignInScheme = GlobusSignInDefaults.SessionScheme;
        scheme.Authority = authUrl.AbsoluteUri;
        scheme.MetadataAddress = new Uri(authUrl, ".well-known/openid-configuration").AbsoluteUri;
        scheme.RequireHttpsMetadata = authUrl.Scheme == Uri.UriSchemeHttps;
        scheme.BackchannelHttpHandler = settings.HttpMessageHandler;
        scheme.BackchannelTimeout = settings.RequestTimeout;
        scheme.ClientId = settings.ClientId;
        scheme.CallbackPath = settings.CallbackPath;
        scheme.EventsType = typeof(SignInEvents);

        // Globus has one answer, in the query, and refuses parameters that it does not know.
        scheme.ResponseType = OpenIdConnectResponseType.Code;
        scheme.ResponseMode = OpenIdConnectResponseMode.Query;
        scheme.UsePkce = true;
        scheme.DisableTelemetry = true;
        scheme.Scope.Clear();
        foreach (var scope in GlobusScopes.Person)
        {
            scheme.Scope.Add(scope);
        }

        // Tokens are kept beside the session, which a ticket in a cookie would not be.
        scheme.SaveTokens = false;
        scheme.MapInboundClaims = false;
        scheme.TokenValidationParameters.AuthenticationType = GlobusSignInDefaults.AuthenticationScheme;
        scheme.TokenValidationParameters.NameClaimType = "preferred_username";
        scheme.TokenValidationParameters.LifetimeValidator = IsCurrent;

        // Nobody is signed out by a request that another site can make.
        scheme.RemoteSignOutPath = default;
        scheme.SignedOutCallbackPath = default;
        scheme.CorrelationCookie = new SecureCookieBuilder(scheme.CorrelationCookie);
        scheme.NonceCookie = new SecureCookieBuilder(scheme.NonceCookie);
    }

    public void Configure(string? name, CookieAuthenticationOptions scheme)
    {
        if (name != GlobusSignInDefaults.SessionScheme)
        {
            return;
        }

        scheme.SessionStore = sessions;
        scheme.ExpireTimeSpan = options.Value.SessionLifetime;
        scheme.SlidingExpiration = true;
        scheme.EventsType = typeof(SessionEvents);
        scheme.Cookie.Name = ".GlobusCompute.Session";
        scheme.Cookie = new SecureCookieBuilder(scheme.Cookie);
    }

    // By the clock of the app, as everything else.
    private bool IsCurrent(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return expires is { } end && now < end + s_skew && (notBefore is not { } start || start - s_skew <= now);
    }
}
