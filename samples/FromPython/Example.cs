using GlobusCompute.Remote;
using GlobusCompute.Remote.LocalService;

namespace FromPython;

/// <summary>What every example gets.</summary>
internal sealed record Example(LocalComputeService Local, ComputeClient Client, ComputeExecutor Executor, IFunctions Functions);
