namespace GlobusCompute.Remote.Wire;

/// <summary>The tasks of one function in a submit request, in the order in which their ids come back.</summary>
internal interface IFunctionTasks
{
    Guid FunctionId { get; }

    /// <summary>The number of tasks.</summary>
    int Count { get; }

    /// <summary>Gets the arguments of a task, as the JSON string that travels.</summary>
    ReadOnlyMemory<byte> GetArguments(int index);
}
