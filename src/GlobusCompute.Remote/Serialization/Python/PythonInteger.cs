using System.Globalization;
using System.Numerics;

namespace GlobusCompute.Remote.Serialization.Python;

internal sealed class PythonInteger : PythonValue
{
    private const int CachedFrom = -128;
    private const int CachedTo = 1024;

    // Of numbers with more bits than a double's exponent has room for, nothing needs to be looked at.
    private const int MaxShift = 1024;

    private static readonly PythonInteger[] s_small = [.. Enumerable.Range(CachedFrom, CachedTo - CachedFrom).Select(n => new PythonInteger(n, null, "int"))];

    private readonly long _small;
    private readonly object? _large;

    private PythonInteger(long small, object? large, string typeName)
    {
        _small = small;
        _large = large;
        TypeName = typeName;
    }

    public override PythonKind Kind => PythonKind.Integer;

    public override string TypeName { get; }

    /// <summary>Whether the value fits a long.</summary>
    public bool IsSmall => _large is null;

    public long Small => _small;

    public BigInteger Value => _large is BigInteger large ? large : _small;

    public static bool IsCached(long value) => value is >= CachedFrom and < CachedTo;

    public static PythonInteger Of(long value) => IsCached(value) ? s_small[value - CachedFrom] : new PythonInteger(value, null, "int");

    public static PythonInteger Of(long value, string typeName) => new(value, null, typeName);

    public static PythonInteger Of(BigInteger value, string typeName = "int") =>
        value >= long.MinValue && value <= long.MaxValue ? (typeName == "int" ? Of((long)value) : new((long)value, null, typeName)) : new(0, value, typeName);

    /// <summary>The nearest number of a float type, ties to even, as Python's own <c>float</c> rounds; an infinity where there is none.</summary>
    public T Nearest<T>()
        where T : struct, IFloatingPointIeee754<T>
    {
        if (IsSmall)
        {
            return T.CreateTruncating(_small);
        }

        // BigInteger's own conversion cuts bits off. Here the last of 62 bits stands for all after it.
        var magnitude = BigInteger.Abs(Value);
        var shift = magnitude.GetBitLength() - 62;
        if (shift > MaxShift)
        {
            return BigInteger.IsNegative(Value) ? T.NegativeInfinity : T.PositiveInfinity;
        }

        var head = (long)(magnitude >> (int)shift) | (BigInteger.TrailingZeroCount(magnitude) < shift ? 1L : 0);
        return T.ScaleB(T.CreateTruncating(BigInteger.IsNegative(Value) ? -head : head), (int)shift);
    }

    internal override void WriteRepr(PythonRepr repr)
    {
        // The time for digits grows with their square.
        var bits = Value.GetBitLength();
        repr.Add(bits > 20_000 ? $"<int of {bits} bits>" : Value.ToString(CultureInfo.InvariantCulture));
    }
}
