using GlobusCompute.Remote.Credentials;
using Microsoft.Extensions.Options;

namespace GlobusCompute.Remote.Hosting.Clients;

/// <summary>The token that the configuration has at the moment.</summary>
internal sealed class SettingsCredential(IOptionsMonitor<GlobusComputeOptions> options) : IComputeCredential
{
    private volatile ComputeAccessToken? _token;

    public ValueTask<ComputeAccessToken> GetTokenAsync(ComputeTokenContext context, CancellationToken cancellationToken)
    {
        var current = options.CurrentValue;
        if (current.AccessToken is not { } text)
        {
            throw new InvalidOperationException($"{GlobusComputeDefaults.SectionName}:{nameof(current.AccessToken)} was removed from the configuration.");
        }

        var token = _token;
        if (token?.Token != text)
        {
            _token = token = new ComputeAccessToken(text);
        }

        return new ValueTask<ComputeAccessToken>(token);
    }
}
