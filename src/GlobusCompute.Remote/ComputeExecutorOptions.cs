using System.Text.Json.Nodes;

namespace GlobusCompute.Remote;

/// <summary>
/// What a <see cref="ComputeExecutor"/> sends along with its calls at first. Read once, and copied, when the executor is made; its properties change
/// them later.
/// </summary>
public sealed record ComputeExecutorOptions
{
    /// <summary>
    /// The task group of the calls. Null (the default) takes the client's: the service names one in the answer to the first request, and all
    /// executors of the client that have no other share it.
    /// </summary>
    public Guid? TaskGroupId { get; init; }

    /// <summary>
    /// Values for the endpoint's configuration template, as its administrator allows them. Null (the default) sends none. See
    /// <see cref="ComputeExecutor.UserEndpointConfig"/>.
    /// </summary>
    public JsonObject? UserEndpointConfig { get; init; }

    /// <summary>
    /// Resources for MPI functions, e.g. <c>num_nodes</c>. Null (the default) sends none. See <see cref="ComputeExecutor.ResourceSpecification"/>.
    /// </summary>
    public JsonObject? ResourceSpecification { get; init; }

    /// <summary>
    /// The strategies in which workers shall try to write results, as Python import paths. Null (the default) asks for what is
    /// read here best; an
    /// empty list leaves it to the endpoint.
    /// </summary>
    public IReadOnlyList<string>? ResultSerializers { get; init; }

    /// <summary>
    /// The container in which functions run, a matter of old endpoints. Null (the default) for none. Sources are registered with it by the older route; see
    /// <see cref="ComputeExecutor.ContainerId"/>.
    /// </summary>
    public Guid? ContainerId { get; init; }

    /// <summary>A name that the executor's text shows. Default empty.</summary>
    public string Label { get; init; } = "";

    /// <summary>
    /// How long a call may take until its future faults with <see cref="ComputeTimeoutException"/>, where its method says nothing else. Null (the
    /// default) sets no limit; above zero and at most 24 days otherwise.
    /// </summary>
    public TimeSpan? CallTimeout { get; init; }

    /// <summary>The most tasks in one request. Null (the default) fills requests up to the byte limit; at least 1 otherwise.</summary>
    public int? BatchSize { get; init; }
}
