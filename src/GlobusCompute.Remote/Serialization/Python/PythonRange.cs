using System.Collections;
using System.Numerics;

namespace GlobusCompute.Remote.Serialization.Python;

internal sealed class PythonRange(BigInteger start, BigInteger stop, BigInteger step) : PythonValue
{
    /// <summary>Bytes that an item takes, which is made when it is requested.</summary>
    public const int ItemBytes = 40;

    public override PythonKind Kind => PythonKind.Range;

    public override string TypeName => "range";

    public BigInteger Start => start;

    public BigInteger Stop => stop;

    public BigInteger Step => step;

    public BigInteger Length
    {
        get
        {
            var span = step.Sign > 0 ? stop - start : start - stop;
            return span.Sign <= 0 ? BigInteger.Zero : ((span - 1) / BigInteger.Abs(step)) + 1;
        }
    }

    public override IReadOnlyList<PythonValue> Items =>
        Length <= int.MaxValue ? new Numbers(start, step, (int)Length) : throw new InvalidOperationException("The range has more than two billion items.");

    internal override void WriteRepr(PythonRepr repr) =>
        repr.AddCall(
            "range",
            step.IsOne ? [PythonInteger.Of(start), PythonInteger.Of(stop)] : [PythonInteger.Of(start), PythonInteger.Of(stop), PythonInteger.Of(step)]);

    private sealed class Numbers(BigInteger start, BigInteger step, int count) : IReadOnlyList<PythonValue>
    {
        public int Count => count;

        // Without BigInteger where all of them are small, as they mostly are.
        private readonly bool _isSmall = count == 0 || (IsSmall(start) && IsSmall(step) && IsSmall(start + (step * (count - 1))));
        private readonly long _start = IsSmall(start) ? (long)start : 0;
        private readonly long _step = IsSmall(step) ? (long)step : 0;

        public PythonValue this[int index] =>
            (uint)index >= (uint)count ? throw new ArgumentOutOfRangeException(nameof(index))
            : _isSmall ? PythonInteger.Of(_start + (_step * index))
            : PythonInteger.Of(start + (step * index));

        public IEnumerator<PythonValue> GetEnumerator()
        {
            for (var i = 0; i < count; i++)
            {
                yield return this[i];
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        private static bool IsSmall(BigInteger value) => value >= long.MinValue && value <= long.MaxValue;
    }
}
