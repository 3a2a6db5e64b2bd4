using GlobusCompute.Remote.Authentication.Auth;

namespace GlobusCompute.Remote.Authentication.Chain;

/// <summary>What the chain consists of, in its order.</summary>
internal static class ChainLinks
{
    private const string PythonPackage = "GlobusCompute.Remote.Authentication.PythonTokens";

    private static Func<GlobusCredentialOptions, IComputeCredential>? s_pythonTokens;

    /// <summary>Adds the credential of the package for Python's tokens to chains that are first used later.</summary>
    public static void RegisterPythonTokens(Func<GlobusCredentialOptions, IComputeCredential>? create) => Volatile.Write(ref s_pythonTokens, create);

    public static ChainLink[] Create(GlobusInteractiveCredentialOptions options, Func<string, string?> variable)
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
            $"The environment '{options.Environment.Name}' has no Globus Auth; {Settings.GlobusEnvironment.AuthUrlVariable} can name one.")
        : create();
}
