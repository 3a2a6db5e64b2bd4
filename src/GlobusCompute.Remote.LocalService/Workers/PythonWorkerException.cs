namespace GlobusCompute.Remote.LocalService;

/// <summary>A Python interpreter was found, but no worker process could be started with it. The message holds what Python said.</summary>
public sealed class PythonWorkerException : Exception
{
    internal PythonWorkerException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
