using System.Text;

namespace GlobusCompute.Remote.Testing.Recording;

/// <summary>The calls of a recording while they are replayed: which were taken, and what fits. Thread-safe.</summary>
/// <param name="path">The recording, for messages.</param>
/// <param name="calls">Its calls.</param>
internal sealed class RecordedCalls(string path, IReadOnlyList<RecordedCall> calls)
{
    private readonly object _lock = new();
    private readonly Dictionary<CallKey, EqualCalls> _byKey = Group(calls, static call => call.Key);

    // For a function whose source has changed.
    private readonly Dictionary<(string Method, CallKey Key), EqualCalls> _bySourceless =
        Group(calls, static call => (call.Method, call.Key with { Source = "" }));

    private readonly ILookup<string, RecordedCall> _byFunction = calls.ToLookup(static call => call.Key.Function, StringComparer.Ordinal);
    private readonly HashSet<RecordedCall> _taken = new(ReferenceEqualityComparer.Instance);

    /// <summary>The calls that were not taken.</summary>
    public IReadOnlyList<RecordedCall> Unused
    {
        get
        {
            lock (_lock)
            {
                return [.. calls.Where(call => !_taken.Contains(call))];
            }
        }
    }

    /// <summary>Takes the next one of the calls that are equal to a call.</summary>
    /// <param name="method">The method, for messages.</param>
    /// <param name="texts">The call.</param>
    /// <param name="isLenient">Whether the last one is for all further calls, and the source does not matter.</param>
    /// <param name="mismatch">What does not match; null when all does. A lenient replay may have both a call and a mismatch.</param>
    /// <returns>The call; null when none matches.</returns>
    public RecordedCall? Take(string method, CallTexts texts, bool isLenient, out ReplayMismatch? mismatch)
    {
        lock (_lock)
        {
            var call = Find(method, texts, isLenient, out mismatch);
            if (call?.Outcome.Payload.Text is null && call is not null)
            {
                mismatch = new ReplayMismatch(
                    method, ReplayMismatchReason.Withheld, $"{method}: its result is not in {path}, since the redaction would have changed a binary value.");
                return null;
            }

            if (call is not null)
            {
                _taken.Add(call);
            }

            return call;
        }
    }

    /// <summary>Gives a call back that was not replayed after all.</summary>
    public void PutBack(RecordedCall call)
    {
        lock (_lock)
        {
            _taken.Remove(call);
            _byKey[call.Key].PutBack(call);
        }
    }

    private static Dictionary<TKey, EqualCalls> Group<TKey>(IReadOnlyList<RecordedCall> calls, Func<RecordedCall, TKey> keyOf)
        where TKey : notnull =>
        calls.GroupBy(keyOf).ToDictionary(static group => group.Key, static group => new EqualCalls([.. group]));

    private RecordedCall? Find(string method, CallTexts texts, bool isLenient, out ReplayMismatch? mismatch)
    {
        mismatch = null;
        if (_byKey.TryGetValue(texts.Key, out var equal))
        {
            if (equal.Take(isLenient) is { } call)
            {
                return call;
            }

            mismatch = new ReplayMismatch(
                method,
                ReplayMismatchReason.CalledTooOften,
                $"{method}{Shown.Of(texts.Arguments, texts.Keywords)} is recorded {equal.Count} {(equal.Count == 1 ? "time" : "times")} in {path} "
                + "and was called once more. "
                + $"Record the run again, or replay it with {nameof(ComputeReplayMode)}.{nameof(ComputeReplayMode.Lenient)}.");
            return null;
        }

        var sameSource = _byFunction[texts.Key.Function].Where(call => call.Key.Source == texts.Key.Source).ToList();
        if (sameSource.Count == 0 && _byFunction[texts.Key.Function].Any(call => call.Method == method))
        {
            mismatch = new ReplayMismatch(
                method,
                ReplayMismatchReason.SourceChanged,
                $"The source of {method} ({texts.Key.Function}) has changed since it was recorded in {path}. Record the run again, "
                + $"or replay it as it was with {nameof(ComputeReplayMode)}.{nameof(ComputeReplayMode.Lenient)}.");
            return isLenient && _bySourceless.TryGetValue((method, texts.Key with { Source = "" }), out var others) ? others.Take(isLenient: true) : null;
        }

        mismatch = new ReplayMismatch(method, ReplayMismatchReason.NotRecorded, NotRecorded(method, texts, sameSource));
        return null;
    }

    private string NotRecorded(string method, CallTexts texts, List<RecordedCall> sameSource)
    {
        var message = new StringBuilder($"{method}{Shown.Of(texts.Arguments, texts.Keywords)} is not recorded in {path}.");
        if (sameSource.Count == 0)
        {
            message.Append(" No call of it is.");
        }
        else
        {
            message.Append(" The nearest calls that are:");
            foreach (var call in Shown.Nearest(texts, sameSource))
            {
                message.Append("\n  ").Append(call.Method).Append(Shown.Of(call.Arguments, call.Keywords));
            }
        }

        return message.Append(
            $"\nRecord the run again, or add it to the recording with {nameof(ComputeReplayMode)}.{nameof(ComputeReplayMode.RecordNew)}.").ToString();
    }

    /// <summary>Equal calls, in their order.</summary>
    private sealed class EqualCalls(List<RecordedCall> calls)
    {
        private readonly LinkedList<RecordedCall> _left = new(calls);

        public int Count => calls.Count;

        public RecordedCall? Take(bool isLenient)
        {
            if (_left.First is not { } first)
            {
                return isLenient ? calls[^1] : null;
            }

            _left.RemoveFirst();
            return first.Value;
        }

        public void PutBack(RecordedCall call) => _left.AddFirst(call);
    }
}
