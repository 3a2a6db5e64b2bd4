using System.Collections.Concurrent;

namespace GlobusCompute.Remote.LocalService.Tasks;

/// <summary>Keeps the arguments of the tasks that finished last, for people who look at them, within a number of bytes.</summary>
/// <param name="maxBytes">How many bytes are kept.</param>
/// <param name="maxTaskBytes">How many bytes the arguments of one task may have to be kept.</param>
internal sealed class KeptInputs(long maxBytes, int maxTaskBytes)
{
    // What the objects around the bytes take, about.
    private const int Overhead = 96;

    private readonly ConcurrentQueue<TaskInput> _inputs = new();
    private long _bytes;

    /// <summary>Takes over the arguments of a finished task.</summary>
    public void Add(TaskInput input)
    {
        if (input.Length > maxTaskBytes)
        {
            input.Forget();
            return;
        }

        _inputs.Enqueue(input);
        Interlocked.Add(ref _bytes, input.Length + Overhead);
        while (Volatile.Read(ref _bytes) > maxBytes && _inputs.TryDequeue(out var oldest))
        {
            Interlocked.Add(ref _bytes, -(oldest.Length + Overhead));
            oldest.Forget();
        }
    }
}
