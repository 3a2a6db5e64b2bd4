namespace GlobusCompute.Remote;

/// <summary>A function could not be registered. Only calls of that function fail; the next call of it tries again.</summary>
public sealed class FunctionRegistrationException : ComputeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="functionName">The method as messages name it.</param>
    /// <param name="innerException">The cause, or null.</param>
    public FunctionRegistrationException(string message, string functionName, Exception? innerException = null)
        : base(message, innerException) => FunctionName = functionName;

    internal FunctionRegistrationException(string functionName, Exception innerException)
        : base($"{functionName} could not be registered: {innerException.Message}", innerException) => FunctionName = functionName;

    /// <summary>Gets the method as messages name it, e.g. <c>IAnalysis.Fit</c>.</summary>
    public string FunctionName { get; }

    /// <inheritdoc/>
    public override bool IsTransient => InnerException is IComputeException { IsTransient: true };
}
