using GlobusCompute.Remote.Authentication.Diagnostics;
using GlobusCompute.Remote.Credentials;
using GlobusCompute.Remote.Exceptions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlobusCompute.Remote.Authentication.Chain;

/// <summary>Takes the first credential that applies, and stays with it.</summary>
internal sealed class CredentialChain : IInteractiveCredential
{
    private readonly object _lock = new();
    private readonly GlobusInteractiveCredentialOptions _options;
    private readonly Func<string, string?> _variable;
    private readonly ILogger _logger;
    private ChainLink[]? _links;
    private volatile ChainLink? _chosen;

    public CredentialChain(GlobusInteractiveCredentialOptions? options, Func<string, string?>? variable = null)
    {
        _options = options is null ? new GlobusInteractiveCredentialOptions() : new GlobusInteractiveCredentialOptions(options);
        _variable = variable ?? Environment.GetEnvironmentVariable;
        _logger = (_options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger("GlobusCompute.Remote.Authentication");
        if (_options.Environment is null || _options.Environment.AuthUrl is not null)
        {
            _options.Validate();
        }
    }

    public bool IsWaitingForUser => Links().Any(static link => link.IsWaitingForUser);

    public async ValueTask<ComputeAccessToken> GetTokenAsync(ComputeTokenContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (_chosen is { } chosen)
        {
            return await GetFromAsync(chosen, context, cancellationToken).ConfigureAwait(false);
        }

        var reasons = new List<string>();
        CredentialUnavailableException? last = null;
        foreach (var link in Links())
        {
            try
            {
                var token = await GetFromAsync(link, context, cancellationToken).ConfigureAwait(false);
                _chosen = link;
                AuthLog.Applies(_logger, link.Name);
                return token;
            }
            catch (CredentialUnavailableException e)
            {
                AuthLog.DoesNotApply(_logger, link.Name, e.Message);
                reasons.Add($"{link.Name}: {e.Message}");
                last = e;
            }
        }

        throw new AuthorizationRequiredException(
            $"No credential for Globus Compute applies.{string.Concat(reasons.Select(static reason => $"\n- {reason}"))}", context.Requirements, last);
    }

    // Who has signed in before signs in again, rather than somebody else being taken.
    private async ValueTask<ComputeAccessToken> GetFromAsync(ChainLink link, ComputeTokenContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await link.Credential.GetTokenAsync(context, cancellationToken).ConfigureAwait(false);
        }
        catch (AuthorizationRequiredException e) when (link.CanSignInAgain && (_chosen == link || e is not CredentialUnavailableException))
        {
            try
            {
                return await Links()[^1].Credential.GetTokenAsync(context, cancellationToken).ConfigureAwait(false);
            }
            catch (CredentialUnavailableException)
            {
                // Nobody can be prompted, so the first reason is the one to show.
                throw e is CredentialUnavailableException && _chosen != link ? e : new AuthorizationRequiredException(e.Message, e.Parameters, e);
            }
        }
    }

    // Made when a token is first wanted, so that what an app registers before counts.
    private ChainLink[] Links()
    {
        lock (_lock)
        {
            return _links ??= ChainLinks.Create(_options, _variable);
        }
    }
}
