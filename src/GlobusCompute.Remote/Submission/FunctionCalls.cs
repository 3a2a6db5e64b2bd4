using GlobusCompute.Remote.Futures;

namespace GlobusCompute.Remote.Submission;

/// <summary>The calls of one function in a batch, in the order in which their task ids will come back.</summary>
internal sealed class FunctionCalls(Guid functionId)
{
    public Guid FunctionId { get; } = functionId;

    public List<RemoteCall> Calls { get; } = [];
}
