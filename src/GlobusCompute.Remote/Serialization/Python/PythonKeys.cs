using System.Numerics;
using System.Runtime.CompilerServices;
using GlobusCompute.Remote.Serialization.Shapes;

namespace GlobusCompute.Remote.Serialization.Python;

/// <summary>
/// Equality of keys as Python has it: 1, 1.0 and True are one key, NaN is itself alone. Keys of more than 64 nodes, or of as much text, are distinguished by
/// identity alone, so that the time does not depend on how a key is nested or how long it is. Python writes no two equal keys into one dict or set.
/// </summary>
internal sealed class PythonKeys : IEqualityComparer<PythonValue>
{
    private const int MaxNodes = 64;
    private const int CharsPerNode = 64;

    public static readonly PythonKeys Instance = new();

    /// <summary>Joins entries of equal keys: the first key, the last value. The list itself when there are none.</summary>
    public static IReadOnlyList<KeyValuePair<PythonValue, PythonValue>> Distinct(List<KeyValuePair<PythonValue, PythonValue>> entries)
    {
        if (entries.Count < 2)
        {
            return entries;
        }

        // It grows with the keys that differ, which are few where one is given very often.
        var places = new Dictionary<PythonValue, int>(Math.Min(entries.Count, 1024), Instance);
        List<KeyValuePair<PythonValue, PythonValue>>? distinct = null;
        for (var i = 0; i < entries.Count; i++)
        {
            var (key, value) = entries[i];
            if (places.TryAdd(key, distinct?.Count ?? i))
            {
                distinct?.Add(entries[i]);
                continue;
            }

            distinct ??= entries.GetRange(0, i);
            var place = places[key];
            distinct[place] = new(distinct[place].Key, value);
        }

        return distinct ?? entries;
    }

    public bool Equals(PythonValue? x, PythonValue? y)
    {
        var left = MaxNodes;
        return x is not null && y is not null && AreEqual(x, y, ref left);
    }

    public int GetHashCode(PythonValue value)
    {
        if (value is PythonSequence { KeyHash: not 0 and var known })
        {
            return known;
        }

        var hash = default(HashCode);
        var left = MaxNodes;
        var code = TryAdd(ref hash, value, ref left) ? hash.ToHashCode() : RuntimeHelpers.GetHashCode(value);
        if (value is PythonSequence { Kind: PythonKind.Tuple } tuple)
        {
            tuple.KeyHash = code;
        }

        return code;
    }

    private static bool AreEqual(PythonValue x, PythonValue y, ref int left)
    {
        if (ReferenceEquals(x, y))
        {
            return true;
        }

        left -= Weight(x);
        if (left < 0)
        {
            return false;
        }

        if (IsNumber(x) && IsNumber(y))
        {
            return x is PythonFloat a && y is PythonFloat b ? a.Value == b.Value
                : x is PythonFloat f ? IsSame(f.Value, Whole(y))
                : y is PythonFloat g ? IsSame(g.Value, Whole(x))
                : Whole(x) == Whole(y);
        }

        return (x, y) switch
        {
            (PythonString a, PythonString b) => a.Value == b.Value,
            (PythonBytes a, PythonBytes b) => a.Value.Span.SequenceEqual(b.Value.Span),
            (PythonSequence { Kind: PythonKind.Tuple } a, PythonSequence { Kind: PythonKind.Tuple } b) => AreEqual(a.Raw, b.Raw, ref left),
            (PythonUuid a, PythonUuid b) => a.Value == b.Value,
            (PythonMoment a, PythonMoment b) => a.IsSameAs(b),
            (PythonDecimal a, PythonDecimal b) => a.Text == b.Text,
            (PythonPath a, PythonPath b) => a.TypeName == b.TypeName && a.Text == b.Text,
            (PythonReference a, PythonReference b) => a.Module == b.Module && a.Name == b.Name,
            _ => false,
        };
    }

