using GlobusCompute.Remote.Shared.Types;

namespace GlobusCompute.Remote.Generators.Python;

/// <summary>What the full names of types stand for.</summary>
internal static class PythonTypeNames
{
    private static readonly Dictionary<string, PythonTypeKind> s_kinds = new(StringComparer.Ordinal)
    {
        ["None"] = PythonTypeKind.None,
        ["types.NoneType"] = PythonTypeKind.None,
        ["object"] = PythonTypeKind.Any,
        ["bool"] = PythonTypeKind.Bool,
        ["int"] = PythonTypeKind.Int,
        ["float"] = PythonTypeKind.Float,
        ["complex"] = PythonTypeKind.Complex,
        ["str"] = PythonTypeKind.Str,
        ["bytes"] = PythonTypeKind.Bytes,
        ["bytearray"] = PythonTypeKind.Bytes,
        ["memoryview"] = PythonTypeKind.Bytes,
        ["list"] = PythonTypeKind.List,
        ["tuple"] = PythonTypeKind.Tuple,
        ["set"] = PythonTypeKind.Set,
        ["frozenset"] = PythonTypeKind.Set,
        ["dict"] = PythonTypeKind.Dict,
        ["numbers.Number"] = PythonTypeKind.Any,
        ["numbers.Integral"] = PythonTypeKind.Int,
        ["numbers.Real"] = PythonTypeKind.Float,
        ["datetime.datetime"] = PythonTypeKind.DateTime,
        ["datetime.date"] = PythonTypeKind.Date,
        ["datetime.time"] = PythonTypeKind.Time,
        ["datetime.timedelta"] = PythonTypeKind.TimeDelta,
        ["decimal.Decimal"] = PythonTypeKind.Decimal,
        ["uuid.UUID"] = PythonTypeKind.Uuid,
        ["collections.OrderedDict"] = PythonTypeKind.Dict,
        ["collections.defaultdict"] = PythonTypeKind.Dict,
        ["collections.Counter"] = PythonTypeKind.Dict,
        ["collections.ChainMap"] = PythonTypeKind.Dict,
        ["collections.deque"] = PythonTypeKind.List,
        ["array.array"] = PythonTypeKind.List,
        ["array.ArrayType"] = PythonTypeKind.List,
        ["collections.abc.Sequence"] = PythonTypeKind.Sequence,
        ["collections.abc.MutableSequence"] = PythonTypeKind.List,
        ["collections.abc.Iterable"] = PythonTypeKind.Iterable,
        ["collections.abc.Collection"] = PythonTypeKind.Iterable,
        ["collections.abc.Container"] = PythonTypeKind.Iterable,
        ["collections.abc.Reversible"] = PythonTypeKind.Iterable,
        ["collections.abc.KeysView"] = PythonTypeKind.Iterable,
        ["collections.abc.ValuesView"] = PythonTypeKind.Iterable,
        ["collections.abc.Iterator"] = PythonTypeKind.Iterator,
        ["collections.abc.Generator"] = PythonTypeKind.Iterator,
        ["collections.abc.AsyncIterator"] = PythonTypeKind.AsyncIterator,
        ["collections.abc.AsyncIterable"] = PythonTypeKind.AsyncIterator,
        ["collections.abc.AsyncGenerator"] = PythonTypeKind.AsyncIterator,
        ["collections.abc.Set"] = PythonTypeKind.Set,
        ["collections.abc.MutableSet"] = PythonTypeKind.Set,
        ["collections.abc.Mapping"] = PythonTypeKind.Dict,
        ["collections.abc.MutableMapping"] = PythonTypeKind.Dict,
        ["collections.abc.ByteString"] = PythonTypeKind.Bytes,
        ["collections.abc.Buffer"] = PythonTypeKind.Bytes,
        ["typing.Any"] = PythonTypeKind.Any,
        ["typing.Text"] = PythonTypeKind.Str,
        ["typing.AnyStr"] = PythonTypeKind.Str,
        ["typing.LiteralString"] = PythonTypeKind.Str,
        ["typing.List"] = PythonTypeKind.List,
        ["typing.Tuple"] = PythonTypeKind.Tuple,
        ["typing.Set"] = PythonTypeKind.Set,
        ["typing.FrozenSet"] = PythonTypeKind.Set,
        ["typing.AbstractSet"] = PythonTypeKind.Set,
        ["typing.Dict"] = PythonTypeKind.Dict,
        ["typing.DefaultDict"] = PythonTypeKind.Dict,
        ["typing.OrderedDict"] = PythonTypeKind.Dict,
        ["typing.Counter"] = PythonTypeKind.Dict,
        ["typing.ChainMap"] = PythonTypeKind.Dict,
        ["typing.Deque"] = PythonTypeKind.List,
        ["typing.Union"] = PythonTypeKind.Union,
        ["typing.Literal"] = PythonTypeKind.Literal,
        ["numpy.ndarray"] = PythonTypeKind.Array,
        ["numpy.typing.NDArray"] = PythonTypeKind.Array,
    };

