using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization;

/// <summary>
/// A Python value of whatever type, as data: what <c>ComputeFuture&lt;PythonValue&gt;</c> gives, by JSON and by pickle. Nothing of it ever runs. A value may
/// contain itself, as in Python; members that walk it say what they do then. Safe for use by many threads.
/// </summary>
public abstract class PythonValue
{
    private protected PythonValue()
    {
    }

    /// <summary>Gets the kind of the value.</summary>
    public abstract PythonKind Kind { get; }

    /// <summary>
    /// Gets the Python type with its module, which is left out for builtins: <c>int</c>, <c>collections.OrderedDict</c>, <c>numpy.float64</c>.
    /// </summary>
    public abstract string TypeName { get; }

    /// <summary>Gets whether this is Python's <c>None</c>.</summary>
    public bool IsNone => Kind == PythonKind.None;

    /// <summary>
    /// Gets the elements of a list, tuple, set, range or the first dimension of an array; those that an object of a list's subclass has. Equal elements of a
    /// set are given once.
    /// </summary>
    /// <exception cref="InvalidOperationException">The value has no elements.</exception>
    public virtual IReadOnlyList<PythonValue> Items => throw new InvalidOperationException($"A value of the type {TypeName} has no items.");

    /// <summary>
    /// Gets the keys and values of a dictionary, in Python's order, of equal keys the last value; those that an object of a dict's subclass has.
    /// </summary>
    /// <exception cref="InvalidOperationException">The value is not a dictionary.</exception>
    public virtual IReadOnlyList<KeyValuePair<PythonValue, PythonValue>> Entries =>
        throw new InvalidOperationException($"A value of the type {TypeName} has no entries.");

    /// <summary>Gets the number of elements, entries, bytes, or UTF-16 units of text in the value.</summary>
    /// <exception cref="InvalidOperationException">The value has no length.</exception>
    public virtual int Count => Items.Count;

    /// <summary>Gets an element.</summary>
    /// <param name="index">From 0.</param>
    /// <exception cref="InvalidOperationException">The value has no elements.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    public PythonValue this[int index] => Items[index];

    /// <summary>Gets the value of a dictionary's text key, or of an object's attribute.</summary>
    /// <param name="name">The key, or the name of the attribute.</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    /// <exception cref="KeyNotFoundException">There is no such key or attribute.</exception>
    /// <exception cref="InvalidOperationException">The value has neither keys nor attributes.</exception>
    public PythonValue this[string name] =>
        TryGet(name, out var value) ? value : throw new KeyNotFoundException($"A value of the type {TypeName} has nothing called '{name}'.");

    /// <summary>Gets Python's <c>None</c>.</summary>
    public static PythonValue None => PythonConstant.Nothing;

    /// <summary>Looks for a dictionary's text key, or for an object's attribute.</summary>
    /// <param name="name">The key, or the name of the attribute.</param>
    /// <param name="value">What was found.</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The value has neither keys nor attributes.</exception>
    public bool TryGet(string name, out PythonValue value)
    {
        ArgumentNullException.ThrowIfNull(name);
        var members = Members ?? throw new InvalidOperationException($"A value of the type {TypeName} has neither keys nor attributes.");
        for (var i = members.Count - 1; i >= 0; i--)
        {
            if (members[i].Key is PythonString text && text.Value == name)
            {
                value = members[i].Value;
                return true;
            }
        }

        value = None;
        return false;
    }

    /// <summary>
    /// Converts the value to a .NET type, by the rules for results: exact numbers, arrays copied, <c>None</c> for types that can be null. Types of the app
    /// itself are created by results, not here.
    /// </summary>
    /// <typeparam name="T">One of the types that the library knows by itself: numbers, text, times, arrays, collections of them.</typeparam>
    /// <exception cref="InvalidCastException">The value does not fit; the message says where and why. Or the type is none of the library's.</exception>
    public T As<T>()
    {
        try
        {
            return PythonConversion.ToBuiltIn<T>(this);
        }
        catch (PayloadException e)
        {
            throw new InvalidCastException($"{(e.Path is null ? "" : $"At {e.Path}: ")}{e.Message}", e);
        }
    }

    /// <summary>Creates a <c>bool</c>.</summary>
    /// <param name="value">The value.</param>
    public static PythonValue From(bool value) => value ? PythonConstant.True : PythonConstant.False;

    /// <summary>Creates an <c>int</c>.</summary>
    /// <param name="value">The value.</param>
    public static PythonValue From(long value) => PythonInteger.Of(value);

    /// <summary>Creates an <c>int</c>.</summary>
    /// <param name="value">The value.</param>
    public static PythonValue From(BigInteger value) => PythonInteger.Of(value);

    /// <summary>Creates a <c>float</c>.</summary>
    /// <param name="value">The value.</param>
    public static PythonValue From(double value) => new PythonFloat(value);

    /// <summary>Creates a <c>str</c>.</summary>
    /// <param name="value">The text; null makes <c>None</c>.</param>
    public static PythonValue From(string? value) => value is null ? None : new PythonString(value);

