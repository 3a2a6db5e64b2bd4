namespace GlobusCompute.Remote.Hosting.Registration;

/// <summary>An executor as code names it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="EndpointId">Its endpoint; null where the configuration has it.</param>
/// <param name="Configure">Changes what the configuration says; null for nothing.</param>
internal sealed record ExecutorRegistration(string Name, Guid? EndpointId, Action<ComputeExecutorOptions>? Configure);