    /// <summary>The kind of a type, or <see cref="PythonTypeKind.Unknown"/>.</summary>
    /// <param name="name">Its full name.</param>
    public static PythonTypeKind KindOf(string name)
    {
        var common = Common(name);
        return s_kinds.TryGetValue(common, out var kind)
            || (common.StartsWith("typing.", StringComparison.Ordinal)
                && s_kinds.TryGetValue("collections.abc." + common.Substring("typing.".Length), out kind))
            ? kind
            : ScalarOfNumpy(common);
    }

    /// <summary>Which of several Python types of its kind a type is, as <see cref="PythonType.Exact"/> says it.</summary>
    /// <param name="name">Its full name.</param>
    public static string ExactOf(string name) => Common(name) switch
    {
        "frozenset" or "typing.FrozenSet" => "frozenset",
        "bytearray" => "bytearray",
        "memoryview" => "memoryview",
        "collections.OrderedDict" or "typing.OrderedDict" => "OrderedDict",
        "collections.defaultdict" or "typing.DefaultDict" => "defaultdict",
        "collections.Counter" or "typing.Counter" => "Counter",
        "collections.ChainMap" or "typing.ChainMap" => "ChainMap",
        "collections.deque" or "typing.Deque" => "deque",
        "array.array" or "array.ArrayType" => "array",
        "numpy.bytes_" => "bytes_",
        _ when name.StartsWith("numpy.", StringComparison.Ordinal) => TypeTable.NumPyName(name.Substring("numpy.".Length)) ?? "",
        _ => "",
    };

    /// <summary>What a class is made for that has a base of a full name.</summary>
    public static PythonClassKind KindOfBase(string name) => name switch
    {
        "typing.TypedDict" or "typing_extensions.TypedDict" => PythonClassKind.TypedDict,
        "typing.NamedTuple" or "typing_extensions.NamedTuple" => PythonClassKind.NamedTuple,
        "enum.Enum" or "enum.IntEnum" or "enum.StrEnum" or "enum.ReprEnum" => PythonClassKind.Enum,
        _ when IsFlag(name) => PythonClassKind.Enum,
        _ => PythonClassKind.Other,
    };

    /// <summary>Whether the members of an enum with such a base can be combined.</summary>
    public static bool IsFlag(string name) => name is "enum.Flag" or "enum.IntFlag";

    /// <summary>What JSON makes of the members of an enum with such a base, as far as that base says it.</summary>
    public static PythonEnumForm EnumFormOf(string name) => Common(name) switch
    {
        "int" or "enum.IntEnum" or "enum.IntFlag" => PythonEnumForm.Number,
        "str" or "enum.StrEnum" => PythonEnumForm.Text,
        "enum.Enum" or "enum.Flag" or "object" or "abc.ABC" or "typing.Generic" or "typing.Protocol" => PythonEnumForm.None,
        _ => PythonEnumForm.Unknown,
    };

