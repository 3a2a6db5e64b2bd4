using System.Numerics;
using System.Runtime.CompilerServices;

namespace GlobusCompute.Remote.Serialization.Python;

/// <summary>
/// Equality of keys as Python has it: 1, 1.0 and True are one key, NaN is itself alone. Looks at 64 nodes of a key at the most, and takes what lies beyond by
/// identity, so that the time does not depend on how a key is nested.
/// </summary>
internal sealed class PythonKeys : IEqualityComparer<PythonValue>
{
    private const int MaxNodes = 64;

    public static readonly PythonKeys Instance = new();

    /// <summary>Joins entries of equal keys: the first key, the last value. The list itself when there are none.</summary>
    public static IReadOnlyList<KeyValuePair<PythonValue, PythonValue>> Distinct(List<KeyValuePair<PythonValue, PythonValue>> entries)
    {
        if (entries.Count < 2)
        {
            return entries;
        }

        var places = new Dictionary<PythonValue, int>(entries.Count, Instance);
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
        var hash = default(HashCode);
        var left = MaxNodes;
        AddTo(ref hash, value, ref left);
        return hash.ToHashCode();
    }

    private static bool AreEqual(PythonValue x, PythonValue y, ref int left)
    {
        if (ReferenceEquals(x, y))
        {
            return true;
        }

        if (--left < 0)
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
            (PythonReference a, PythonReference b) => a.FullName == b.FullName,
            _ => false,
        };
    }

    private static bool AreEqual(List<PythonValue> x, List<PythonValue> y, ref int left)
    {
        if (x.Count != y.Count)
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

    private static void AddTo(ref HashCode hash, PythonValue value, ref int left)
    {
        if (--left < 0)
        {
            return;
        }

        switch (value)
        {
            case PythonString text:
                hash.Add(text.Hash);
                break;
            case PythonFloat { Value: var number } when !(double.IsInteger(number) && Math.Abs(number) < 1e300):
                hash.Add(number);
                break;
            case PythonFloat whole:
                hash.Add((BigInteger)whole.Value);
                break;
            case PythonConstant { Kind: PythonKind.Boolean } or PythonInteger:
                hash.Add(Whole(value));
                break;
            case PythonBytes bytes:
                hash.Add(bytes.Hash);
                break;
            case PythonUuid uuid:
                hash.Add(uuid.Value);
                break;
            case PythonMoment moment:
                hash.Add(moment.Value);
                break;
            case PythonReference reference:
                hash.Add(reference.FullName);
                break;
            case PythonDecimal number:
                hash.Add(number.Text);
                break;
            case PythonPath path:
                hash.Add(path.Text);
                break;
            case PythonSequence { Kind: PythonKind.Tuple } tuple:
                hash.Add(tuple.Raw.Count);
                foreach (var item in tuple.Raw)
                {
                    if (left <= 0)
                    {
                        break;
                    }

                    AddTo(ref hash, item, ref left);
                }

                break;
            default:
                hash.Add(RuntimeHelpers.GetHashCode(value));
                break;
        }
    }

    private static bool IsNumber(PythonValue value) => value is PythonInteger or PythonFloat or PythonConstant { Kind: PythonKind.Boolean };

    private static BigInteger Whole(PythonValue value) =>
        value is PythonInteger integer ? integer.Value : ((PythonConstant)value).IsTrue ? BigInteger.One : BigInteger.Zero;

    private static bool IsSame(double number, BigInteger whole) => double.IsInteger(number) && new BigInteger(number) == whole;
}
