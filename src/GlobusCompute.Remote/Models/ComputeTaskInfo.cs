using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization.Metadata;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Models;

/// <summary>Represents the state of a task at the time of a request. Immutable and safe for use by many threads.</summary>
public sealed class ComputeTaskInfo
{
    private readonly byte[]? _result;
    private readonly ComputeNaming _naming;

    internal ComputeTaskInfo(
        Guid taskId,
        ComputeTaskState state,
        string? status,
        byte[]? result,
        string? failure,
        DateTimeOffset? completedAt,
        ExecutionFacts facts,
        Guid? endpointId,
        ComputeNaming naming)
    {
        TaskId = taskId;
        State = state;
        Status = status;
        _result = result;
        _naming = naming;
        EndpointId = endpointId;
        CompletedAt = completedAt;
        ReceivedAt = ExecutionFacts.Time(facts.ReceivedAt);
        StartedAt = ExecutionFacts.Time(facts.StartedAt);
        QueueTime = facts.QueueTime(acceptedAt: null);
        EndedAt = ExecutionFacts.Time(facts.EndedAt);
        Worker = facts.Worker;
        if (state == ComputeTaskState.Failed)
        {
            Exception = new TaskExecutionFailedException(Handle, failure ?? "", null, null);
        }
    }

    /// <summary>Gets the task.</summary>
    public Guid TaskId { get; }

    /// <summary>Gets the endpoint it ran on, or null when that is not known.</summary>
    public Guid? EndpointId { get; }

    /// <summary>Gets the state of the task.</summary>
    public ComputeTaskState State { get; }

    /// <summary>Gets the service's word for the state, e.g. <c>waiting-for-ep</c>, or null if the answer does not contain the task.</summary>
    public string? Status { get; }

    /// <summary>Gets the time when the task completed, by the service's clock; null if unknown.</summary>
    public DateTimeOffset? CompletedAt { get; }

    /// <summary>Gets the time when the service received the task, by its own clock; null if the service does not tell.</summary>
    public DateTimeOffset? ReceivedAt { get; }

    /// <summary>Gets the time from <see cref="ReceivedAt"/> to the start of the function, never negative; null if unknown.</summary>
    public TimeSpan? QueueTime { get; }

    /// <summary>Gets the time when the function started, by the worker's clock; null if unknown.</summary>
    public DateTimeOffset? StartedAt { get; }

    /// <summary>Gets the time when the function ended, by the worker's clock; null if unknown.</summary>
    public DateTimeOffset? EndedAt { get; }

    /// <summary>Gets the worker's environment, or null if unknown.</summary>
    public WorkerEnvironment? Worker { get; }

    /// <summary>Gets the exception of a failed task, or null.</summary>
    public TaskExecutionFailedException? Exception { get; }

    /// <summary>Reads the result. Can be called several times.</summary>
    /// <param name="json">JSON metadata of the app's own types; null for types that the library knows by itself.</param>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <returns>The result; null for Python's <c>None</c> where the type has a null.</returns>
    /// <exception cref="InvalidOperationException">The task has not completed.</exception>
    /// <exception cref="TaskExecutionFailedException">The task failed.</exception>
    /// <exception cref="ResultDeserializationException">The result does not fit the type.</exception>
    public T? GetResult<T>(IJsonTypeInfoResolver? json = null) =>
        Read<T>(json is null ? PayloadRules.ForBuiltInShapes(_naming) : PayloadRules.ForResolver(json, _naming));

    /// <summary>Reads the result; reflection finds the members of the app's own types. Can be called several times.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <returns>The result; null for Python's <c>None</c> where the type has a null.</returns>
    /// <exception cref="InvalidOperationException">The task has not completed.</exception>
    /// <exception cref="TaskExecutionFailedException">The task failed.</exception>
    /// <exception cref="ResultDeserializationException">The result does not fit the type.</exception>
    [RequiresUnreferencedCode("Reflection finds the members of the result's type. Pass a JsonSerializerContext instead.")]
    [RequiresDynamicCode("Reflection builds converters for the result's type. Pass a JsonSerializerContext instead.")]
    public T? GetResultByReflection<T>() => Read<T>(PayloadRules.ForReflection(_naming));

    /// <summary>Returns the id and the state.</summary>
    public override string ToString() => $"task {TaskId}: {Status ?? "not known"}";

    private ComputeTaskHandle Handle => new(TaskId, null, EndpointId ?? Guid.Empty, null, $"task {TaskId}", null);

    private T? Read<T>(PayloadRules rules)
    {
        if (Exception is { } failure)
        {
            throw failure;
        }

        if (State == ComputeTaskState.Pending)
        {
            throw new InvalidOperationException($"Task {TaskId} has not ended yet ({Status ?? "the service said nothing of it"}). Ask again later.");
        }

        try
        {
            return ResultReader.Read<T>(_result, rules, allowNull: true);
        }
        catch (Exception e)
        {
            // Converters of the app run here, and may refuse a value in any way.
            throw ResultDeserializationException.Create(Handle, typeof(T), _result, e);
        }
    }
}
