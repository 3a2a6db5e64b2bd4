using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace GlobusCompute.Remote.AspNetCore.Configuration;

/// <summary>Reads the options from the app's configuration.</summary>
internal sealed class SignInBinder(IConfiguration configuration) : IConfigureOptions<GlobusSignInOptions>
{
    public void Configure(GlobusSignInOptions options)
    {
        var section = configuration.GetSection(GlobusSignInDefaults.SectionName);
        options.ClientId = section[nameof(options.ClientId)] ?? options.ClientId;
        options.ClientSecret = section[nameof(options.ClientSecret)] ?? options.ClientSecret;
        options.Environment = section[nameof(options.Environment)] ?? options.Environment;
        options.AuthUrl = section.GetValue<Uri?>(nameof(options.AuthUrl)) ?? options.AuthUrl;
        options.CallbackPath = section[nameof(options.CallbackPath)] ?? options.CallbackPath;
        options.RoutePrefix = section[nameof(options.RoutePrefix)] ?? options.RoutePrefix;
        options.FailurePath = section[nameof(options.FailurePath)] ?? options.FailurePath;
        options.SessionLifetime = section.GetValue<TimeSpan?>(nameof(options.SessionLifetime)) ?? options.SessionLifetime;
        options.RequestTimeout = section.GetValue<TimeSpan?>(nameof(options.RequestTimeout)) ?? options.RequestTimeout;
    }
}
