using GlobusCompute.Remote.Authentication;
using GlobusCompute.Remote.Authentication.Auth;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GlobusCompute.Remote.AspNetCore.Tokens;

/// <summary>The app as Globus Auth knows it.</summary>
internal sealed class AppClient
{
    public AppClient(IOptions<GlobusSignInOptions> options, TimeProvider time, ILoggerFactory loggers)
    {
        var settings = options.Value;
        Id = settings.ClientId!;
        Secret = settings.ClientSecret is { Length: > 0 } secret ? new ClientSecret(Id, secret) : null;
        Time = time;
        Options = new GlobusCredentialOptions
        {
            Environment = settings.GetEnvironment(),
            HttpMessageHandler = settings.HttpMessageHandler,
            RequestTimeout = settings.RequestTimeout,
            LoggerFactory = loggers,
            TimeProvider = time,
        };
        Endpoint = new AuthEndpoint(Options);
    }

    public string Id { get; }

    public ClientSecret? Secret { get; }

    public TimeProvider Time { get; }

    public GlobusCredentialOptions Options { get; }

    public AuthEndpoint Endpoint { get; }

    /// <summary>Begins a form for the token endpoint, which names the app unless its secret does.</summary>
    public Dictionary<string, string> Form(string grantType)
    {
        var form = new Dictionary<string, string> { ["grant_type"] = grantType };
        if (Secret is null)
        {
            form["client_id"] = Id;
        }

        return form;
    }
}
