namespace GlobusCompute.Remote;

/// <summary>A function could not be registered. Only calls of that function fail; the next call of it tries again.</summary>
public sealed class FunctionRegistrationException : ComputeException
{
    internal FunctionRegistrationException(string functionName, Exception innerException)
        : base($"{functionName} could not be registered: {innerException.Message}", innerException) => FunctionName = functionName;

    /// <summary>The method as messages name it, e.g. <c>IAnalysis.Fit</c>.</summary>
    public string FunctionName { get; }
}
