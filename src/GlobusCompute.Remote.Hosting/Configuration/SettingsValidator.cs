using GlobusCompute.Remote.Hosting.Registration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace GlobusCompute.Remote.Hosting.Configuration;

/// <summary>Checks the options when the app starts and whenever its configuration changes. Each failure names the configuration key.</summary>
internal sealed class SettingsValidator(HostingRegistration registration, IServiceProvider services) : IValidateOptions<GlobusComputeOptions>
{
    private static readonly TimeSpan s_longestIdleTimeout = TimeSpan.FromDays(24);

    public ValidateOptionsResult Validate(string? name, GlobusComputeOptions options)
    {
        // Nothing was bound, so nothing else can be said.
        List<string> problems = [.. options.Problems];
        if (problems.Count == 0)
        {
            // What replaces the service needs neither a token nor an endpoint.
            var isReplaced = IsRegistered<IComputeServiceReplacement>();
            CheckClient(options, problems);
            if (!isReplaced)
            {
                CheckService(options, problems);
            }

            CheckUsers(options, problems);
            CheckExecutors(options, isReplaced, problems);
            if (!isReplaced || ExecutorNames.Of(options, registration).Count > 0)
            {
                CheckProxies(options, problems);
            }
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static void CheckClient(GlobusComputeOptions options, List<string> problems)
    {
        Collect(() => new ComputeClientOptions(options).Validate(), options.Path, problems);
        if (options.AccessToken is { } token)
        {
            try
            {
                _ = new ComputeAccessTokenCredential(token);
            }
            catch (ArgumentException)
            {
                problems.Add(
                    $"{OptionMessages.Key(options.Path, nameof(options.AccessToken))} must consist of visible ASCII characters: "
                    + "remove blanks, line ends and \"Bearer\".");
            }
        }

        if (options.JournalPath is { } path && string.IsNullOrWhiteSpace(path))
        {
            problems.Add($"{OptionMessages.Key(options.Path, nameof(options.JournalPath))} is empty. Remove the key for no journal.");
        }
    }

    private void CheckService(GlobusComputeOptions options, List<string> problems)
    {
        var service = OptionMessages.Key(options.Path, nameof(options.Service));
        if (!Enum.IsDefined(options.Service))
        {
            problems.Add($"{service} is not one of {string.Join(", ", Enum.GetNames<ComputeServiceKind>())}.");
        }
        else if (options.Service == ComputeServiceKind.Globus)
        {
            CheckCredential(options, problems);
        }
        else if (!IsRegistered<IEmbeddedComputeService>())
        {
            problems.Add(
                $"{service} is 'embedded', and no embedded service is registered. Add the package GlobusCompute.Remote.LocalService "
                + "and call .AddLocalService() after AddGlobusCompute().");
        }
        else if (!options.AllowEmbedded && services.GetService<IHostEnvironment>()?.IsDevelopment() != true)
        {
            var environment = services.GetService<IHostEnvironment>()?.EnvironmentName;
            var place = environment is null ? "without a host environment" : $"in the environment {environment}";
            problems.Add(
                $"{service} is 'embedded' {place}. It is meant for the Development environment; "
                + $"set {OptionMessages.Key(options.Path, nameof(options.AllowEmbedded))} to true to allow it here.");
        }
    }

    private void CheckCredential(GlobusComputeOptions options, List<string> problems)
    {
        // Code that configures clients may set one. Where only users call, the app itself needs none.
        if (options.AccessToken is null && !registration.HasUsers && !IsRegistered<IComputeCredential>() && !IsRegistered<ClientConfiguration>()
            && string.IsNullOrEmpty(Environment.GetEnvironmentVariable(ComputeAccessTokenCredential.EnvironmentVariable)))
        {
            problems.Add(
                $"There is no credential. Set {OptionMessages.Key(options.Path, nameof(options.AccessToken))} (in user secrets or the environment), "
                + $"register an {nameof(IComputeCredential)}, or set the environment variable {ComputeAccessTokenCredential.EnvironmentVariable}.");
        }
    }

    private static void CheckUsers(GlobusComputeOptions options, List<string> problems)
    {
        var users = OptionMessages.Key(options.Path, nameof(options.Users));
        if (options.Users is null)
        {
            problems.Add($"{users} must not be null.");
            return;
        }

        if (options.Users.IdleTimeout <= TimeSpan.Zero || options.Users.IdleTimeout > s_longestIdleTimeout)
        {
            problems.Add($"{users}:{nameof(options.Users.IdleTimeout)} must be above zero and at most {s_longestIdleTimeout.Days} days.");
        }

        if (options.Users.MaxClients < 1)
        {
            problems.Add($"{users}:{nameof(options.Users.MaxClients)} must be at least 1.");
        }
    }

    private void CheckExecutors(GlobusComputeOptions options, bool isReplaced, List<string> problems)
    {
        foreach (var name in ExecutorNames.Of(options, registration))
        {
            var path = OptionMessages.Key(options.Path, nameof(options.Executors), name);
            var plan = Collect(() => ExecutorPlan.Of(name, options, registration), path, problems);
            if (plan is null)
            {
                continue;
            }

            Collect(plan.Options.Validate, path, problems);
            if (plan.EndpointId is null && options.Service == ComputeServiceKind.Globus && !isReplaced)
            {
                problems.Add($"{path}:{nameof(GlobusComputeExecutorOptions.EndpointId)} is missing. Set it to the UUID of the endpoint that runs the calls.");
            }
            else if (plan.EndpointId == Guid.Empty)
            {
                problems.Add($"{path}:{nameof(GlobusComputeExecutorOptions.EndpointId)} must not be the empty UUID.");
            }
        }
    }

    private void CheckProxies(GlobusComputeOptions options, List<string> problems)
    {
        var names = ExecutorNames.Of(options, registration);
        foreach (var proxy in registration.Proxies.Where(proxy => ExecutorNames.Match(names, proxy.ExecutorName) is null).Distinct())
        {
            problems.Add($"The proxy of {proxy.Interface} has no executor. {ExecutorNames.Explain(names, proxy.ExecutorName, options.Path)}");
        }
    }

    private static void Collect(Action check, string path, List<string> problems) => Collect<object>(
        () =>
        {
            check();
            return null;
        },
        path,
        problems);

    private static T? Collect<T>(Func<T?> make, string path, List<string> problems)
        where T : class
    {
        try
        {
            return make();
        }
        catch (ArgumentException e)
        {
            problems.Add(OptionMessages.Translate(e, path));
            return null;
        }
    }

    private bool IsRegistered<T>() => services.GetService<IServiceProviderIsService>()?.IsService(typeof(T)) ?? services.GetService<T>() is not null;
}
