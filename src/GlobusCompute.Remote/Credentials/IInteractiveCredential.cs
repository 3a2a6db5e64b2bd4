namespace GlobusCompute.Remote.Credentials;

/// <summary>
/// Represents a credential that may wait for a person, for example for a sign-in in a browser. Implementations must be safe for use by many threads.
/// </summary>
public interface IInteractiveCredential : IComputeCredential
{
    /// <summary>
    /// Gets whether <see cref="IComputeCredential.GetTokenAsync"/> is waiting for a person at the moment. Where
    /// <see cref="ComputeTokenContext.AllowsInteraction"/> is true, <see cref="Settings.ComputeClientSettings.RequestTimeout"/> does not end such a wait: the
    /// credential has a time limit of its own. Cancellation and disposal of the client end it at once.
    /// </summary>
    bool IsWaitingForUser { get; }
}
