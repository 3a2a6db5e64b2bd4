using GlobusCompute.Remote.AspNetCore;
using GlobusCompute.Remote.AspNetCore.Configuration;
using GlobusCompute.Remote.AspNetCore.Sessions;
using GlobusCompute.Remote.AspNetCore.SignIn;
using GlobusCompute.Remote.AspNetCore.Tokens;
using GlobusCompute.Remote.AspNetCore.Users;
using GlobusCompute.Remote.Hosting;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds sign-in with Globus to the registration of Globus Compute.</summary>
public static class GlobusSignInBuilderExtensions
{
    /// <summary>
    /// Signs users of a web app in with Globus, and gives each request and each Blazor circuit the client of its user: a <see cref="ComputeClientLease"/>, and
    /// the proxies of <c>AddUserProxy</c>. Who is signed in and their tokens are kept in the app's <c>IDistributedCache</c> under Data Protection; in memory,
    /// where the app has no other. The options are those of the section <see cref="GlobusSignInDefaults.SectionName"/>. The schemes are the app's defaults,
    /// unless it has set others. <c>UseGlobusSignIn</c> belongs to it.
    /// </summary>
    /// <param name="builder">The registration.</param>
    /// <param name="configure">Changes what the configuration says. Null (the default) changes nothing.</param>
    /// <returns>The registration.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static IGlobusComputeBuilder AddGlobusSignIn(this IGlobusComputeBuilder builder, Action<GlobusSignInOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.AddOptions<GlobusSignInOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<GlobusSignInOptions>, SignInBinder>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GlobusSignInOptions>, SignInCheck>());
        if (configure is not null)
        {
            services.Configure(configure);
        }

        if (services.Any(static service => service.ServiceType == typeof(CurrentUser)))
        {
            return builder;
        }

        AddState(services);
        AddSchemes(services);
        return builder.AddUsers(static provider => provider.GetRequiredService<CurrentUser>().Get());
    }

    private static void AddState(IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddDataProtection();
        services.AddDistributedMemoryCache();
        services.AddAntiforgery();
        services.AddSingleton<AppClient>();
        services.AddSingleton<ProtectedCache>();
        services.AddSingleton<SessionStore>();
        services.AddSingleton<UserTokenRegistry>();
        services.AddSingleton<GlobusSignInLinks>();
        services.AddSingleton<PreviousSession>();
        services.AddSingleton<SignInEvents>();
        services.AddSingleton<SessionEvents>();
        services.AddScoped<CurrentUser>();

        // They log the addresses of the sign-in, with code and state. An app that wants the log of requests adds a filter of its own after this.
        services.AddLogging(static logging => logging
            .AddFilter(typeof(OpenIdConnectHandler).FullName, LogLevel.Information)
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning));
    }

    private static void AddSchemes(IServiceCollection services)
    {
        services.AddAuthorization();
        services.AddAuthentication(static options =>
            {
                options.DefaultScheme ??= GlobusSignInDefaults.SessionScheme;
                options.DefaultChallengeScheme ??= GlobusSignInDefaults.AuthenticationScheme;
            })
            .AddCookie(GlobusSignInDefaults.SessionScheme)
            .AddOpenIdConnect(GlobusSignInDefaults.AuthenticationScheme, static _ => { });
        services.AddSingleton<SchemeOptions>();
        services.AddSingleton<IConfigureOptions<OpenIdConnectOptions>>(static provider => provider.GetRequiredService<SchemeOptions>());
        services.AddSingleton<IConfigureOptions<CookieAuthenticationOptions>>(static provider => provider.GetRequiredService<SchemeOptions>());
    }
}
