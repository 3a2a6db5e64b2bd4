using GlobusCompute.Remote.Authentication.Chain;
using GlobusCompute.Remote.Credentials;

namespace GlobusCompute.Remote.Authentication;

/// <summary>Provides the credential for most apps.</summary>
public static class GlobusCredential
{
    private static readonly Lazy<CredentialChain> s_default = new(static () => DefaultChain.Create(null, Environment.GetEnvironmentVariable));

    /// <summary>
    /// Gets a credential that takes the first of these that applies: the access token in <c>GLOBUS_COMPUTE_ACCESS_TOKEN</c>; the client in
    /// <c>GLOBUS_COMPUTE_CLIENT_ID</c> and <c>GLOBUS_COMPUTE_CLIENT_SECRET</c>; who has signed in with <c>gcompute login</c>; who has signed in with Python's
    /// SDK, if the app has registered GlobusCompute.Remote.Authentication.PythonTokens; and at last a person, who is prompted to sign in if there is a browser
    /// or a terminal. It stays with that one. If none applies, the exception says why for each. Always the same instance.
    /// </summary>
    public static IInteractiveCredential Default => s_default.Value;

    /// <summary>Creates a credential as <see cref="Default"/> is one.</summary>
    /// <param name="options">The options, which are copied; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of its range. The message names it.</exception>
    public static IInteractiveCredential CreateDefault(GlobusInteractiveCredentialOptions? options = null) =>
        DefaultChain.Create(options, Environment.GetEnvironmentVariable);
}
