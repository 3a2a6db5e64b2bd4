using System.Text.Json.Nodes;

namespace GlobusCompute.Remote;

/// <summary>What a <see cref="ComputeExecutor"/> sends along with its calls. Read once, when the executor is made.</summary>
public sealed record ComputeExecutorOptions
{
    /// <summary>
    /// The task group of the calls. Null (the default) takes the client's: the service names one in the answer to the first request, and all
    /// executors of the client that have no other share it.
    /// </summary>
    public Guid? TaskGroupId { get; init; }

    /// <summary>Values for the endpoint's configuration template, as its administrator allows them. Null (the default) sends none.</summary>
    public JsonObject? UserEndpointConfig { get; init; }

    /// <summary>Resources for MPI functions, e.g. <c>num_nodes</c>. Null (the default) sends none.</summary>
    public JsonObject? ResourceSpecification { get; init; }

    /// <summary>A name that the executor's text shows. Default empty.</summary>
    public string Label { get; init; } = "";

    /// <summary>
    /// How long a call may take until its future ends in <see cref="ComputeTimeoutException"/>, where its method says nothing else. Null (the
    /// default) sets no limit; above zero and at most 24 days otherwise.
    /// </summary>
    public TimeSpan? CallTimeout { get; init; }

    /// <summary>The most tasks in one request. Null (the default) fills requests up to the byte limit; at least 1 otherwise.</summary>
    public int? BatchSize { get; init; }
}