    private static bool AreEqual(List<PythonValue> x, List<PythonValue> y, ref int left)
    {
        if (x.Count != y.Count || x.Count > left)
        {
            return false;
        }

        for (var i = 0; i < x.Count; i++)
        {
            if (!AreEqual(x[i], y[i], ref left))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Adds a value to a hash; false when it has more nodes than are looked at.</summary>
    private static bool TryAdd(ref HashCode hash, PythonValue value, ref int left)
    {
        left -= Weight(value);
        if (left < 0)
        {
            return false;
        }

        switch (value)
        {
            case PythonString text:
                hash.Add(text.Hash);
                break;

            // Each NaN is a key of its own, so that many of them are no collision.
            case PythonFloat { Value: double.NaN }:
                hash.Add(RuntimeHelpers.GetHashCode(value));
                break;
            case PythonFloat { Value: var number } when !(double.IsInteger(number) && Math.Abs(number) < 1e300):
                Add(ref hash, BitConverter.DoubleToInt64Bits(number));
                break;
            case PythonFloat whole:
                Add(ref hash, (BigInteger)whole.Value);
                break;
            case PythonConstant { Kind: PythonKind.Boolean } or PythonInteger:
                Add(ref hash, Whole(value));
                break;
            case PythonBytes bytes:
                hash.Add(bytes.Hash);
                break;
            case PythonUuid uuid:
                hash.Add(KeyCollisions.Unguessable(uuid.Value));
                break;
            case PythonMoment moment:
                Add(ref hash, moment.Value.Ticks);
                Add(ref hash, moment.Offset?.Ticks ?? 0);
                break;
            case PythonReference reference:
                hash.Add(reference.Module);
                hash.Add(reference.Name);
                break;
            case PythonDecimal number:
                hash.Add(number.Text);
                break;
            case PythonPath path:
                hash.Add(path.Text);
                break;
            case PythonSequence { Kind: PythonKind.Tuple } tuple when tuple.Raw.Count > left:
                return false;
            case PythonSequence { Kind: PythonKind.Tuple } tuple:
                hash.Add(tuple.Raw.Count);
                foreach (var item in tuple.Raw)
                {
                    if (!TryAdd(ref hash, item, ref left))
                    {
                        return false;
                    }
                }

                break;
            default:
                hash.Add(RuntimeHelpers.GetHashCode(value));
                break;
        }

        return true;
    }

    // .NET's own hashes of numbers and times are no secret, and made to collide by anybody: both halves go into the hash.
    private static void Add(ref HashCode hash, long value)
    {
        hash.Add((int)value);
        hash.Add((int)(value >> 32));
    }

    private static void Add(ref HashCode hash, BigInteger value)
    {
        if (value >= long.MinValue && value <= long.MaxValue)
        {
            Add(ref hash, (long)value);
        }
        else
        {
            Span<byte> bytes = stackalloc byte[MaxNodes * 4 + 8];
            hash.AddBytes(value.TryWriteBytes(bytes, out var length) ? bytes[..length] : value.ToByteArray());
        }
    }

    // As many as the value's content is long, so that long ones are not read again for each place they are in.
    private static int Weight(PythonValue value) => 1 + (int)Math.Min(MaxNodes, value switch
    {
        PythonString text => text.Value.Length / CharsPerNode,
        PythonBytes bytes => bytes.Value.Length / CharsPerNode,

        // Hashes of these are not kept.
        PythonInteger { IsSmall: false } large => large.Value.GetBitLength() / 32,
        PythonDecimal number => number.Text.Length / 4,
        PythonPath path => path.Text.Length / 4,
        PythonReference reference => (reference.Module.Length + reference.Name.Length) / 4,
        _ => 0,
    });

    private static bool IsNumber(PythonValue value) => value is PythonInteger or PythonFloat or PythonConstant { Kind: PythonKind.Boolean };

    private static BigInteger Whole(PythonValue value) =>
        value is PythonInteger integer ? integer.Value : ((PythonConstant)value).IsTrue ? BigInteger.One : BigInteger.Zero;

    private static bool IsSame(double number, BigInteger whole) => double.IsInteger(number) && new BigInteger(number) == whole;
}
