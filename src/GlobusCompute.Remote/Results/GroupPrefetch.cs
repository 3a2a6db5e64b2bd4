using System.Diagnostics.CodeAnalysis;
using GlobusCompute.Remote.Diagnostics;
using GlobusCompute.Remote.Threading;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace GlobusCompute.Remote.Results;

/// <summary>
/// Keeps the window of a task group's consumer as wide as its messages allow. A prefetch count holds for the consumers that are registered after it, so a wider
/// window is one more registration of the same consumer at the same queue, which is canceled again to narrow it.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The timer ends with the channel.")]
internal sealed class GroupPrefetch
{
    // The windows of others may need what an idle one has of the budget.
    private static readonly TimeSpan s_idle = TimeSpan.FromSeconds(10);

    // Widened for this average at least, so that empty results do not count as nothing.
    private const long LeastAverage = 1024;

    // The class of basic.qos and basic.consume in AMQP.
    private const ushort BasicClass = 60;

    private static readonly string[] s_tags =
        [.. Enumerable.Range(0, PrefetchWindow.LastStep + 1).Select(static step => $"ahead-{PrefetchWindow.SizeOf(step)}")];

    private readonly object _lock = new();
    private readonly PrefetchWindow _window = new();
    private readonly Func<string, ushort, Task> _add;
    private readonly Func<string, Task> _remove;
    private readonly PrefetchBudget _budget;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private readonly long[] _parts = new long[PrefetchWindow.LastStep + 1];
    private long _observed;
    private long _observedBefore;
    private int _registered;
    private bool _isAdjusting;
    private bool _isClosed;

    // The widest step whose registration has delivered something.
    private int _delivering;

    /// <param name="add">Registers the consumer under a tag, with a prefetch count.</param>
    /// <param name="remove">Cancels the registration of a tag.</param>
    /// <param name="budget">What all consumers of the client share.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where changes that fail are logged.</param>
    public GroupPrefetch(Func<string, ushort, Task> add, Func<string, Task> remove, PrefetchBudget budget, TimeProvider time, ILogger logger)
    {
        _add = add;
        _remove = remove;
        _budget = budget;
        _logger = logger;
        _timer = time.CreateTimer(static self => ((GroupPrefetch)self!).NarrowIfIdle(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>
    /// Gets how many messages to acknowledge together. A registration counts once it has delivered something: a broker that does not deliver to all of
    /// them stops at the prefetch count of the others.
    /// </summary>
    public uint AcknowledgeEvery => Math.Min(500u, PrefetchWindow.SizeOf(Volatile.Read(ref _delivering)) / 4u);

    /// <summary>Gets how many messages the broker may send ahead, once the changes under way are made.</summary>
    public int Size
    {
        get
        {
            lock (_lock)
            {
                return PrefetchWindow.SizeOf(_window.Step);
            }
        }
    }

    /// <summary>Notes a message that was delivered. Called one at a time.</summary>
    public void Observe(string tag, int bytes)
    {
        lock (_lock)
        {
            _observed++;
            if (_delivering < _window.Step && _registered == _window.Step && tag == s_tags[_registered])
            {
                Volatile.Write(ref _delivering, _registered);
            }

            var step = _window.Observe(bytes);
            if (step > _window.Step && !TryTake(step))
            {
                step = _window.Step;
                _window.MoveTo(step);
            }

            MoveTo(step);
        }
    }

    /// <summary>Takes the smallest window: what was delivered is not read yet, and the sizes of those that follow are not known.</summary>
    public void Narrow()
    {
        lock (_lock)
        {
            MoveTo(0);
        }
    }

    /// <summary>Changes nothing any more: the channel has closed.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            Return(0);
        }

        _timer.Dispose();
    }

    private bool TryTake(int step)
    {
        var part = PrefetchWindow.AddedBy(step) * Math.Max(LeastAverage, _window.Average);
        if (_isClosed || !_budget.TryTake(part))
        {
            return false;
        }

        _parts[step] = part;
        return true;
    }

    private void Return(int step)
    {
        for (var i = step + 1; i < _parts.Length; i++)
        {
            _budget.Return(_parts[i]);
            _parts[i] = 0;
        }
    }

    private void MoveTo(int step)
    {
        if (step == _window.Step || _isClosed)
        {
            return;
        }

        Return(step);
        _window.MoveTo(step);
        Volatile.Write(ref _delivering, Math.Min(_delivering, step));
        _timer.Change(step > 0 ? s_idle : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (!_isAdjusting)
        {
            // Elsewhere: the broker's answers come through the loop that delivers.
            _isAdjusting = true;
            BackgroundTask.Run(AdjustAsync).Forget();
        }
    }

    private void NarrowIfIdle()
    {
        lock (_lock)
        {
            if (_observed == _observedBefore)
            {
                MoveTo(0);
            }
            else if (!_isClosed)
            {
                _observedBefore = _observed;
                _timer.Change(s_idle, Timeout.InfiniteTimeSpan);
            }
        }
    }

    // Delivery goes on as it was. The registration may be there nevertheless, so it is canceled, which changes nothing otherwise; and tried again after as many
    // messages as before.
    private void GiveUp(int registered, Exception error)
    {
        if ((error as OperationInterruptedException)?.ShutdownReason
            is { Initiator: ShutdownInitiator.Peer, ClassId: BasicClass, ReplyCode: not Constants.NotFound })
        {
            // The broker does not allow it, and has closed the channel for it. It would do so each time.
            _budget.Close();
        }

        lock (_lock)
        {
            MoveTo(Math.Min(registered, _window.Step));
        }
    }

    private async Task AdjustAsync()
    {
        while (true)
        {
            int step, registered;
            lock (_lock)
            {
                registered = _registered;
                step = _window.Step;
                if (step == registered || _isClosed)
                {
                    _isAdjusting = false;
                    return;
                }
            }

            try
            {
                await (step > registered
                    ? _add(s_tags[registered + 1], PrefetchWindow.AddedBy(registered + 1))
                    : _remove(s_tags[registered])).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                Log.PrefetchUnchanged(_logger, PrefetchWindow.SizeOf(step), LogReason.Of(e));
                if (step > registered)
                {
                    GiveUp(registered, e);
                }
            }

            lock (_lock)
            {
                _registered = registered + Math.Sign(step - registered);
            }
        }
    }
}
