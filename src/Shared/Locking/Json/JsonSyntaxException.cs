namespace GlobusCompute.Remote.Shared.Locking.Json;

/// <summary>A text is not JSON.</summary>
/// <param name="position">The index of the first character that no JSON has there; the text's length where it ends too early.</param>
/// <param name="message">What is wrong, without a place.</param>
internal sealed class JsonSyntaxException(int position, string message) : Exception(message)
{
    /// <summary>The index of the first character that no JSON has there; the text's length where it ends too early.</summary>
    public int Position { get; } = position;
}
