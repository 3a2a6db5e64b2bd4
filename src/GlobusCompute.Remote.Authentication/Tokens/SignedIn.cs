using GlobusCompute.Remote.Authentication.Auth;
using GlobusCompute.Remote.Authentication.Diagnostics;
using GlobusCompute.Remote.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlobusCompute.Remote.Authentication.Tokens;

/// <summary>What all credentials are made of: the endpoint, the stored tokens, and who they are of.</summary>
internal sealed class SignedIn
{
    private const string Category = "GlobusCompute.Remote.Authentication";

    private readonly GlobusCredentialOptions _options;
    private readonly string _clientId;
    private readonly ClientSecret? _secret;
    private readonly AuthEndpoint _endpoint;
    private readonly TokenKeeper _keeper;
    private readonly ILogger _logger;

    /// <param name="options">Checked options of the credential's own.</param>
    /// <param name="clientId">The app's or the service's id.</param>
    /// <param name="secret">The service's secret, or null.</param>
    /// <param name="makeSource">Makes where tokens come from.</param>
    /// <param name="slot">Where they are kept; null for the store of the options.</param>
    public SignedIn(
        GlobusCredentialOptions options,
        string clientId,
        ClientSecret? secret,
        Func<AuthEndpoint, Grants, ILogger, ITokenSource> makeSource,
        ITokenSlot? slot = null)
    {
        _options = options;
        _clientId = clientId;
        _secret = secret;
        _logger = (options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger(Category);
        _endpoint = new AuthEndpoint(options);
        var name = NameOf(options, clientId, secret is not null);
        _keeper = new TokenKeeper(
            slot ?? Stored(secret, options.TokenStore.GetSlot(name, () => new TokenSlot(options.TokenStore.Folder, name, _logger))),
            makeSource(_endpoint, new Grants(_endpoint), _logger),
            options.TimeProvider,
            _logger);
    }

    public TokenKeeper Keeper => _keeper;

    public GlobusAccount? Read() => _keeper.Read() is { } stored ? Describe(stored) : null;

    public GlobusAccount Describe(StoredTokens stored) => new()
    {
        Id = stored.IdentityId,
        UserName = stored.UserName,
        Name = stored.Name,
        Environment = _options.Environment.Name,
        Profile = _options.Profile,
        ClientId = stored.ClientId,
        ExpiresOn = stored.ExpiresOn,
        IsRenewable = stored.RefreshToken is not null || _secret is not null,
    };

    /// <summary>Makes the tokens worthless, and forgets them even where that fails.</summary>
    public async Task<bool> SignOutAsync(CancellationToken cancellationToken)
    {
        var wasSignedIn = await _keeper.ForgetAsync(RevokeAsync, cancellationToken).ConfigureAwait(false);
        if (wasSignedIn)
        {
            AuthLog.SignedOut(_logger);
        }

        return wasSignedIn;

        async Task RevokeAsync(StoredTokens stored)
        {
            AuthException? failure = null;
            foreach (var token in (string?[])[stored.AccessToken, stored.RefreshToken, .. stored.OtherTokens])
            {
                try
                {
                    if (token is not null)
                    {
                        await _endpoint.RevokeAsync(token, _clientId, _secret, cancellationToken).ConfigureAwait(false);
                    }
                }
                catch (AuthException e)
                {
                    failure = e;
                }
            }

            if (failure is not null)
            {
                throw new HttpRequestException($"The tokens were deleted here, but Globus Auth did not revoke all of them: {failure.Message}", failure);
            }
        }
    }

    private static ITokenSlot Stored(ClientSecret? secret, TokenSlot slot) => secret is null ? slot : new SecretSlot(slot, secret.Secret);

    // Own addresses have own tokens, whatever the environment is called.
    private static string NameOf(GlobusCredentialOptions options, string clientId, bool isClient)
    {
        var environment = options.Environment;
        var host = environment.AuthUrl!.Authority.Replace(':', '-');
        var isUsual = environment.Name is "production" or "preview" && host == $"auth.{(environment.Name == "preview" ? "preview." : "")}globus.org";
        return $"{environment.Name}{(isUsual ? "" : $"_{Safe(host)}")}_{clientId}_{options.Profile}{(isClient ? "_client" : "")}";
    }

    private static string Safe(string host) => string.Concat(host.Select(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? c : '-'));
}
