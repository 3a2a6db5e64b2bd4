namespace GlobusCompute.Remote;

/// <summary>Base of all failures that the library reports beyond bad arguments.</summary>
public abstract class ComputeException : Exception
{
    private protected ComputeException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
