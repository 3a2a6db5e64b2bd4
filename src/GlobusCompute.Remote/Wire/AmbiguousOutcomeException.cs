namespace GlobusCompute.Remote.Wire;

/// <summary>A request was sent, and its outcome cannot be known.</summary>
internal sealed class AmbiguousOutcomeException(string request, string reason, Exception? innerException) : Exception(reason, innerException)
{
    /// <summary>Method and path of the request.</summary>
    public string Request { get; } = request;
}
