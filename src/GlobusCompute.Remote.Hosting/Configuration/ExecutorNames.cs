using GlobusCompute.Remote.Hosting.Registration;

namespace GlobusCompute.Remote.Hosting.Configuration;

/// <summary>The names of the executors that an app has by configuration and code.</summary>
internal static class ExecutorNames
{
    /// <summary>Lists them. An embedded service has an endpoint, so that one executor needs no name.</summary>
    public static IReadOnlyList<string> Of(GlobusComputeOptions options, HostingRegistration registration)
    {
        string[] names =
        [
            .. registration.Executors.Select(static executor => executor.Name).Concat(options.Executors.Keys).Distinct(StringComparer.OrdinalIgnoreCase),
        ];
        return names.Length == 0 && options.Service == ComputeServiceKind.Embedded ? [GlobusComputeDefaults.ExecutorName] : names;
    }

    /// <summary>Finds the name that is meant; null where there is none.</summary>
    /// <param name="names">The names of all.</param>
    /// <param name="name">The name as somebody wrote it; null for the default executor.</param>
    public static string? Match(IReadOnlyList<string> names, string? name) => name is null && names.Count == 1
        ? names[0]
        : names.FirstOrDefault(known => known.Equals(name ?? GlobusComputeDefaults.ExecutorName, StringComparison.OrdinalIgnoreCase));

    /// <summary>Says that there is none, and what to do.</summary>
    public static string Explain(IReadOnlyList<string> names, string? name, string path)
    {
        var key = OptionMessages.Key(path, nameof(GlobusComputeOptions.Executors), name ?? GlobusComputeDefaults.ExecutorName);
        var howTo = $"Set {key}:{nameof(GlobusComputeExecutorOptions.EndpointId)} in the configuration, or call AddExecutor.";
        return names.Count == 0 ? $"No executor is configured. {howTo}"
            : name is null
                ? $"There are several executors, and none is named '{GlobusComputeDefaults.ExecutorName}': {string.Join(", ", names)}. "
                    + "Name the one that is meant, for example with [FromKeyedServices(\"" + names[0] + "\")]."
            : $"There is no executor '{name}'. The executors are {string.Join(", ", names)}. {howTo}";
    }
}
