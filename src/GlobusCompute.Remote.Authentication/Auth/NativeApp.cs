namespace GlobusCompute.Remote.Authentication.Auth;

/// <summary>Which app signs people in.</summary>
internal static class NativeApp
{
    public const string IdVariable = "GLOBUS_COMPUTE_CLIENT_ID";
    public const string SecretVariable = "GLOBUS_COMPUTE_CLIENT_SECRET";

    /// <summary>As for Python's SDK: an id without a secret is a native app's.</summary>
    public static string ClientId(Func<string, string?> variable) =>
        variable(IdVariable) is { } id && !string.IsNullOrWhiteSpace(id) && string.IsNullOrEmpty(variable(SecretVariable))
            ? GlobusCredentialOptions.IsName(id.Trim())
                ? id.Trim()
                : throw new ArgumentException($"{IdVariable} must be the UUID of an app that is registered with Globus.")
            : GlobusScopes.NativeClientId;
}
