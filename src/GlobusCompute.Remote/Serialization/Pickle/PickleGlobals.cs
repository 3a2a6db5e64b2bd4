using System.Collections.Frozen;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Pickle;

/// <summary>Makes a value of the arguments of a known type; null when they are none that it takes.</summary>
internal delegate PythonValue? PickleMaker(PickleReader reader, IReadOnlyList<PythonValue> arguments);

/// <summary>
/// What a pickle may name and is known here: a closed list of Python's and numpy's types, and of the helpers that pickles make them with. None of the makers
/// does more than put its arguments into a value. Whatever is not listed stays a name.
/// </summary>
internal static class PickleGlobals
{
    private static readonly FrozenDictionary<(string Module, string Name), PickleMaker> s_makers =
        All().ToFrozenDictionary(m => (m.Module, m.Name), m => m.Make);

    public static PickleMaker? Find(PythonReference reference) => s_makers.GetValueOrDefault((reference.Module, reference.Name));

    private static IEnumerable<(string Module, string Name, PickleMaker Make)> All() =>
    [
        .. Builtins(),
        .. Standard(),
        .. Numpy("numpy.core"),
        .. Numpy("numpy._core"),
        ("numpy.ma.core", "_mareconstruct", NumpyMakers.Masked),
        ("numpy.ma.core", "MaskedConstant", NumpyMakers.MaskedConstant),
        .. Pandas("pandas._libs.tslibs."),
        .. Addresses("ipaddress"),
        ("array", "_array_reconstructor", ArrayMakers.OfBytes),
        ("array", "array", ArrayMakers.OfItems),
        ("numpy", "dtype", NumpyMakers.DataType),
        ("numpy", "ndarray", NumpyMakers.Empty),
        .. Dill("dill._dill"),
        .. Dill("dill.dill"),
    ];

    private static IEnumerable<(string, string, PickleMaker)> Builtins() =>
    [
        ("builtins", "list", ContainerMakers.List),
        ("builtins", "tuple", ContainerMakers.Tuple),
        ("builtins", "set", ContainerMakers.Set),
        ("builtins", "frozenset", ContainerMakers.FrozenSet),
        ("builtins", "dict", ContainerMakers.Dictionary),
        ("builtins", "bytearray", ScalarMakers.ByteArray),
        ("builtins", "bytes", ScalarMakers.Bytes),
        ("builtins", "complex", ScalarMakers.Complex),
        ("builtins", "range", ScalarMakers.Range),
        ("builtins", "slice", ScalarMakers.Slice),
        ("builtins", "getattr", NameMakers.Attribute),
        ("_codecs", "encode", ScalarMakers.Encoded),
        ("copyreg", "_reconstructor", NameMakers.Reconstructed),
        ("copyreg", "__newobj__", NameMakers.New),
    ];

    private static IEnumerable<(string, string, PickleMaker)> Standard()
    {
        string[] paths = ["PurePath", "PurePosixPath", "PureWindowsPath", "Path", "PosixPath", "WindowsPath"];
        return
        [
            ("collections", "OrderedDict", ContainerMakers.OrderedDictionary),
            ("collections", "defaultdict", ContainerMakers.DefaultDictionary),
            ("collections", "Counter", ContainerMakers.Counter),
            ("collections", "deque", ContainerMakers.Deque),
            ("collections", "ChainMap", ContainerMakers.ChainMap),
            ("datetime", "datetime", TimeMakers.DateTime),
            ("datetime", "date", TimeMakers.Date),
            ("datetime", "time", TimeMakers.Time),
            ("datetime", "timedelta", TimeMakers.TimeDelta),
            ("datetime", "timezone", TimeMakers.TimeZone),
            ("zoneinfo", "ZoneInfo._unpickle", TimeMakers.ZoneInfo),
            ("pytz", "_UTC", TimeMakers.Utc),
            ("pytz", "_p", TimeMakers.Pytz),
            ("dateutil.tz.tz", "tzutc", TimeMakers.Utc),
            ("decimal", "Decimal", ScalarMakers.Decimal),
            ("fractions", "Fraction", ScalarMakers.Fraction),
            ("uuid", "UUID", ScalarMakers.Uuid),
            .. Array.ConvertAll(paths, path => ("pathlib", path, ScalarMakers.Path(path))),
            .. Array.ConvertAll(paths, path => ("pathlib._local", path, ScalarMakers.Path(path))),
        ];
    }

    private static IEnumerable<(string, string, PickleMaker)> Numpy(string package) =>
    [
        (package + ".multiarray", "_reconstruct", NumpyMakers.Array),
        (package + ".multiarray", "scalar", NumpyMakers.Scalar),
        (package + ".numeric", "_frombuffer", NumpyMakers.FromBuffer),
    ];

    private static IEnumerable<(string, string, PickleMaker)> Pandas(string package) =>
    [
        (package + "timestamps", "_unpickle_timestamp", PandasMakers.Timestamp),
        (package + "timestamps", "Timestamp", PandasMakers.Timestamp),
        (package + "timedeltas", "_timedelta_unpickle", PandasMakers.Timedelta),
        (package + "timedeltas", "Timedelta", PandasMakers.Timedelta),
        (package + "nattype", "__nat_unpickle", PandasMakers.NotATime),
        (package + "nattype", "_nat_unpickle", PandasMakers.NotATime),
    ];

    private static (string, string, PickleMaker)[] Addresses(string module) =>
        Array.ConvertAll(
            ["IPv4Address", "IPv6Address", "IPv4Network", "IPv6Network", "IPv4Interface", "IPv6Interface"],
            name => (module, name, AddressMakers.Of(name)));

    private static IEnumerable<(string, string, PickleMaker)> Dill(string module) =>
    [
        (module, "_load_type", NameMakers.DillType),
        (module, "_eval_repr", NameMakers.DillRepr),
        (module, "_get_attr", NameMakers.Attribute),
        (module, "_create_array", NumpyMakers.DillArray),
        (module, "_create_type", NameMakers.DillClass),
        (module, "_create_namedtuple", NameMakers.DillNamedTuple),
    ];
}
