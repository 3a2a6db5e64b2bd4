namespace GlobusCompute.Remote.Serialization;

/// <summary>A value that has no form in a payload, or a payload that does not fit a type. Callers add what call it was.</summary>
internal sealed class PayloadException : Exception
{
    public PayloadException(string message, string? path = null, Exception? innerException = null)
        : base(message, innerException) => Path = path;

    /// <summary>Where in the value, as a JSON path such as <c>$.fit.coefficients[2]</c>; null for the value itself.</summary>
    public string? Path { get; }
}
