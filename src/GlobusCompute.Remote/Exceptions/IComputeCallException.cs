namespace GlobusCompute.Remote.Exceptions;

/// <summary>Carries what every failure of a call says, whatever its base class: <see cref="ComputeCallException"/>, or a type of .NET's own.</summary>
public interface IComputeCallException : IComputeException
{
    /// <summary>Gets the ids of the call.</summary>
    ComputeTaskHandle Handle { get; }
}
