using System.Diagnostics.CodeAnalysis;

namespace GlobusCompute.Remote.Results;

/// <summary>
/// Messages for tasks nobody waits for: of calls whose acceptance is not known yet, of other submitters of the group, or repeated ones. Held for a bounded time
/// in bounded memory; what is dropped can still be requested over REST.
/// </summary>
internal sealed class EarlyResults(TimeProvider time)
{
    private const long MaxBytes = 64 * 1024 * 1024;

    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(5);

    private readonly object _lock = new();
    private readonly Dictionary<Guid, (byte[] Message, long Since)> _messages = [];
    private readonly Queue<(Guid TaskId, long Since)> _order = new();
    private long _bytes;
    private volatile int _count;

    public int Count => _count;

    public void Hold(Guid taskId, ReadOnlySpan<byte> message)
    {
        var copy = message.ToArray();
        var now = time.GetTimestamp();
        lock (_lock)
        {
            if (_messages.TryAdd(taskId, (copy, now)))
            {
                _order.Enqueue((taskId, now));
                _bytes += copy.Length;
            }

            DropOld();
            _count = _messages.Count;
        }
    }

    public bool TryTake(Guid taskId, [MaybeNullWhen(false)] out byte[] message)
    {
        lock (_lock)
        {
            if (_messages.Remove(taskId, out var held))
            {
                _bytes -= held.Message.Length;
                _count = _messages.Count;
                message = held.Message;
                return true;
            }
        }

        message = null;
        return false;
    }

    private void DropOld()
    {
        while (_order.TryPeek(out var oldest))
        {
            var isHeld = _messages.TryGetValue(oldest.TaskId, out var held) && held.Since == oldest.Since;
            if (isHeld && _bytes <= MaxBytes && time.GetElapsedTime(oldest.Since) <= s_longest)
            {
                return;
            }

            _order.Dequeue();
            if (isHeld)
            {
                _messages.Remove(oldest.TaskId);
                _bytes -= held.Message.Length;
            }
        }
    }
}
