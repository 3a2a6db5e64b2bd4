using System.Text.Json;
using System.Text.Json.Nodes;
using GlobusCompute.Remote.Shared;

namespace GlobusCompute.Remote.Settings;

/// <summary>An executor's settings at a moment, as they travel, and the ranges they must be in. Immutable.</summary>
internal sealed record ExecutorSettings
{
    public required Guid EndpointId { get; init; }

    public required TaskGroupReference TaskGroup { get; init; }

    /// <summary>The JSON object as text, or null for none.</summary>
    public string? UserEndpointConfig { get; init; }

    /// <summary>The JSON object as text, or null for none.</summary>
    public string? ResourceSpecification { get; init; }

    /// <summary>The JSON array as text; null for the library's own choice.</summary>
    public string? ResultSerializers { get; init; }

    /// <summary>The container that sources are registered with, or null.</summary>
    public Guid? ContainerId { get; init; }

    public int? BatchSize { get; init; }

    /// <summary>How long a call may take where its method says nothing else; null for no limit.</summary>
    public TimeSpan? CallTimeout { get; init; }

    /// <summary>Reads an app's options.</summary>
    /// <param name="endpointId">The endpoint.</param>
    /// <param name="options">The options.</param>
    /// <param name="defaultGroup">The task group where the options name none.</param>
    /// <param name="parameter">Where the options came from, for the exception.</param>
    /// <exception cref="ArgumentException">An option is out of its range. The message names it.</exception>
    public static ExecutorSettings Create(Guid endpointId, ComputeExecutorOptions options, TaskGroupReference defaultGroup, string parameter) => new()
    {
        EndpointId = endpointId,
        TaskGroup = CheckId(options.TaskGroupId, nameof(options.TaskGroupId), parameter) is { } id ? new TaskGroupReference(id) : defaultGroup,
        UserEndpointConfig = JsonOption.UserEndpointConfig.Write(options.UserEndpointConfig, parameter),
        ResourceSpecification = JsonOption.ResourceSpecification.Write(options.ResourceSpecification, parameter),
        ResultSerializers = WriteSerializers(options.ResultSerializers, parameter),
        ContainerId = CheckId(options.ContainerId, nameof(options.ContainerId), parameter),
        BatchSize = CheckBatchSize(options.BatchSize, parameter),
        CallTimeout = CheckCallTimeout(options.CallTimeout, parameter),
    };

    /// <summary>Names a setting as an app writes it: as a property of its executor, or of the options.</summary>
    public static string NameOf(string name, string parameter) => parameter == "value" ? name : $"{nameof(ComputeExecutorOptions)}.{name}";

    public static Guid? CheckId(Guid? value, string name, string parameter) =>
        value != Guid.Empty ? value : throw new ArgumentException($"{NameOf(name, parameter)} must not be empty; null stands for none.", parameter);

    public static int? CheckBatchSize(int? value, string parameter) =>
        value is null or >= 1
            ? value
            : throw new ArgumentOutOfRangeException(parameter, value, $"{NameOf(nameof(BatchSize), parameter)} must be at least 1, or null.");

    public static TimeSpan? CheckCallTimeout(TimeSpan? value, string parameter) =>
        TimeLimits.AllowTimeout(value)
            ? value
            : throw new ArgumentOutOfRangeException(
                parameter, value, $"{NameOf(nameof(CallTimeout), parameter)} must be above zero and at most {TimeLimits.LongestDays} days, or null.");

    /// <summary>Writes import paths as the JSON array that travels; null stays null.</summary>
    /// <exception cref="ArgumentException">One is not an import path.</exception>
    public static string? WriteSerializers(IReadOnlyList<string>? value, string parameter)
    {
        if (value is null)
        {
            return null;
        }

        foreach (var path in value)
        {
            if (string.IsNullOrWhiteSpace(path) || path.Any(static c => c is < '!' or > '~'))
            {
                throw new ArgumentException(
                    $"{NameOf(nameof(ResultSerializers), parameter)} must be Python import paths such as globus_compute_sdk.serialize.concretes.JSONData; "
                    + $"'{path}' is not one.",
                    parameter);
            }
        }

        return $"[{string.Join(',', value.Select(static path => $"\"{JsonEncodedText.Encode(path)}\""))}]";
    }

    /// <summary>Reads the import paths of the JSON array that travels; null stays null.</summary>
    public static IReadOnlyList<string>? ReadSerializers(string? text) =>
        text is null ? null : [.. JsonNode.Parse(text)!.AsArray().Select(static path => (string)path!)];

    /// <summary>Writes the settings as options for another executor.</summary>
    public ComputeExecutorOptions ToOptions(string label) => new()
    {
        TaskGroupId = TaskGroup.IsGiven ? TaskGroup.Id : null,
        UserEndpointConfig = JsonOption.Read(UserEndpointConfig),
        ResourceSpecification = JsonOption.Read(ResourceSpecification),
        ResultSerializers = ReadSerializers(ResultSerializers),
        ContainerId = ContainerId,
        BatchSize = BatchSize,
        CallTimeout = CallTimeout,
        Label = label,
    };

    /// <summary>Says that the settings alone fill a request.</summary>
    public ArgumentException NoRoom(string parameter) => new(
        $"{JsonOption.UserEndpointConfig.Name} and {JsonOption.ResourceSpecification.Name} take "
        + $"{(UserEndpointConfig?.Length ?? 0) + (ResourceSpecification?.Length ?? 0):N0} "
        + "bytes as JSON, and leave no room for a task in a request. Put what is large where the workers can read it.",
        parameter);

    /// <summary>Whether calls of both may travel in one request. A container and a time limit do not travel with calls.</summary>
    public bool SharesRequestsWith(ExecutorSettings other) =>
        ReferenceEquals(this, other)
        || (EndpointId == other.EndpointId
            && (ReferenceEquals(TaskGroup, other.TaskGroup) || (TaskGroup.Id is { } id && other.TaskGroup.Id == id))
            && UserEndpointConfig == other.UserEndpointConfig
            && ResourceSpecification == other.ResourceSpecification
            && ResultSerializers == other.ResultSerializers
            && BatchSize == other.BatchSize);
}
