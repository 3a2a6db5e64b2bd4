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
        JsonException e when IsTooDeep(e) => JsonBuffer.TooDeep(e),
        JsonException e => new PayloadException(ShapeException.MessageOf(e), ShapeException.PathOf(e.Path), e),
        NotSupportedException e => new PayloadException(Unsupported(ShapeException.MessageOf(e)), null, e),
        _ => null,
    };

    /// <summary>Whether the limit of levels is the reason: that of the options, or that of the writer for an argument.</summary>
    public static bool IsTooDeep(JsonException error) =>
        error.Message.Contains("cycle", StringComparison.Ordinal)
        || error.InnerException is InvalidOperationException { Message: var inner } && inner.StartsWith("CurrentDepth", StringComparison.Ordinal);

    /// <summary>The exception for a type that could not be made of a result.</summary>
    public static PayloadException OfMaking(Type type, Exception error)
    {
        var message = ShapeException.MessageOf(error);
        var isCollection = error is NotSupportedException && message.Contains("'System.Collections.", StringComparison.Ordinal);
        return new(
            $"Making {TypeNames.Of(type)} of the result failed: "
                + (isCollection ? "it holds a collection that cannot be created. Declare it as an array, List<T>, HashSet<T> or Dictionary<K, V>." : message),
            null,
            error);
    }

    // System.Text.Json speaks of its converters and methods there, which callers do not see.
    private static string Unsupported(string message) =>
        message.Contains("not a supported dictionary key", StringComparison.Ordinal) && message.Split('\'') is [_, var type, ..]
            ? $"{type} cannot be the key of a dictionary in Python. Use text, numbers, times or tuples as keys, or pass a list of pairs."
            : message.Contains("async serialization methods", StringComparison.Ordinal)
                ? "It is an asynchronous sequence. Pass its items as an array, or call the function for each of them with a Map."
                : message;
}
