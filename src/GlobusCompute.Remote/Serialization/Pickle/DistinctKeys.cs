using System.Collections;
using System.Numerics;
using System.Runtime.CompilerServices;
using GlobusCompute.Remote.Serialization.Shapes;

namespace GlobusCompute.Remote.Serialization.Pickle;

/// <summary>
/// Refuses keys, or elements of a set, that differ in .NET and are equal in Python, which would keep one of them: <c>1</c>, <c>1.0</c> and <c>true</c>, or
/// times that differ by less than a microsecond.
/// </summary>
internal sealed class DistinctKeys
{
    // Of decimals below it, those that are multiples of 1 / 2^24 are doubles, too; other fractions with as many digits as to matter are not found.
    private const int Dyadic = 1 << 24;

    private readonly Dictionary<object, Type> _seen = new(StructuralComparer.Instance);
    private readonly string _what;

    private DistinctKeys(string what) => _what = what;

    /// <summary>Begins a collection; null where keys of the type that differ in .NET differ in Python as well.</summary>
    /// <param name="type">The declared type of keys.</param>
    /// <param name="what">What they are, for the message.</param>
    public static DistinctKeys? Of(Type type, string what) => MayBeEqual(type) ? new DistinctKeys(what) : null;

    /// <exception cref="ShapeException">The key is equal to an earlier one.</exception>
    public void Add(object? key)
    {
        if (key is null || _seen.TryAdd(Meaning(key), key.GetType()))
        {
            return;
        }

        throw new ShapeException($"Two {_what} are equal in Python (types {TypeNames.Of(_seen[Meaning(key)])} and {TypeNames.Of(key.GetType())}), which would "
            + "keep only one of them. Use values of one type, and times of whole microseconds.");
    }

    private static bool MayBeEqual(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(object)
            || type == typeof(byte[])
            || type == typeof(DateTime)
            || type == typeof(DateTimeOffset)
            || type == typeof(TimeOnly)
            || type == typeof(TimeSpan)
            || (Structures.IsTuple(type) && Structures.ElementTypes(type).Exists(MayBeEqual));
    }

    /// <summary>A value that is equal to another one's where Python's values are.</summary>
    private static object Meaning(object key) => key switch
    {
        bool flag => flag ? BigInteger.One : BigInteger.Zero,
        sbyte or short or int or long => (BigInteger)Convert.ToInt64(key, null),
        byte or ushort or uint or ulong => (BigInteger)Convert.ToUInt64(key, null),
        Int128 number => (BigInteger)number,
        UInt128 number => (BigInteger)number,
        double or float or Half => Number(key is double number ? number : key is float single ? single : (double)(Half)key),
        decimal number => Number(number),
        Complex { Imaginary: 0 } number => Number(number.Real),
        Enum member => BigInteger.Parse(member.ToString("D"), System.Globalization.CultureInfo.InvariantCulture),
        char or Version => key.ToString()!,
        Uri uri => uri.OriginalString,
        DateTime { Kind: DateTimeKind.Unspecified } time => (typeof(DateTime), time.Ticks / TimeSpan.TicksPerMicrosecond),
        DateTime time => (typeof(DateTimeOffset), time.ToUniversalTime().Ticks / TimeSpan.TicksPerMicrosecond),
        DateTimeOffset time => (typeof(DateTimeOffset), time.UtcTicks / TimeSpan.TicksPerMicrosecond),
        TimeOnly time => (typeof(TimeOnly), time.Ticks / TimeSpan.TicksPerMicrosecond),
        TimeSpan time => (typeof(TimeSpan), time.Ticks / TimeSpan.TicksPerMicrosecond),
        ITuple tuple => Enumerable.Range(0, tuple.Length).Select(i => tuple[i] is { } item ? Meaning(item) : DBNull.Value).ToArray(),
        _ => key,
    };

    // A NaN is equal to none.
    private static object Number(double number) => double.IsInteger(number) ? new BigInteger(number) : double.IsNaN(number) ? new object() : number;

    // Python compares exactly: Decimal("0.5") is 0.5, and Decimal("0.1") is not 0.1.
    private static object Number(decimal number)
    {
        object meaning = number;
        if (decimal.IsInteger(number))
        {
            meaning = (BigInteger)number;
        }
        else if (number is > -Dyadic and < Dyadic && decimal.IsInteger(number * Dyadic))
        {
            meaning = (double)number;
        }

        return meaning;
    }

    private sealed class StructuralComparer : IEqualityComparer<object>
    {
        public static StructuralComparer Instance { get; } = new();

        public new bool Equals(object? x, object? y) => StructuralComparisons.StructuralEqualityComparer.Equals(x, y);

        public int GetHashCode(object value) => StructuralComparisons.StructuralEqualityComparer.GetHashCode(value);
    }
}
