using System.Diagnostics.CodeAnalysis;

namespace GlobusCompute.Remote.Serialization;

/// <summary>Specifies the kind of a <see cref="PythonValue"/>.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "They are the names of the types that are meant.")]
public enum PythonKind
{
    /// <summary>Python's <c>None</c>.</summary>
    None = 0,

    /// <summary><c>bool</c>.</summary>
    Boolean = 1,

    /// <summary><c>int</c>, of any size.</summary>
    Integer = 2,

    /// <summary><c>float</c>.</summary>
    Float = 3,

    /// <summary><c>complex</c>.</summary>
    Complex = 4,

    /// <summary><c>str</c>.</summary>
    Text = 5,

    /// <summary><c>bytes</c> or <c>bytearray</c>.</summary>
    Bytes = 6,

    /// <summary><c>list</c> or <c>collections.deque</c>.</summary>
    List = 7,

    /// <summary><c>tuple</c>.</summary>
    Tuple = 8,

    /// <summary><c>set</c> or <c>frozenset</c>.</summary>
    Set = 9,

    /// <summary><c>dict</c>, or one of its subclasses in <c>collections</c>.</summary>
    Dictionary = 10,

    /// <summary><c>datetime.datetime</c>, <c>numpy.datetime64</c> or <c>pandas.Timestamp</c>.</summary>
    DateTime = 11,

    /// <summary><c>datetime.date</c>.</summary>
    Date = 12,

    /// <summary><c>datetime.time</c>.</summary>
    Time = 13,

    /// <summary><c>datetime.timedelta</c>, <c>numpy.timedelta64</c> or <c>pandas.Timedelta</c>.</summary>
    TimeDelta = 14,

    /// <summary><c>datetime.timezone</c> or <c>zoneinfo.ZoneInfo</c>.</summary>
    TimeZone = 15,

    /// <summary><c>decimal.Decimal</c>.</summary>
    Decimal = 16,

    /// <summary><c>fractions.Fraction</c>.</summary>
    Fraction = 17,

    /// <summary><c>uuid.UUID</c>.</summary>
    Uuid = 18,

    /// <summary>A path of <c>pathlib</c>.</summary>
    Path = 19,

    /// <summary><c>range</c>.</summary>
    Range = 20,

    /// <summary><c>slice</c>.</summary>
    Slice = 21,

    /// <summary><c>numpy.ndarray</c>, a masked array, or <c>array.array</c> of numbers: a <see cref="PythonArray"/>.</summary>
    Array = 22,

    /// <summary><c>numpy.dtype</c>.</summary>
    DataType = 23,

    /// <summary>Python's <c>Ellipsis</c>.</summary>
    Ellipsis = 24,

    /// <summary>An object of a class that is not known here: a <see cref="PythonObject"/>.</summary>
    Object = 25,

    /// <summary>A class, a function, a member of an enumeration: something that Python finds by its name.</summary>
    Reference = 26,

    /// <summary>An address, a network or an interface of <c>ipaddress</c>.</summary>
    Address = 27,
}
