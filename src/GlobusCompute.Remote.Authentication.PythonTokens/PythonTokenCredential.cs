using GlobusCompute.Remote.Authentication.Auth;
using GlobusCompute.Remote.Authentication.Tokens;
using GlobusCompute.Remote.Credentials;
using GlobusCompute.Remote.Exceptions;

namespace GlobusCompute.Remote.Authentication.PythonTokens;

/// <summary>
/// Takes the tokens of who has signed in with Globus Compute's Python SDK on this machine. The SDK's store is read and never changed: a token that is renewed
/// here is kept in memory, and one that the SDK has renewed is taken from the store. Thread-safe.
/// </summary>
public sealed class PythonTokenCredential : IComputeCredential
{
    /// <summary>
    /// The environment variable with the SDK's folder: <c>GLOBUS_COMPUTE_USER_DIR</c>. By default it is <c>.globus_compute</c> in the home folder.
    /// </summary>
    public const string FolderVariable = "GLOBUS_COMPUTE_USER_DIR";

    private readonly SignedIn _signedIn;

    /// <summary>Initializes a credential.</summary>
    /// <param name="options">
    /// The options, which are copied; null for the defaults. <see cref="GlobusCredentialOptions.TokenStore"/> and
    /// <see cref="GlobusCredentialOptions.Profile"/> have no effect.
    /// </param>
    /// <param name="folder">The SDK's folder; null for that in <see cref="FolderVariable"/>, or else the usual one.</param>
    /// <exception cref="ArgumentException">An option is out of its range. The message names it.</exception>
    public PythonTokenCredential(GlobusCredentialOptions? options = null, string? folder = null)
    {
        var copy = options is null ? new GlobusCredentialOptions() : new GlobusCredentialOptions(options);
        copy.Validate();
        var clientId = NativeApp.ClientId(Environment.GetEnvironmentVariable);
        var file = Path.Combine(folder ?? DefaultFolder(), "storage.db");
        _signedIn = new SignedIn(
            copy,
            clientId,
            null,
            (_, grants, _) => new PersonTokens(
                clientId,
                grants,
                copy.TimeProvider,
                $"Sign in with Python's SDK, which keeps its tokens in {file}, for the environment '{copy.Environment.Name}'."),
            new PythonSlot(file, copy.Environment.Name, clientId));
    }

    /// <summary>Gets the current token, renewed if it is due.</summary>
    /// <inheritdoc cref="IComputeCredential.GetTokenAsync" path="/param"/>
    /// <exception cref="CredentialUnavailableException">Nobody is signed in with Python's SDK, or its store cannot be read.</exception>
    /// <exception cref="AuthorizationRequiredException">The sign-in is over, or does not suffice.</exception>
    public ValueTask<ComputeAccessToken> GetTokenAsync(ComputeTokenContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return _signedIn.Keeper.GetAsync(context, cancellationToken);
    }

    /// <summary>Gets who is signed in, from the SDK's store, without a request. Null if nobody is.</summary>
    /// <exception cref="CredentialUnavailableException">The store cannot be read.</exception>
    public GlobusAccount? GetAccount() => _signedIn.Read();

    private static string DefaultFolder() =>
        Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } folder
            ? folder
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify), ".globus_compute");
}
