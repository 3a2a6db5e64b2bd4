using System.Text.Json;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Shapes;

namespace GlobusCompute.Remote.Serialization;

/// <summary>What the writing of a value throws, as the one exception that callers know.</summary>
internal static class PayloadFailure
{
    /// <summary>The exception to throw instead, or null when it is none of ours: code of the app threw it.</summary>
    public static PayloadException? Of(Exception error) => error switch
    {
        ShapeException e => new PayloadException(e.Message, e.FullPath, e),
        JsonException e when e.Message.Contains("cycle", StringComparison.Ordinal) => JsonBuffer.TooDeep(e),
        JsonException e => new PayloadException(ShapeException.MessageOf(e), ShapeException.PathOf(e.Path), e),
        NotSupportedException e => new PayloadException(ShapeException.MessageOf(e), null, e),
        _ => null,
    };
}
