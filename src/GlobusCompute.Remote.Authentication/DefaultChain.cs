using GlobusCompute.Remote.Authentication.Auth;
using GlobusCompute.Remote.Authentication.Chain;
using GlobusCompute.Remote.Settings;

namespace GlobusCompute.Remote.Authentication;

/// <summary>What the default credential consists of, in its order.</summary>
internal static class DefaultChain
{
    private const string PythonPackage = "GlobusCompute.Remote.Authentication.PythonTokens";

    private static Func<GlobusCredentialOptions, IComputeCredential>? s_pythonTokens;

    /// <summary>Adds the credential of the package for Python's tokens to chains that are first used later.</summary>
    public static void RegisterPythonTokens(Func<GlobusCredentialOptions, IComputeCredential>? create) => Volatile.Write(ref s_pythonTokens, create);

    /// <summary>Makes a chain with a copy of options.</summary>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="variable">Gets an environment variable, or null.</param>
    public static CredentialChain Create(GlobusInteractiveCredentialOptions? options, Func<string, string?> variable)
    {
        var copy = options is null ? new GlobusInteractiveCredentialOptions() : new GlobusInteractiveCredentialOptions(options);
        if (copy.Environment is null || copy.Environment.AuthUrl is not null)
        {
            copy.Validate();
        }

        // Made when a token is first wanted, so that what an app registers before counts.
        return new CredentialChain(() => Links(copy, variable), copy.LoggerFactory);
    }

    private static ChainLink[] Links(GlobusInteractiveCredentialOptions options, Func<string, string?> variable)
    {
        var python = Volatile.Read(ref s_pythonTokens);
        return
        [
            new ChainLink("environment variable", () => ReadyToken(variable)),
            new ChainLink("client credentials", () => InReach(options, () => GlobusClientCredential.Read(variable, options))),
            new ChainLink(
                "gcompute login",
                () => InReach(options, () => new GlobusStoredCredential(options, options.ClientId ?? NativeApp.ClientId(variable)))) { CanSignInAgain = true },
            new ChainLink(
                "Python's SDK",
                () => python is null
                    ? throw new CredentialUnavailableException($"The app has not registered its tokens, with GlobusPythonTokens.Register() of {PythonPackage}.")
                    : InReach(options, () => python(options))),
            new ChainLink(
                "a person",
                () => InReach(options, () => new GlobusInteractiveCredential(new GlobusInteractiveCredentialOptions(options)
                {
                    ClientId = options.ClientId ?? NativeApp.ClientId(variable),
                }))),
        ];
    }

    private static ComputeAccessTokenCredential ReadyToken(Func<string, string?> variable) =>
        variable(ComputeAccessTokenCredential.EnvironmentVariable) is { Length: > 0 } token
            ? new ComputeAccessTokenCredential(token.Trim())
            : throw new CredentialUnavailableException($"{ComputeAccessTokenCredential.EnvironmentVariable} is not set.");

    // A ready token needs no Globus Auth, and so an environment without one is not refused at once.
    private static IComputeCredential InReach(GlobusCredentialOptions options, Func<IComputeCredential> create) => options.Environment.AuthUrl is null
        ? throw new CredentialUnavailableException(
            $"The environment '{options.Environment.Name}' has no Globus Auth; {GlobusEnvironment.AuthUrlVariable} can name one.")
        : create();
}
