namespace GlobusCompute.Remote.LocalService.Tasks;

/// <summary>The packed arguments of a task, apart from the task, so that either can be forgotten without the other.</summary>
internal sealed class TaskInput(byte[] arguments)
{
    private byte[]? _arguments = arguments;

    /// <summary>How many bytes they were from the start.</summary>
    public int Length { get; } = arguments.Length;

    /// <summary>The arguments; null once they are forgotten.</summary>
    public byte[]? Arguments => Volatile.Read(ref _arguments);

    public void Forget() => Volatile.Write(ref _arguments, null);
}
