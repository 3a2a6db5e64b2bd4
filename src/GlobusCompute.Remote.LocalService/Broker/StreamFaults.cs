using GlobusCompute.Remote.LocalService.Faults;
using GlobusCompute.Remote.LocalService.Tasks;

namespace GlobusCompute.Remote.LocalService.Broker;

/// <summary>Disturbs results on their way to the publisher.</summary>
internal sealed class StreamFaults(FaultSwitch faults, ResultPublisher publisher, TimeProvider time)
{
    private static readonly TimeSpan s_earlyLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_reorderLimit = TimeSpan.FromSeconds(0.2);

    private readonly Dictionary<FaultRule, HeldResults> _held = new(ReferenceEqualityComparer.Instance);

    /// <summary>Publishes the result of a task that has just ended, as the plan in force wants it.</summary>
    public void Publish(LocalTask task)
    {
        if (faults.Current is not { } active || !publisher.HasQueue(task.GroupId))
        {
            publisher.Publish(task);
            return;
        }

        var result = publisher.Prepare(task);
        var copies = 1;
        FaultRule? place = null;
        foreach (var (rule, number) in active.Fire(FaultTarget.Results, static kind => kind != FaultKind.Early))
        {
            switch (rule.Kind)
            {
                case FaultKind.Malformed:
                    publisher.Publish(result with { Body = OddMessages.Malformed(task.Result!.Bytes, number), Task = null });
                    break;
                case FaultKind.Unknown:
                    publisher.Publish(result with { Body = OddMessages.Unknown(active.Plan, rule, number), Task = null });
                    break;
                case FaultKind.Duplicate:
                    copies += rule.Copies;
                    break;
                default:
                    place = rule;
                    break;
            }
        }

        for (var i = 0; i < copies; i++)
        {
            Place(result, place);
        }
    }

    /// <summary>Notes which of some tasks shall have their results published before their submission is answered.</summary>
    /// <returns>How long the answer shall wait at most; null if it shall not.</returns>
    public TimeSpan? ChooseEarly(IReadOnlyList<LocalTask> tasks)
    {
        TimeSpan? limit = null;
        if (faults.Current is { } active)
        {
            foreach (var task in tasks)
            {
                foreach (var (rule, _) in active.Fire(FaultTarget.Results, static kind => kind == FaultKind.Early))
                {
                    task.Published ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    var wanted = rule.Duration ?? s_earlyLimit;
                    limit = limit > wanted ? limit : wanted;
                }
            }
        }

        return limit;
    }

    private void Place(OutgoingResult result, FaultRule? rule)
    {
        switch (rule?.Kind)
        {
            case null:
                publisher.Publish(result);
                break;
            case FaultKind.Late:
                _ = PublishLaterAsync(result, rule.Duration!.Value);
                break;
            case FaultKind.Reorder:
                Hold(result, rule);
                break;
        }
    }

    private async Task PublishLaterAsync(OutgoingResult result, TimeSpan delay)
    {
        await Task.Delay(delay, time).ConfigureAwait(false);
        publisher.Publish(result);
    }

    private void Hold(OutgoingResult result, FaultRule rule)
    {
        HeldResults held;
        lock (_held)
        {
            if (!_held.TryGetValue(rule, out held!))
            {
                _held.Add(rule, held = new HeldResults());
                _ = ReleaseLaterAsync(held, rule);
            }

            held.Results.Push(result);
            if (held.Results.Count < rule.Size)
            {
                return;
            }

            _held.Remove(rule);
        }

        Release(held);
    }

    private async Task ReleaseLaterAsync(HeldResults held, FaultRule rule)
    {
        await Task.Delay(rule.Duration ?? s_reorderLimit, time).ConfigureAwait(false);
        lock (_held)
        {
            if (!_held.TryGetValue(rule, out var present) || present != held)
            {
                return;
            }

            _held.Remove(rule);
        }

        Release(held);
    }

    private void Release(HeldResults held)
    {
        foreach (var result in held.Results)
        {
            publisher.Publish(result);
        }
    }

    private sealed class HeldResults
    {
        public Stack<OutgoingResult> Results { get; } = new();
    }
}
