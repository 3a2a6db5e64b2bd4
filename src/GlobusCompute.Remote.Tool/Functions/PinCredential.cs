using GlobusCompute.Remote.Authentication;
using GlobusCompute.Remote.Credentials;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Locking;
using GlobusCompute.Remote.Settings;

namespace GlobusCompute.Remote.Tool.Functions;

/// <summary>Whose token <c>gcompute function pin</c> sends where none is given.</summary>
internal static class PinCredential
{
    /// <exception cref="BadOptionException">There is none for this service.</exception>
    /// <exception cref="ArgumentException">A value cannot be used.</exception>
    /// <exception cref="InvalidOperationException">A variable cannot be used.</exception>
    public static IComputeCredential Create(Uri service, string? profile) =>
        Create(service, profile, GlobusEnvironment.Current, " pass one with --token,");

    /// <exception cref="BadOptionException">There is none for this service.</exception>
    /// <exception cref="ArgumentException">A value cannot be used.</exception>
    /// <exception cref="InvalidOperationException">A variable cannot be used.</exception>
    public static IComputeCredential Create(Uri service, string? profile, GlobusEnvironment environment, string advice = "")
    {
        if (Environment.GetEnvironmentVariable(ComputeAccessTokenCredential.EnvironmentVariable) is { Length: > 0 })
        {
            return ComputeAccessTokenCredential.FromEnvironment();
        }

        // The tokens of a sign-in are for one environment, and any other server could use them there.
        return IsOf(environment, service)
            ? GlobusCredential.CreateDefault(new GlobusInteractiveCredentialOptions
            {
                Environment = environment,
                Profile = profile ?? GlobusCredentialOptions.DefaultProfile,
            })
            : throw new BadOptionException(
                $"the sign-in of the environment '{environment.Name}' is not sent to {service.Host}: set {ComputeAccessTokenCredential.EnvironmentVariable} "
                + $"to an access token for it,{advice} or name the environment in {GlobusEnvironment.NameVariable}.");
    }

    /// <exception cref="BadOptionException">No function was registered because nobody is signed in.</exception>
    public static void ThrowIfMissing(ComputePinReport report)
    {
        var refused = report.Failures.Select(static failure => AuthorizationRequiredException.FindIn(failure.Error)).FirstOrDefault(static e => e is not null);

        // What a service requires beyond a sign-in is said of each function.
        if (report.Registered.Count > 0 || refused is not { Parameters: { RequiresSession: false, RequiredScopes.Count: 0 } })
        {
            return;
        }

        var isNobody = false;
        for (Exception? e = refused; e is not null; e = e.InnerException)
        {
            isNobody |= e is CredentialUnavailableException;
        }

        throw new BadOptionException(
            $"no access token was found: run 'gcompute login', set {ComputeAccessTokenCredential.EnvironmentVariable}, or pass --token."
            + (isNobody ? "" : $" {refused.Message}"));
    }

    // A local service has any port, and issues its tokens itself.
    private static bool IsOf(GlobusEnvironment environment, Uri service) =>
        Uri.Compare(environment.ServiceUrl, service, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0
        || (service.IsLoopback && environment.AuthUrl is { IsLoopback: true });
}
