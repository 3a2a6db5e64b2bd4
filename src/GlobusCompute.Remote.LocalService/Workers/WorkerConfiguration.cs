namespace GlobusCompute.Remote.LocalService.Workers;

/// <summary>What every worker of a service has in common.</summary>
/// <param name="Root">The folder below which tasks run.</param>
/// <param name="EndpointId">The endpoint whose worker it is.</param>
/// <param name="Sandbox">Whether each task gets a folder of its own.</param>
/// <param name="MaxResultSize">The longest result, in code points. Held by <c>Worker/gcompute_worker/result_size.py</c>.</param>
/// <param name="AllowedSerializers">The only strategies that are read; null for all.</param>
/// <param name="InheritedVariables">The environment variables of the app that workers get besides those of <see cref="InheritedEnvironment"/>.</param>
/// <param name="Variables">The environment variables that are set, or with null removed, at last.</param>
internal sealed record WorkerConfiguration(
    string Root,
    Guid EndpointId,
    bool Sandbox,
    int MaxResultSize,
    IReadOnlyList<string>? AllowedSerializers,
    IReadOnlyCollection<string> InheritedVariables,
    IReadOnlyDictionary<string, string?> Variables);
