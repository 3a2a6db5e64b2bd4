using GlobusCompute.Remote.Hosting.Registration;

namespace GlobusCompute.Remote.Hosting.Configuration;

/// <summary>An executor as configuration and code describe it together: code changes what the configuration says.</summary>
/// <param name="Name">Its name.</param>
/// <param name="EndpointId">Its endpoint; null where neither names one.</param>
/// <param name="Options">Its options.</param>
internal sealed record ExecutorPlan(string Name, Guid? EndpointId, ComputeExecutorOptions Options)
{
    /// <summary>Puts an executor's options together.</summary>
    public static ExecutorPlan Of(string name, GlobusComputeOptions options, HostingRegistration registration)
    {
        options.Executors.TryGetValue(name, out var configured);
        var result = new ComputeExecutorOptions(configured ?? new())
        {
            UserEndpointConfig = configured?.UserEndpointConfig?.DeepClone().AsObject(),
            ResourceSpecification = configured?.ResourceSpecification?.DeepClone().AsObject(),
        };
        if (result.Label is "")
        {
            result.Label = name;
        }

        var endpointId = configured?.EndpointId;
        foreach (var executor in registration.Executors.Where(executor => executor.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
        {
            endpointId = executor.EndpointId ?? endpointId;
            executor.Configure?.Invoke(result);
        }

        return new ExecutorPlan(name, endpointId, result);
    }
}
