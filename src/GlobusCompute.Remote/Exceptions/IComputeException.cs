namespace GlobusCompute.Remote;

/// <summary>
/// Carries what every failure that the library reports says, whatever its base class: <see cref="ComputeException"/>, or a type of .NET's own as
/// <see cref="ComputeTimeoutException"/> has.
/// </summary>
public interface IComputeException
{
    /// <summary>
    /// Gets whether the cause may pass by itself, so that the same call or request may succeed later. False where something has to change first, and where
    /// it is not known whether the call runs.
    /// </summary>
    bool IsTransient { get; }
}
