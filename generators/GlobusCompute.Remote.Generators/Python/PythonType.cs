using GlobusCompute.Remote.Generators.Collections;

namespace GlobusCompute.Remote.Generators.Python;

/// <summary>
/// A type as an annotation names it. What only restates a type is gone: <c>Optional[X]</c> and <c>X | None</c> are both a <see cref="PythonTypeKind.Union"/>
/// with <see cref="PythonTypeKind.None"/>; <c>Annotated[X, ...]</c>, <c>Required[X]</c> and the like are X.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The annotation as written; for a part, the part. A string annotation is shown without its quotes.</param>
/// <param name="Name">
/// The class for <see cref="PythonTypeKind.Class"/>; the full name for <see cref="PythonTypeKind.Unknown"/>, where it is one; the value as written for
/// <see cref="PythonTypeKind.LiteralValue"/>; otherwise the empty string.
/// </param>
/// <param name="Arguments">
/// What it is made of: the element of a list, set, sequence or array, key and value of a dictionary, the members of a union, the values of a literal, the
/// elements of a tuple. Empty where the annotation does not say.
/// </param>
internal sealed record PythonType(PythonTypeKind Kind, string Text, string Name, EquatableArray<PythonType> Arguments)
{
    /// <summary>
    /// Which of several Python types of one kind it is: <c>float32</c> and the like for numpy's scalars, <c>frozenset</c>, <c>bytearray</c>,
    /// <c>memoryview</c>, <c>deque</c>, <c>array</c>, <c>OrderedDict</c>, <c>defaultdict</c>, <c>Counter</c>, <c>ChainMap</c>. Empty for the usual one.
    /// </summary>
    public string Exact { get; init; } = "";

    /// <summary>The full name of the dtype of arrays that hold any Python objects.</summary>
    public const string NumPyObject = "numpy.object_";

    /// <summary>Whether it is a type of numpy's scalars.</summary>
    public bool IsNumPyScalar => Kind is not (PythonTypeKind.Bytes or PythonTypeKind.List or PythonTypeKind.Set or PythonTypeKind.Dict) && Exact.Length > 0;

    /// <summary>Whether <c>None</c> is among its values.</summary>
    public bool AllowsNone => Kind switch
    {
        PythonTypeKind.Any or PythonTypeKind.None or PythonTypeKind.Unknown => true,
        PythonTypeKind.Union => Arguments.Any(argument => argument.AllowsNone),
        PythonTypeKind.Literal => Arguments.Any(argument => argument.Name == "None"),
        _ => false,
    };

    /// <summary>Whether <c>None</c> is among its values because the annotation says so.</summary>
    public bool NamesNone => AllowsNone && Kind switch
    {
        PythonTypeKind.None or PythonTypeKind.Literal => true,
        PythonTypeKind.Union => Arguments.Any(argument => argument.NamesNone),
        _ => false,
    };

    /// <summary>The type with <c>None</c> among its values.</summary>
    public PythonType OrNone() =>
        AllowsNone ? this : new(PythonTypeKind.Union, Text, "", EquatableArray.Of(this, new PythonType(PythonTypeKind.None, "None", "", default)));
}

/// <summary>Kinds of types, as far as values cross between .NET and Python in different ways.</summary>
internal enum PythonTypeKind
{
    /// <summary>A type that is not known here. Everything may fit it.</summary>
    Unknown,

    /// <summary><c>Any</c>, <c>object</c> or a type variable.</summary>
    Any,

    /// <summary><c>None</c>.</summary>
    None,

    /// <summary><c>bool</c>, <c>numpy.bool_</c>.</summary>
    Bool,

    /// <summary><c>int</c>, <c>numpy.int64</c> and the like.</summary>
    Int,

    /// <summary><c>float</c>, <c>numpy.float64</c> and the like.</summary>
    Float,

    /// <summary><c>complex</c>.</summary>
    Complex,

    /// <summary><c>str</c>.</summary>
    Str,

    /// <summary><c>bytes</c>, <c>bytearray</c>, <c>memoryview</c>.</summary>
    Bytes,

    /// <summary><c>list[T]</c>.</summary>
    List,

    /// <summary><c>tuple[A, B]</c> with one argument per element.</summary>
    Tuple,

    /// <summary><c>tuple[T, ...]</c>, and a bare <c>tuple</c> without argument.</summary>
    VariadicTuple,

    /// <summary><c>set[T]</c>, <c>frozenset[T]</c>.</summary>
    Set,

    /// <summary><c>dict[K, V]</c>, <c>Mapping[K, V]</c> and the like.</summary>
    Dict,

    /// <summary><c>Sequence[T]</c>: lists, tuples and strings.</summary>
    Sequence,

    /// <summary><c>Iterable[T]</c>, <c>Collection[T]</c>: everything that can be walked through.</summary>
    Iterable,

    /// <summary><c>Iterator[T]</c>, <c>Generator[T, ...]</c>: what can be walked through once, item by item.</summary>
    Iterator,

    /// <summary><c>AsyncIterator[T]</c>, <c>AsyncIterable[T]</c>, <c>AsyncGenerator[T, ...]</c>.</summary>
    AsyncIterator,

    /// <summary>A union of its arguments.</summary>
    Union,

    /// <summary><c>Literal[...]</c>; each argument is a <see cref="LiteralValue"/>.</summary>
    Literal,

    /// <summary>A value of a <c>Literal</c>.</summary>
    LiteralValue,

    /// <summary><c>numpy.ndarray</c>, and <c>NDArray[T]</c> with the type of its elements.</summary>
    Array,

    /// <summary><c>datetime.datetime</c>.</summary>
    DateTime,

    /// <summary><c>datetime.date</c>.</summary>
    Date,

    /// <summary><c>datetime.time</c>.</summary>
    Time,

    /// <summary><c>datetime.timedelta</c>.</summary>
    TimeDelta,

    /// <summary><c>decimal.Decimal</c>.</summary>
    Decimal,

    /// <summary><c>uuid.UUID</c>.</summary>
    Uuid,

    /// <summary>A class of the same file; see <see cref="PythonModule.FindClass"/>.</summary>
    Class,
}
