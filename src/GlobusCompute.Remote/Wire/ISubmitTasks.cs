namespace GlobusCompute.Remote.Wire;

/// <summary>The tasks of a submit request, held by whoever made them: their bytes are written once, straight to the connection.</summary>
internal interface ISubmitTasks
{
    /// <summary>The number of tasks.</summary>
    int Count { get; }

    /// <summary>Bytes of the content of the body's <c>tasks</c> member.</summary>
    long TaskBytes { get; }

    /// <summary>The tasks by function.</summary>
    IReadOnlyList<IFunctionTasks> Functions { get; }
}