    /// <summary>Creates <c>bytes</c>.</summary>
    /// <param name="value">The bytes, which are not copied.</param>
    public static PythonValue From(ReadOnlyMemory<byte> value) => new PythonBytes(value);

    /// <summary>Creates a <c>complex</c>.</summary>
    /// <param name="value">The value.</param>
    public static PythonValue From(Complex value) => new PythonComplex(value);

    /// <summary>Creates a <c>decimal.Decimal</c>.</summary>
    /// <param name="value">The value.</param>
    public static PythonValue From(decimal value) => new PythonDecimal(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Creates a <c>uuid.UUID</c>.</summary>
    /// <param name="value">The value.</param>
    public static PythonValue From(Guid value) => PythonUuid.Of(value);

    /// <summary>Creates a <c>datetime.date</c>.</summary>
    /// <param name="value">The value.</param>
    public static PythonValue From(DateOnly value) => new PythonMoment(PythonKind.Date, value.ToDateTime(TimeOnly.MinValue));

    /// <summary>Creates a <c>datetime.time</c> without a time zone; the part below a microsecond is cut off.</summary>
    /// <param name="value">The value.</param>
    public static PythonValue From(TimeOnly value) => new PythonMoment(PythonKind.Time, DateTime.MinValue + value.ToTimeSpan());

    /// <summary>Creates a <c>datetime.datetime</c>: naive if its kind is unspecified, otherwise aware; the part below a microsecond is cut off.</summary>
    /// <param name="value">The value.</param>
    public static PythonValue From(DateTime value) => value.Kind == DateTimeKind.Unspecified
        ? new PythonMoment(PythonKind.DateTime, value)
        : From(new DateTimeOffset(value));

    /// <summary>Creates an aware <c>datetime.datetime</c>; the part below a microsecond is cut off.</summary>
    /// <param name="value">The value.</param>
    public static PythonValue From(DateTimeOffset value) =>
        new PythonMoment(PythonKind.DateTime, value.DateTime, value.Offset == TimeSpan.Zero ? PythonZone.Utc : new PythonZone(value.Offset, null));

    /// <summary>Creates a <c>datetime.timedelta</c>; the part below a microsecond is cut off.</summary>
    /// <param name="value">The value.</param>
    public static PythonValue From(TimeSpan value) => new PythonDuration(value.Ticks / TimeSpan.TicksPerMicrosecond);

    /// <summary>Creates a <c>list</c>.</summary>
    /// <param name="items">The elements.</param>
    /// <exception cref="ArgumentNullException"><paramref name="items"/> is null.</exception>
    public static PythonValue List(IEnumerable<PythonValue> items) => new PythonSequence(PythonKind.List, "list", NotNull(items));

    /// <summary>Creates a <c>tuple</c>.</summary>
    /// <param name="items">The elements.</param>
    /// <exception cref="ArgumentNullException"><paramref name="items"/> is null.</exception>
    public static PythonValue Tuple(IEnumerable<PythonValue> items) => new PythonSequence(PythonKind.Tuple, "tuple", NotNull(items));

    /// <summary>Creates a <c>set</c>. Equal elements are in it once.</summary>
    /// <param name="items">The elements.</param>
    /// <exception cref="ArgumentNullException"><paramref name="items"/> is null.</exception>
    public static PythonValue Set(IEnumerable<PythonValue> items) => new PythonSequence(PythonKind.Set, "set", NotNull(items));

    /// <summary>Creates a <c>frozenset</c>, which may be an element of a set and a key. Equal elements are in it once.</summary>
    /// <param name="items">The elements.</param>
    /// <exception cref="ArgumentNullException"><paramref name="items"/> is null.</exception>
    public static PythonValue FrozenSet(IEnumerable<PythonValue> items) => new PythonSequence(PythonKind.Set, "frozenset", NotNull(items));

    /// <summary>Creates a <c>dict</c>. Of equal keys, the last value is used.</summary>
    /// <param name="entries">The keys and values, in order.</param>
    /// <exception cref="ArgumentNullException"><paramref name="entries"/> is null.</exception>
    public static PythonValue Dictionary(IEnumerable<KeyValuePair<PythonValue, PythonValue>> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        return new PythonMapping("dict", [.. entries]);
    }

    /// <summary>
    /// Returns approximately the result of Python's <c>repr</c>, cut with an ellipsis after 1,000 characters or 30 levels; a value that contains itself is
    /// <c>[...]</c>.
    /// </summary>
    public sealed override string ToString() => PythonRepr.Of(this);

    /// <summary>Keys and values, or names and values of attributes, equal keys not yet joined; null when the value has none.</summary>
    internal virtual IReadOnlyList<KeyValuePair<PythonValue, PythonValue>>? Members => null;

    /// <summary>Writes the value's own part of its <c>repr</c>.</summary>
    internal abstract void WriteRepr(PythonRepr repr);

    private static List<PythonValue> NotNull(IEnumerable<PythonValue> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        var list = items.ToList();
        foreach (var item in CollectionsMarshal.AsSpan(list))
        {
            ArgumentNullException.ThrowIfNull(item, nameof(items));
        }

        return list;
    }
}
