using GlobusCompute.Remote.Functions;

namespace GlobusCompute.Remote;

/// <summary>
/// Marks an interface method as a command that the endpoint's MPI launcher starts; otherwise as <see cref="ComputeShellFunctionAttribute"/>. The
/// endpoint needs an MPI engine, and the executor a <see cref="ComputeExecutorOptions.ResourceSpecification"/>, which <see cref="MpiResources"/> makes:
/// a call without one is refused.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ComputeMpiFunctionAttribute : ComputeShellFunctionAttribute
{
    /// <summary>Names the command.</summary>
    /// <param name="command">The command line with its fields. The endpoint puts the launcher before it.</param>
    public ComputeMpiFunctionAttribute(string command)
        : base(command)
    {
    }
}
