using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Runtime;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Mapping;

/// <summary>Items of a Map that follow one another: those that one task runs, and among them those that could not be sent.</summary>
internal abstract class MapTask<T>(MapPlan plan, int first)
{
    private List<(int Index, Exception Error)>? _refused;

    /// <summary>How many items there are.</summary>
    public int Count { get; private set; }

    /// <summary>How many of them run in the task.</summary>
    public int Sent => Count - (_refused?.Count ?? 0);

    /// <summary>How many have no value. Known when the items were taken.</summary>
    public int Failed { get; private set; }

    /// <summary>Completes when the outcomes of the items are known.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    protected MapPlan Plan => plan;

    /// <summary>The place of the first item.</summary>
    protected int First => first;

    /// <summary>Adds the next item.</summary>
    public void Add(MapRow row)
    {
        Write(row);
        Count++;
    }

    /// <summary>Adds the next item, which is not sent.</summary>
    public void Refuse(Exception error)
    {
        (_refused ??= []).Add((first + Count, error));
        Count++;
    }

    /// <summary>Sends what is to be sent, as soon as there is room for it.</summary>
    public async Task SendAsync(CancellationToken cancellationToken)
    {
        if (Sent > 0)
        {
            Ended = await SubmitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The items, once the task has ended.</summary>
    public ComputeMapItem<T>[] Take()
    {
        var items = new ComputeMapItem<T>[Count];
        var sent = 0;
        var refused = 0;
        for (var i = 0; i < items.Length; i++)
        {
            var outcome = _refused is not null && refused < _refused.Count && _refused[refused].Index == first + i
                ? new MapOutcome<T>(default!, _refused[refused++].Error)
                : Outcome(sent++);
            Failed += outcome.Error is null ? 0 : 1;
            items[i] = new(first + i, outcome.Value, outcome.Error);
        }

        return items;
    }

    protected abstract void Write(MapRow row);

    protected abstract Task<Task> SubmitAsync(CancellationToken cancellationToken);

    /// <summary>The outcome of an item that was sent.</summary>
    protected abstract MapOutcome<T> Outcome(int index);

    protected static Exception ErrorOf(Task ended) => ended.Exception?.InnerException ?? new TaskCanceledException(ended);
}

/// <summary>One item in a task of its own.</summary>
internal sealed class ItemTask<T>(MapPlan plan, int first) : MapTask<T>(plan, first)
{
    private PackedArguments _arguments;
    private object?[]? _values;
    private byte[]? _redacted;
    private ComputeFuture<T>? _future;

    protected override void Write(MapRow row)
    {
        _arguments = Plan.Pack(row);
        _values = row.Values;
        _redacted = _values is null ? null : Plan.PackRedacted(row);
    }

    protected override async Task<Task> SubmitAsync(CancellationToken cancellationToken)
    {
        if (_values is not null)
        {
            return _future = SubmitFiltered(_values, cancellationToken);
        }

        await Plan.Executor.EnterAsync(_arguments, cancellationToken).ConfigureAwait(false);
        var call = new ValueCall<T>(Plan.Target, Plan.Function, _arguments, Plan.Rules, Plan.AllowNull);
        return _future = Plan.Executor.Begin(call, Plan.Timeout, cancellationToken);
    }

    protected override MapOutcome<T> Outcome(int index) =>
        _future!.IsCompletedSuccessfully ? new(_future.Result, null) : new(default!, ErrorOf(_future));

    private ComputeFuture<T> SubmitFiltered(object?[] values, CancellationToken cancellationToken)
    {
        var submission = new FilteredSubmission<T, T>
        {
            Create = (context, inner, function, packed) =>
                new KeepingCall<T>(inner, function, packed, Plan.Rules, Plan.AllowNull, context),
            Convert = static value => value,
            Read = payload => ResultReader.Read<T>(payload.Span, Plan.Rules, Plan.AllowNull),
            Rules = Plan.Rules,
            WaitsForRoom = true,
        };
        return Plan.Executor.SubmitFiltered(
            Plan.Target, Plan.Function, _arguments, Plan.Describe(input => values[input]) with { Redacted = _redacted }, submission, cancellationToken);
    }
}
