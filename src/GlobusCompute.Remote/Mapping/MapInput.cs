using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Mapping;

/// <summary>One sequence that a Map goes through.</summary>
internal abstract class MapInput
{
    /// <summary>How many elements there are, where that is known without going through them.</summary>
    public virtual int? Count => null;

    /// <summary>The format of the elements, or null where JSON carries them.</summary>
    public ComputeFormat? Format { get; init; }

    public abstract MapCursor Start(CancellationToken cancellationToken);
}

/// <summary>A place in a sequence.</summary>
internal abstract class MapCursor : IAsyncDisposable
{
    /// <summary>The element as a value, for filters.</summary>
    public abstract object? Current { get; }

    public abstract ValueTask<bool> MoveNextAsync();

    /// <summary>Writes the element.</summary>
    /// <exception cref="PayloadException">It cannot be sent.</exception>
    public abstract void Write(JsonBuffer output, PayloadRules rules);

    public abstract ValueTask DisposeAsync();
}

internal sealed class SequenceInput<T>(IEnumerable<T> items, bool isExact) : MapInput
{
    public override int? Count => items.TryGetNonEnumeratedCount(out var count) ? count : null;

    public override MapCursor Start(CancellationToken cancellationToken) => new Cursor(items.GetEnumerator(), isExact, Format);

    private sealed class Cursor(IEnumerator<T> items, bool isExact, ComputeFormat? format) : MapCursor
    {
        public override object? Current => items.Current;

        public override ValueTask<bool> MoveNextAsync() => new(items.MoveNext());

        public override void Write(JsonBuffer output, PayloadRules rules) =>
            ArgumentJson.Write(output, rules, items.Current, isExact, format);

        public override ValueTask DisposeAsync()
        {
            items.Dispose();
            return default;
        }
    }
}

internal sealed class StreamInput<T>(IAsyncEnumerable<T> items, bool isExact) : MapInput
{
    public override MapCursor Start(CancellationToken cancellationToken) => new Cursor(items.GetAsyncEnumerator(cancellationToken), isExact, Format);

    private sealed class Cursor(IAsyncEnumerator<T> items, bool isExact, ComputeFormat? format) : MapCursor
    {
        public override object? Current => items.Current;

        public override ValueTask<bool> MoveNextAsync() => items.MoveNextAsync();

        public override void Write(JsonBuffer output, PayloadRules rules) =>
            ArgumentJson.Write(output, rules, items.Current, isExact, format);

        public override ValueTask DisposeAsync() => items.DisposeAsync();
    }
}
