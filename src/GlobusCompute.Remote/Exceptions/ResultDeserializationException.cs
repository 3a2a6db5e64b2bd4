using System.Text;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Serialization;

namespace GlobusCompute.Remote;

/// <summary>A task succeeded, and its result does not fit the method's return type.</summary>
public sealed class ResultDeserializationException : ComputeCallException
{
    private const int ClipLength = 200;
    private const int HeaderLength = 3;

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="handle">The ids of the call.</param>
    /// <param name="targetType">The type asked for, or null when the result is ignored.</param>
    /// <param name="path">Where in the result, as a JSON path; null when it is the whole.</param>
    /// <param name="payload">The serialized result, header included, or the start of it.</param>
    /// <param name="innerException">The cause, or null.</param>
    public ResultDeserializationException(
        string message, ComputeTaskHandle handle, Type? targetType, string? path, string payload, Exception? innerException = null)
        : base(message, handle, innerException)
    {
        TargetType = targetType;
        Path = path;
        Payload = payload;
    }

    /// <summary>Gets the type asked for, or null when the result is ignored.</summary>
    public Type? TargetType { get; }

    /// <summary>Gets the position in the result, as a JSON path such as <c>$.coefficients[2]</c>; null if the result as a whole does not fit.</summary>
    public string? Path { get; }

    /// <summary>Gets the serialized result, header included, clipped to 200 characters.</summary>
    public string Payload { get; }

    internal static ResultDeserializationException Create(ComputeTaskHandle handle, Type? targetType, ReadOnlySpan<byte> payload, Exception error)
    {
        var path = (error as PayloadException)?.Path;
        var clipped = Clip(payload);

        // What says how the text was written, before its first line feed, is nothing that the caller's function returned.
        var shown = payload.Length >= HeaderLength && payload[HeaderLength - 1] == (byte)'\n' ? Clip(payload[HeaderLength..]) : clipped;
        var message = $"The result of {handle.FunctionName} (task {handle.TaskId}, endpoint {handle.EndpointId}) does not fit {TypeNames.Of(targetType)}"
            + $"{(path is null ? "" : $" at {path}")}: {error.Message} The result was: {shown}";
        return new ResultDeserializationException(message, handle, targetType, path, clipped, error);
    }

    private static string Clip(ReadOnlySpan<byte> payload)
    {
        // Four bytes a character at the most; a cut character becomes U+FFFD and is cut off again by the clip.
        var text = Encoding.UTF8.GetString(payload[..Math.Min(payload.Length, 4 * ClipLength)]);
        return text.Length <= ClipLength ? text : string.Concat(text.AsSpan(0, ClipLength), "…");
    }
}
