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
    private readonly Func<ChainLink[]> _makeLinks;
    private readonly ILogger _logger;
    private ChainLink[]? _links;
    private volatile ChainLink? _chosen;

    /// <param name="makeLinks">Makes what it consists of, when a token is first wanted.</param>
    /// <param name="loggers">Where it logs; null for nowhere.</param>
    public CredentialChain(Func<ChainLink[]> makeLinks, ILoggerFactory? loggers)
    {
        _makeLinks = makeLinks;
        _logger = (loggers ?? NullLoggerFactory.Instance).CreateLogger("GlobusCompute.Remote.Authentication");
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

    private ChainLink[] Links()
    {
        lock (_lock)
        {
            return _links ??= _makeLinks();
        }
    }
}
