namespace GlobusCompute.Remote.Shared.Types;

/// <summary>What a .NET value becomes for Python, and what a Python value must be to become it.</summary>
internal enum WireKind
{
    /// <summary>Not known here, or open: <c>object</c>, types with converters, types of other libraries. Everything may fit it.</summary>
    Unknown,

    /// <summary>Python's <c>bool</c>.</summary>
    Bool,

    /// <summary>Python's <c>int</c>.</summary>
    Int,

    /// <summary>Python's <c>float</c>.</summary>
    Float,

    /// <summary>Python's <c>complex</c>.</summary>
    Complex,

    /// <summary>Python's <c>Decimal</c>; it reads and stands for other numbers too.</summary>
    Decimal,

    /// <summary>Python's <c>str</c>.</summary>
    Str,

    /// <summary>Python's <c>str</c> of a form of its own: a single character, an address, a version.</summary>
    FormattedStr,

    /// <summary>Python's <c>int</c> as a member of a C# enum, which is read from names as well.</summary>
    Enum,

    /// <summary>Python's <c>bytes</c>.</summary>
    Bytes,

    /// <summary>Python's <c>datetime</c>.</summary>
    DateTime,

    /// <summary>Python's <c>datetime</c> with a time zone.</summary>
    DateTimeOffset,

    /// <summary>Python's <c>date</c>.</summary>
    Date,

    /// <summary>Python's <c>time</c>.</summary>
    Time,

    /// <summary>Python's <c>timedelta</c>.</summary>
    TimeSpan,

    /// <summary>Python's <c>UUID</c>.</summary>
    Uuid,

    /// <summary>Python's <c>list</c>.</summary>
    List,

    /// <summary>Python's <c>set</c>.</summary>
    Set,

    /// <summary>Python's <c>tuple</c> of as many elements.</summary>
    Tuple,

    /// <summary>Python's <c>dict</c> with keys and values of one type each.</summary>
    Dict,

    /// <summary>Python's <c>dict</c> with the properties of a class.</summary>
    Object,
}
