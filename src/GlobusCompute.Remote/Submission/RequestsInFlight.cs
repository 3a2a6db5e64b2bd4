using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Settings;

namespace GlobusCompute.Remote.Submission;

/// <summary>The submit requests that are under way, and which targets may have another one. Thread-safe.</summary>
internal sealed class RequestsInFlight
{
    /// <summary>The most requests at a time.</summary>
    public const int Most = 8;

    // A slow endpoint, whose first request may take a minute, must not hold up the others.
    private const int MostPerEndpoint = 4;

    private readonly object _lock = new();
    private readonly HashSet<TaskGroupReference> _nameless = [];
    private readonly Dictionary<Guid, int> _perEndpoint = [];
    private readonly Dictionary<Task, SubmissionBatch> _sending = [];

    /// <summary>Whether a request may go to a target now.</summary>
    public bool MayBegin(CallTarget target)
    {
        // The service names a task group in the answer to a request without one. Until then a second such request would make a second group.
        lock (_lock)
        {
            return (target.TaskGroup.Id is not null || !_nameless.Contains(target.TaskGroup))
                && _perEndpoint.GetValueOrDefault(target.EndpointId) < MostPerEndpoint;
        }
    }

    /// <summary>Begins a request.</summary>
    /// <returns>Whether it names no task group.</returns>
    public bool Begin(CallTarget target)
    {
        var isNameless = target.TaskGroup.Id is null;
        lock (_lock)
        {
            Count(target.EndpointId, 1);
            if (isNameless)
            {
                _nameless.Add(target.TaskGroup);
            }
        }

        return isNameless;
    }

    /// <summary>Ends a request.</summary>
    /// <param name="target">Where it went.</param>
    /// <param name="isNameless">What <see cref="Begin"/> said of it.</param>
    public void End(CallTarget target, bool isNameless)
    {
        lock (_lock)
        {
            Count(target.EndpointId, -1);
            if (isNameless)
            {
                _nameless.Remove(target.TaskGroup);
            }
        }
    }

    /// <summary>Gets the calls that are being sent.</summary>
    public List<RemoteCall> Calls
    {
        get
        {
            lock (_sending)
            {
                return [.. _sending.Values.SelectMany(static batch => batch.Calls)];
            }
        }
    }

    /// <summary>Remembers the sending of a batch until it has ended.</summary>
    public void Track(Task sending, SubmissionBatch batch)
    {
        lock (_sending)
        {
            _sending.Add(sending, batch);
        }

        _ = sending.ContinueWith(
            static (task, state) =>
            {
                var sending = (Dictionary<Task, SubmissionBatch>)state!;
                lock (sending)
                {
                    sending.Remove(task);
                }
            },
            _sending,
            CancellationToken.None,
            TaskContinuationOptions.None,
            TaskScheduler.Default);
    }

    /// <summary>Waits for what is tracked.</summary>
    public Task WhenAllAsync()
    {
        lock (_sending)
        {
            return Task.WhenAll([.. _sending.Keys]);
        }
    }

    private void Count(Guid endpointId, int change)
    {
        var count = _perEndpoint.GetValueOrDefault(endpointId) + change;
        if (count == 0)
        {
            _perEndpoint.Remove(endpointId);
        }
        else
        {
            _perEndpoint[endpointId] = count;
        }
    }
}
