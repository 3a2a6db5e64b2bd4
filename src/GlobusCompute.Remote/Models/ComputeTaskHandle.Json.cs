using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GlobusCompute.Remote;

public sealed partial record ComputeTaskHandle
{
    /// <summary>What messages call the function of a task of which no more than the id is known.</summary>
    internal const string UnnamedFunction = "(unnamed function)";

    /// <summary>Creates a handle for a task of which only the id is known: its endpoint is the empty UUID.</summary>
    /// <param name="taskId">The task.</param>
    /// <param name="taskGroupId">Its task group, or null when that is not known; its results are polled then instead of being streamed.</param>
    public static ComputeTaskHandle ForTask(Guid taskId, Guid? taskGroupId = null) =>
        new(taskId, taskGroupId, Guid.Empty, FunctionId: null, UnnamedFunction, FunctionHash: null);

    /// <summary>Returns the handle as one line of JSON, which <see cref="Parse"/> reads. Members that are null are omitted.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ComputeTaskHandleJson.Default.ComputeTaskHandle);

    /// <summary>Reads what <see cref="ToJson"/> has written. Members it does not know are ignored.</summary>
    /// <param name="json">The text.</param>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    /// <exception cref="FormatException">The text is not a handle. The message says why.</exception>
    public static ComputeTaskHandle Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            return JsonSerializer.Deserialize(json, ComputeTaskHandleJson.Default.ComputeTaskHandle) is { FunctionName: not null } handle
                ? handle
                : throw new FormatException("The text is not a handle of a call: it has no function name.");
        }
        catch (JsonException e)
        {
            throw new FormatException($"The text is not a handle of a call: {e.Message}", e);
        }
    }

    /// <summary>Reads what <see cref="ToJson"/> has written.</summary>
    /// <param name="json">The text.</param>
    /// <param name="handle">The handle, or null.</param>
    /// <returns>False when the text is not a handle.</returns>
    public static bool TryParse([NotNullWhen(true)] string? json, [NotNullWhen(true)] out ComputeTaskHandle? handle)
    {
        try
        {
            handle = json is null ? null : Parse(json);
        }
        catch (FormatException)
        {
            handle = null;
        }

        return handle is not null;
    }
}

/// <summary>How handles are written, by <see cref="ComputeTaskHandle.ToJson"/> and in journals.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ComputeTaskHandle))]
internal sealed partial class ComputeTaskHandleJson : JsonSerializerContext;
