namespace GlobusCompute.Remote.Authentication.Auth;

/// <summary>What Globus Auth calls the Compute service.</summary>
internal static class GlobusScopes
{
    public const string Compute = "https://auth.globus.org/scopes/facd7ccc-c5f4-42aa-916b-a0e270e2c2a9/all";
    public const string ComputeServer = "funcx_service";

    /// <summary>The native app of Python's SDK.</summary>
    public const string NativeClientId = "4cf29807-cf21-49ec-9443-ff9a3fb9f81c";

    /// <summary>Who the person is, and Compute.</summary>
    public static IReadOnlyList<string> Person { get; } = ["openid", "profile", Compute];
}