    /// <summary>Whether a base adds no fields.</summary>
    public static bool IsBaseWithoutFields(string name) =>
        Common(name) is "object" or "int" or "str" or "float" or "abc.ABC" or "typing.Generic" or "typing.Protocol"
        || name.StartsWith("collections.abc.", StringComparison.Ordinal);

    /// <summary>What a name around the type of a field says of the field.</summary>
    public static PythonQualifiers QualifierOf(string name) => Common(name) switch
    {
        "typing.ClassVar" => PythonQualifiers.ClassVariable,
        "dataclasses.InitVar" => PythonQualifiers.InitOnly,
        "dataclasses.KW_ONLY" => PythonQualifiers.KeywordOnlyMark,
        "typing.Required" => PythonQualifiers.Required,
        "typing.NotRequired" => PythonQualifiers.NotRequired,
        _ => PythonQualifiers.None,
    };

    /// <summary>Whether a generic name adds nothing to its first argument, as <c>Annotated</c>.</summary>
    public static bool IsTransparent(string name) =>
        Common(name) is "typing.Annotated" or "typing.Final" or "typing.Required" or "typing.NotRequired" or "typing.ReadOnly" or "dataclasses.InitVar";

    /// <summary>Whether types of a module are known.</summary>
    public static bool IsModule(string name) =>
        name is "typing" or "typing_extensions" or "collections" or "collections.abc" or "dataclasses" or "datetime" or "decimal" or "enum"
            or "numbers" or "numpy"
            or "numpy.typing" or "uuid";

    /// <summary>Whether anything is known of a full name.</summary>
    public static bool IsKnown(string name) =>
        KindOf(name) != PythonTypeKind.Unknown
        || KindOfBase(name) != PythonClassKind.Other
        || QualifierOf(name) != PythonQualifiers.None
        || IsRestated(name)
        || Common(name) is "typing.NewType" or "typing.TypeAlias" or "typing.TypeVar" or "typing.TypeVarTuple" or "typing.ParamSpec"
        || name is "collections.namedtuple" or "dataclasses.dataclass" or "dataclasses.field" or "enum.auto" or "enum.member" or "enum.nonmember";

    /// <summary>Whether a generic name only says more of its argument.</summary>
    public static bool IsRestated(string name) => IsTransparent(name) || IsOptional(name);

    /// <summary>Whether the name is <c>Optional</c>.</summary>
    public static bool IsOptional(string name) => Common(name) == "typing.Optional";

    private static string Common(string name) =>
        name.StartsWith("typing_extensions.", StringComparison.Ordinal) ? "typing." + name.Substring("typing_extensions.".Length) : name;

    private static PythonTypeKind ScalarOfNumpy(string name)
    {
        if (!name.StartsWith("numpy.", StringComparison.Ordinal))
        {
            return PythonTypeKind.Unknown;
        }

        var scalar = name.Substring("numpy.".Length);
        return scalar switch
        {
            "bool_" or "bool" => PythonTypeKind.Bool,
            "str_" => PythonTypeKind.Str,
            "bytes_" => PythonTypeKind.Bytes,
            "datetime64" => PythonTypeKind.DateTime,
            "timedelta64" => PythonTypeKind.TimeDelta,
            "half" or "single" or "double" or "longdouble" or "floating" or "inexact" or "number" => PythonTypeKind.Float,
            "integer" or "signedinteger" or "unsignedinteger" or "byte" or "short" or "intc" or "intp" or "long" or "longlong" or "ubyte" or "ushort" or "uint"
                or "uintc" or "uintp" or "ulong" or "ulonglong" or "int_" => PythonTypeKind.Int,
            "complex64" or "complex128" or "complex256" or "csingle" or "cdouble" or "clongdouble" or "complexfloating" => PythonTypeKind.Complex,
            _ when TypeTable.NumPyName(scalar) is null => PythonTypeKind.Unknown,
            _ => scalar[0] == 'f' ? PythonTypeKind.Float : PythonTypeKind.Int,
        };
    }
}
