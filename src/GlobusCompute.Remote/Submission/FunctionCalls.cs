using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Wire;

namespace GlobusCompute.Remote.Submission;

/// <summary>The calls of one function in a batch, in the order in which their task ids will come back.</summary>
internal sealed class FunctionCalls(Guid functionId) : IFunctionTasks
{
    public Guid FunctionId { get; } = functionId;

    public List<RemoteCall> Calls { get; } = [];

    int IFunctionTasks.Count => Calls.Count;

    ReadOnlyMemory<byte> IFunctionTasks.GetArguments(int index) => Calls[index].Arguments;
}
