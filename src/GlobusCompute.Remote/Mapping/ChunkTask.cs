using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Runtime;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Mapping;

/// <summary>Several items in one task.</summary>
/// <param name="plan">The plan.</param>
/// <param name="first">The first item.</param>
/// <param name="items">Where items are written; empty, and the task's own until it is sent.</param>
internal sealed class ChunkTask<T>(MapPlan plan, int first, JsonBuffer items) : MapTask<T>(plan, first)
{
    private ComputeFuture<MapOutcome<T>[]>? _future;

    // What filters see: the elements of each item, the place of each, and the items that come back.
    private List<object?[]>? _values;
    private List<int>? _places;
    private JsonBuffer? _redacted;
    private ComputeFuture<IReadOnlyList<ComputeMapItem<T>>>? _filtered;

    protected override void Write(MapRow row)
    {
        row.AppendTo(items);
        if (row.Values is { } values)
        {
            if (Plan.IsSensitive)
            {
                Plan.Redact(row, _redacted ??= new JsonBuffer());
            }

            (_values ??= []).Add(values);
            (_places ??= []).Add(First + Count);
        }
    }

    protected override async Task<Task> SubmitAsync(CancellationToken cancellationToken)
    {
        var arguments = Plan.Pack(items);
        items.Clear();
        if (_values is not null)
        {
            return _filtered = SubmitFiltered(arguments, cancellationToken);
        }

        await Plan.Executor.EnterAsync(arguments, cancellationToken).ConfigureAwait(false);
        var call = new ChunkCall<T>(Plan.Target, Plan.Function, arguments, Plan.Rules, Plan.AllowNull, Sent);
        return _future = Plan.Executor.Begin(call, Plan.Timeout, cancellationToken);
    }

    protected override MapOutcome<T> Outcome(int index)
    {
        if (_filtered is not null)
        {
            return !_filtered.IsCompletedSuccessfully ? new(default!, ErrorOf(_filtered))
                : _filtered.Result is { } answered && answered.Count == Sent ? OutcomeOf(answered[index])
                : new(default!, new InvalidOperationException($"{Plan.Function.DisplayName}: a filter returned another number of items than {Sent}."));
        }

        return _future!.IsCompletedSuccessfully ? _future.Result[index] : new(default!, ErrorOf(_future));
    }

    private static MapOutcome<T> OutcomeOf(ComputeMapItem<T> item) => item.IsSuccess ? new(item.Value, null) : new(default!, item.Exception);

    private ComputeFuture<IReadOnlyList<ComputeMapItem<T>>> SubmitFiltered(PackedArguments arguments, CancellationToken cancellationToken)
    {
        var (plan, count, places, values) = (Plan, Sent, _places!, _values!);
        var redacted = _redacted is null ? null : plan.PackRedacted(_redacted);
        var submission = new FilteredSubmission<IReadOnlyList<ComputeMapItem<T>>, MapOutcome<T>[]>
        {
            Create = (context, inner, function, packed) =>
                new ChunkCall<T>(inner, function, packed, plan.Rules, plan.AllowNull, count) { Context = context },
            Convert = Itemize,
            Read = payload => Itemize(ChunkCall<T>.Read(payload.Span, plan.Rules, plan.AllowNull, count, HandleOf(plan), plan.Function.Frames)),
            Rules = plan.Rules,
            Items = count,
            WaitsForRoom = true,
        };
        var details = plan.Describe(input => values.ConvertAll(row => row[input])) with { Redacted = redacted };
        return plan.Executor.SubmitFiltered(plan.Target, plan.Function, arguments, details, submission, cancellationToken);

        IReadOnlyList<ComputeMapItem<T>> Itemize(MapOutcome<T>[] outcomes) =>
            [.. outcomes.Select((outcome, i) => new ComputeMapItem<T>(places[i], outcome.Value, outcome.Error))];
    }

    private static ComputeTaskHandle HandleOf(MapPlan plan) => new(
        TaskId: null,
        plan.Target.TaskGroup.Id,
        plan.Target.EndpointId,
        plan.Function.Id,
        plan.Function.DisplayName,
        plan.Function.RegistrationHash,
        Tag: null);
}
