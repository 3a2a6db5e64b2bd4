using GlobusCompute.Remote.Credentials;

namespace GlobusCompute.Remote.Authentication.Chain;

/// <summary>One credential of the chain, made when it is first tried.</summary>
/// <param name="name">What it is called in messages.</param>
/// <param name="create">Makes it.</param>
internal sealed class ChainLink(string name, Func<IComputeCredential> create)
{
    private IComputeCredential? _credential;

    public string Name => name;

    /// <summary>Whether the last link renews the sign-in of this one.</summary>
    public bool CanSignInAgain { get; init; }

    public bool IsWaitingForUser => Volatile.Read(ref _credential) is IInteractiveCredential { IsWaitingForUser: true };

    /// <exception cref="CredentialUnavailableException">It does not apply.</exception>
    public IComputeCredential Credential => LazyInitializer.EnsureInitialized(ref _credential, create);
}
