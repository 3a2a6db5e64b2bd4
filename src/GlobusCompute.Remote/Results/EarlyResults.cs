using System.Diagnostics.CodeAnalysis;

namespace GlobusCompute.Remote.Results;

/// <summary>
/// Messages for tasks nobody waits for: of calls whose acceptance is not known yet, of other submitters of the group, or repeated ones. Held for a bounded time
/// in bounded memory; what is dropped can still be requested over REST.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The timer ends when nothing is held.")]
internal sealed class EarlyResults
{
    private const long MaxBytes = 64 * 1024 * 1024;

    // What was taken stays in the order until what came before it is dropped, or until there is too much of it.
    private const int MostTaken = 1_000;

    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(5);

    private readonly object _lock = new();
    private readonly Dictionary<Guid, (byte[] Message, long Since)> _messages = [];
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private Queue<(Guid TaskId, long Since)> _order = new();
    private long _bytes;
    private bool _isTimed;
    private volatile int _count;

    /// <param name="time">The clock.</param>
    public EarlyResults(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(static held => ((EarlyResults)held!).DropInTime(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public int Count => _count;

    /// <summary>Gets the number of messages whose order is remembered, also of some that were taken.</summary>
    public int Remembered
    {
        get
        {
            lock (_lock)
            {
                return _order.Count;
            }
        }
    }

    public void Hold(Guid taskId, ReadOnlySpan<byte> message)
    {
        var copy = message.ToArray();
        var now = _time.GetTimestamp();
        lock (_lock)
        {
            if (_messages.TryAdd(taskId, (copy, now)))
            {
                _order.Enqueue((taskId, now));
                _bytes += copy.Length;
            }

            DropOld();
            ForgetTaken();
            _count = _messages.Count;
            Watch();
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

    private void DropInTime()
    {
        lock (_lock)
        {
            _isTimed = false;
            DropOld();
            _count = _messages.Count;
            Watch();
        }
    }

    // The oldest one is held now, as a rule.
    private void Watch()
    {
        if (!_isTimed && _order.TryPeek(out var oldest))
        {
            _isTimed = true;
            _timer.Change(s_longest - _time.GetElapsedTime(oldest.Since) + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
        }
    }

    private void ForgetTaken()
    {
        if (_order.Count - _messages.Count > Math.Max(MostTaken, _messages.Count))
        {
            _order = new(_order.Where(noted => _messages.TryGetValue(noted.TaskId, out var held) && held.Since == noted.Since));
        }
    }

    private void DropOld()
    {
        while (_order.TryPeek(out var oldest))
        {
            var isHeld = _messages.TryGetValue(oldest.TaskId, out var held) && held.Since == oldest.Since;
            if (isHeld && _bytes <= MaxBytes && _time.GetElapsedTime(oldest.Since) <= s_longest)
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
