namespace GlobusCompute.Remote.Exceptions;

/// <summary>
/// A call would have registered a function, and its client may register nothing (<see cref="Settings.ComputeClientSettings.RequirePinned"/>). Thrown at the
/// call: nothing was sent.
/// </summary>
public sealed class FunctionNotPinnedException : ComputeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="functionName">The method as messages name it.</param>
    /// <param name="environment">The service for which there is no pin.</param>
    /// <param name="innerException">The cause, or null.</param>
    public FunctionNotPinnedException(string message, string functionName, Uri environment, Exception? innerException = null)
        : base(message, innerException)
    {
        FunctionName = functionName;
        Environment = environment;
    }

    internal FunctionNotPinnedException(string functionName, string environment, string reason)
        : base($"{functionName} {reason}")
    {
        FunctionName = functionName;
        Environment = new Uri(environment);
    }

    /// <summary>Gets the method as messages name it, e.g. <c>IAnalysis.Fit</c>.</summary>
    public string FunctionName { get; }

    /// <summary>Gets the client's service, for which there is no pin.</summary>
    public Uri Environment { get; }
}
