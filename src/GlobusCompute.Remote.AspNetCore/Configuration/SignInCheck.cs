using Microsoft.Extensions.Options;

namespace GlobusCompute.Remote.AspNetCore.Configuration;

/// <summary>Stops the app at its start where users could not sign in.</summary>
internal sealed class SignInCheck : IValidateOptions<GlobusSignInOptions>
{
    private static readonly TimeSpan s_maxSession = TimeSpan.FromDays(400);

    public ValidateOptionsResult Validate(string? name, GlobusSignInOptions options)
    {
        var failures = new List<string>();
        void Require(bool isGood, string option, string rule)
        {
            if (!isGood)
            {
                failures.Add($"{GlobusSignInDefaults.SectionName}:{option} must be {rule}.");
            }
        }

        Require(Guid.TryParse(options.ClientId, out _), nameof(options.ClientId), "the UUID of a client that is registered with Globus");
        Require(IsPath(options.CallbackPath), nameof(options.CallbackPath), "a path, such as /signin-globus");
        Require(IsPath(options.RoutePrefix), nameof(options.RoutePrefix), "a path, such as /globus");
        Require(options.FailurePath is null || IsPath(options.FailurePath), nameof(options.FailurePath), "a path of the app");
        Require(
            options.SessionLifetime >= TimeSpan.FromMinutes(1) && options.SessionLifetime <= s_maxSession,
            nameof(options.SessionLifetime),
            "from one minute to 400 days");
        Require(
            options.RequestTimeout > TimeSpan.Zero && options.RequestTimeout <= TimeSpan.FromHours(1),
            nameof(options.RequestTimeout),
            "more than zero and at most one hour");
        try
        {
            var environment = options.GetEnvironment();
            Require(environment.AuthUrl is not null, nameof(options.AuthUrl), $"set, as the environment '{environment.Name}' has no Globus Auth");
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            failures.Add($"{GlobusSignInDefaults.SectionName}: {e.Message}");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static bool IsPath(string path) =>
        path.Length > 1 && path[0] == '/' && path[1] != '/' && path[^1] != '/'
        && path.All(static c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '_' or '.' or '~');
}
