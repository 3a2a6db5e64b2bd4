using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GlobusCompute.Remote.PayloadDump;

/// <summary>A case of every kind, again and again, with other values each time.</summary>
internal sealed class Cases(ComputeExecutor executor, RandomArguments r)
{
    private readonly IKinds _kinds = executor.CreateProxy<IKinds>();
    private readonly IPickled _pickled = executor.CreateProxy<IPickled>();
    private readonly INumPy _numPy = executor.CreateProxy<INumPy>();
    private readonly IOutcomes _outcomes = executor.CreateProxy<IOutcomes>();

    /// <summary>One of each.</summary>
    public IEnumerable<Case> Round() => [.. Kinds(), .. Several(), .. Pickled(), .. NumPy(), .. Outcomes()];

    private IEnumerable<Case> Kinds()
    {
        yield return Case.Words("Kinds.Nothing", () => _kinds.Nothing(), PythonWords.List());
        yield return One<bool>("Kinds.Bool", r.Bool(), _kinds.Bool);
        yield return One<sbyte>("Kinds.SByte", (sbyte)r.Int(), _kinds.SByte);
        yield return One<byte>("Kinds.Byte", (byte)r.Int(), _kinds.Byte);
        yield return One<short>("Kinds.Int16", (short)r.Int(), _kinds.Int16);
        yield return One<int>("Kinds.Int32", r.Int(), _kinds.Int32);
        yield return One<ulong>("Kinds.UInt64", (ulong)r.Long(), _kinds.UInt64);
        yield return One<Int128>("Kinds.Int128", r.Wide(), _kinds.Int128);
        yield return One<BigInteger>("Kinds.BigInteger", r.Big(), _kinds.BigInteger);
        yield return One<double>("Kinds.Double", r.Double(), _kinds.Double);
        yield return One<string?>("Kinds.Text", r.MaybeText(), _kinds.Text);
        yield return One<char>("Kinds.Char", (char)r.Int(0x10000), _kinds.Char);
        yield return One<DayOfWeek>("Kinds.Enum", (DayOfWeek)r.Int(7), _kinds.Enum);
        yield return One<Uri>("Kinds.Uri", new Uri($"https://example.org/{r.Int()}?q=a%20b"), _kinds.Uri);
        yield return One<int?>("Kinds.NullableInt", r.Bool() ? null : r.Int(), _kinds.NullableInt);
        yield return One<double[]>("Kinds.Doubles", r.Many(r.Double), _kinds.Doubles);
        yield return One<double[,]>("Kinds.Grid", r.Grid(r.Double), _kinds.Grid);
        yield return One<int[][]>("Kinds.Jagged", r.Many(() => r.Many(() => r.Int())), _kinds.Jagged);
        yield return One<Dictionary<string, double>>("Kinds.ByName", r.Dict(r.Text, r.Double), _kinds.ByName);
        yield return One<JsonElement>("Kinds.Element", r.Element(), _kinds.Element);
        yield return One<JsonNode?>("Kinds.Node", r.Node(), _kinds.Node);
        yield return One<object?>("Kinds.Any", r.Any(), _kinds.Any);
        yield return One<List<object?>>("Kinds.AnyList", r.Many(() => r.Any()).ToList(), _kinds.AnyList);
        yield return One<byte[]?>("Kinds.Bytes", r.Bool() ? null : r.Bytes(), _kinds.Bytes);
        yield return One<Memory<byte>>("Kinds.Memory", new Memory<byte>(r.Bytes()), _kinds.Memory);
        yield return One<ReadOnlyMemory<byte>>("Kinds.ReadOnlyMemory", new ReadOnlyMemory<byte>(r.Bytes()), _kinds.ReadOnlyMemory);
        yield return One<decimal>("Kinds.Decimal", r.Decimal(), _kinds.Decimal);
        yield return One<Guid>("Kinds.Guid", r.Guid(), _kinds.Guid);
        yield return One<DateTime>("Kinds.DateTime", r.DateTime(), _kinds.DateTime);
        yield return One<DateTimeOffset?>("Kinds.DateTimeOffset", r.Bool() ? null : r.DateTimeOffset(), _kinds.DateTimeOffset);
        yield return One<DateOnly>("Kinds.DateOnly", r.DateOnly(), _kinds.DateOnly);
        yield return One<TimeOnly>("Kinds.TimeOnly", r.TimeOnly(), _kinds.TimeOnly);
        yield return One<TimeSpan>("Kinds.TimeSpan", r.TimeSpan(), _kinds.TimeSpan);
        yield return One<Complex>("Kinds.Complex", r.Complex(), _kinds.Complex);
        yield return One<(int, string?)>("Kinds.Pair", (r.Int(), r.MaybeText()), _kinds.Pair);
        yield return One<(double, (byte[], bool), int?)>("Kinds.Nested", (r.Double(), (r.Bytes(), r.Bool()), (int?)null), _kinds.Nested);
        yield return One<(int, int, int, int, int, int, int, string, decimal)>("Kinds.Nine", (1, 2, 3, 4, 5, r.Int(), 7, r.Text(), r.Decimal()), _kinds.Nine);
        yield return One<HashSet<int>>("Kinds.Set", new HashSet<int>(r.Many(() => r.Int())), _kinds.Set);
        yield return One<HashSet<(int, string)>>("Kinds.SetOfPairs", new HashSet<(int, string)>(r.Many(r.Pair)), _kinds.SetOfPairs);
        yield return One<ISet<Guid>>("Kinds.SetOfIds", new HashSet<Guid>(r.Many(r.Guid)), _kinds.SetOfIds);
        yield return One<SortedSet<string>>("Kinds.SortedSet", new SortedSet<string>(r.Many(r.Text), StringComparer.Ordinal), _kinds.SortedSet);
        yield return One<Dictionary<int, string>>("Kinds.ByNumber", r.Dict(r.Int, r.Text), _kinds.ByNumber);
        yield return One<IReadOnlyDictionary<Guid, DateTime>>("Kinds.ById", r.Dict(r.Guid, r.DateTime), _kinds.ById);
        yield return One<Dictionary<(int, int), double>>("Kinds.ByPair", r.Dict(() => (r.Int(), r.Int()), r.Double), _kinds.ByPair);
        yield return One<SortedDictionary<DateOnly, byte[]>>("Kinds.ByDate", new SortedDictionary<DateOnly, byte[]>(r.Dict(r.DateOnly, r.Bytes)), _kinds.ByDate);
        yield return One<List<decimal>>("Kinds.Decimals", r.Many(r.Decimal).ToList(), _kinds.Decimals);
        yield return One<List<byte[]>>("Kinds.BytesList", r.Many(r.Bytes).ToList(), _kinds.BytesList);
        yield return One<List<(DateTime, decimal)>>("Kinds.Pairs", r.Many(() => (r.DateTime(), r.Decimal())).ToList(), _kinds.Pairs);
        yield return One<int[,,]>("Kinds.Cube", r.Cube(), _kinds.Cube);
        yield return One<decimal[,]>("Kinds.DecimalGrid", r.Grid(r.Decimal), _kinds.DecimalGrid);
        yield return One<Sample>("Kinds.Sample", r.Sample(), _kinds.Sample);
        yield return One<List<Sample>>("Kinds.Samples", r.Many(() => r.Sample(), 3).ToList(), _kinds.Samples);
    }

    private IEnumerable<Case> Pickled()
    {
        yield return Case.Words("Pickled.Nothing", () => _pickled.Nothing(), PythonWords.List());
        yield return One<bool>("Pickled.Bool", r.Bool(), _pickled.Bool);
        yield return One<sbyte>("Pickled.SByte", (sbyte)r.Int(), _pickled.SByte);
        yield return One<int>("Pickled.Int32", r.Int(), _pickled.Int32);
        yield return One<long>("Pickled.Int64", r.Long(), _pickled.Int64);
        yield return One<ulong>("Pickled.UInt64", (ulong)r.Long(), _pickled.UInt64);
        yield return One<Int128>("Pickled.Int128", r.Wide(), _pickled.Int128);
        yield return One<UInt128>("Pickled.UInt128", (UInt128)r.Wide(), _pickled.UInt128);
        yield return One<BigInteger>("Pickled.BigInteger", r.Big(), _pickled.BigInteger);
        yield return One<Half>("Pickled.Half", r.Half(), _pickled.Half);
        yield return One<float>("Pickled.Single", r.Float(), _pickled.Single);
        yield return One<double>("Pickled.Double", r.Double(), _pickled.Double);
        yield return One<string?>("Pickled.Text", r.MaybeText(), _pickled.Text);
        yield return One<char>("Pickled.Char", (char)r.Int(0x10000), _pickled.Char);
        yield return One<DayOfWeek>("Pickled.Enum", (DayOfWeek)r.Int(7), _pickled.Enum);
        yield return One<Version>("Pickled.Version", new Version(1, r.Int(100), r.Int(100)), _pickled.Version);
        yield return One<double[]>("Pickled.Doubles", r.Many(r.Double), _pickled.Doubles);
        yield return One<double[,]>("Pickled.Grid", r.Grid(r.Double), _pickled.Grid);
        yield return One<IEnumerable<string?>>("Pickled.Sequence", r.Many(r.MaybeText).Select(t => t), _pickled.Sequence);
        yield return One<JsonElement>("Pickled.Element", r.Element(), _pickled.Element);
        yield return One<JsonNode?>("Pickled.Node", r.Node(), _pickled.Node);
        yield return One<object?>("Pickled.Any", r.Any(), _pickled.Any);
    }

    private IEnumerable<Case> NumPy()
    {
        yield return One<bool[]>("NumPy.Bools", r.Many(r.Bool), _numPy.Bools, numPy: true);
        yield return One<sbyte[]>("NumPy.SBytes", r.Many(() => (sbyte)r.Int()), _numPy.SBytes, numPy: true);
        yield return One<byte[]>("NumPy.Bytes", r.Bytes(), _numPy.Bytes, numPy: true);
        yield return One<byte[,]>("NumPy.ByteGrid", r.Grid(() => (byte)r.Int()), _numPy.ByteGrid, numPy: true);
        yield return One<short[]>("NumPy.Shorts", r.Many(() => (short)r.Int()), _numPy.Shorts, numPy: true);
        yield return One<ushort[]>("NumPy.UShorts", r.Many(() => (ushort)r.Int()), _numPy.UShorts, numPy: true);
        yield return One<int[]>("NumPy.Ints", r.Many(r.Int), _numPy.Ints, numPy: true);
        yield return One<uint[]>("NumPy.UInts", r.Many(() => (uint)r.Int()), _numPy.UInts, numPy: true);
        yield return One<long[]>("NumPy.Longs", r.Many(r.Long), _numPy.Longs, numPy: true);
        yield return One<ulong[]>("NumPy.ULongs", r.Many(() => (ulong)r.Long()), _numPy.ULongs, numPy: true);
        yield return One<Half[]>("NumPy.Halves", r.Many(r.Half), _numPy.Halves, numPy: true);
        yield return One<float[]>("NumPy.Floats", r.Many(r.Float), _numPy.Floats, numPy: true);
        yield return One<double[]?>("NumPy.Doubles", r.Bool() ? null : r.Many(r.Double), _numPy.Doubles, numPy: true);
        yield return One<Complex[]>("NumPy.Complexes", r.Many(r.Complex), _numPy.Complexes, numPy: true);
        yield return One<double[,]>("NumPy.Grid", r.Grid(r.Double), _numPy.Grid, numPy: true);
        yield return One<int[,,]>("NumPy.Cube", r.Cube(), _numPy.Cube, numPy: true);
        yield return One<double[][]>("NumPy.Jagged", r.Many(() => r.Many(r.Double)), _numPy.Jagged, numPy: true);
        yield return One<string[]>("NumPy.Strings", r.Many(r.Text), _numPy.Strings, numPy: true);
        yield return One<List<double>>("NumPy.List", r.Many(r.Double).ToList(), _numPy.List, numPy: true);
        yield return One<object?>("NumPy.Any", r.Any(), _numPy.Any, numPy: true);
        yield return One<(double[], int[])>("NumPy.Pair", (r.Many(r.Double), r.Many(r.Int)), _numPy.Pair, numPy: true);
        yield return One<Sample>("NumPy.Sample", r.Sample(), _numPy.Sample, numPy: true);
    }

    private IEnumerable<Case> Several()
    {
        var (a, b, when, note, xs) = (r.Int(), r.Bytes(), r.DateTime(), r.MaybeText(), r.Many(r.Double));
        yield return Case.Words("AnyDict", () => _kinds.AnyDict(new Dictionary<string, object?> { ["d"] = when, ["p"] = (a, b) }, a), PythonWords.List(new Dictionary<string, object?> { ["d"] = when, ["p"] = (a, b) }, a));
        yield return Case.Words("Mixed", () => _kinds.Mixed(a, b, when, note), PythonWords.List(a, b), PythonWords.Dict(("when", when), ("note", note)));
        yield return Case.Words("PickledKeywords", () => _kinds.PickledKeywords(a, b), PythonWords.List(a), PythonWords.Dict(("data", b)));
        yield return Case.Words("PickledPositions", () => _kinds.PickledPositions(b, a), PythonWords.List(b), PythonWords.Dict(("n", a)));
        var price = r.Decimal();
        yield return Case.Words("LeftOut", () => _kinds.LeftOut(null, price, "c"), PythonWords.List(), PythonWords.Dict(("b", price), ("c", "c")));
        yield return Case.Words("NotLeftOut", () => _kinds.LeftOut(a, price, "c"), PythonWords.List(a, price, "c"));
        var dates = r.Many(r.DateOnly);
        yield return Case.Words("Variadic", () => _kinds.Variadic(a, dates), PythonWords.List([a, .. dates.Cast<object?>()]));
        yield return Case.Words("Plain", () => _kinds.Plain(a, note, xs), PythonWords.List(a, note), PythonWords.Dict(("xs", xs)));
        yield return Case.Words("Keywords", () => _pickled.Keywords(a, "é", xs), PythonWords.List(a), PythonWords.Dict(("b", "é"), ("c", xs)));

        // What was written before the first value that JSON would change stays what it is.
        var (plain, odd) = (r.Plain(), r.Any());
        yield return Case.Words("AnyList", () => _kinds.AnyList([plain, 1.0, odd]), PythonWords.List(new List<object?> { plain, 1.0, odd }));
        var (names, set) = (r.Dict(r.Int, r.Text), new HashSet<int>(r.Many(() => r.Int())));
        var (id, date) = (r.Guid(), r.DateOnly());
        yield return Case.Words(
            "AsJson",
            () => _pickled.AsJson((a, note), set, id, date, names),
            PythonWords.List(
                new List<object?> { a, note },
                set.ToList(),
                id.ToString("D"),
                date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                names.ToDictionary(n => n.Key.ToString(System.Globalization.CultureInfo.InvariantCulture), n => n.Value)));
    }

    private IEnumerable<Case> Outcomes()
    {
        var (a, b, data) = (r.Int(), r.CleanText(), r.Bytes());
        object list = new object[] { new object[] { a }, new Dictionary<string, string> { ["b"] = b } };
        yield return new Case("Echo", () => _outcomes.Echo(a, b, [1.5, -2.0], true), new object[] { new object[] { a, b, new[] { 1.5, -2.0 } }, new { flag = true } });
        yield return new Case("EchoAsJson", () => _outcomes.EchoAsJson(a, b), list);
        yield return new Case("EchoAsPickle", () => _outcomes.EchoAsPickle(a, b), list);
        yield return new Case("EchoAsPickleThenJson", () => _outcomes.EchoAsPickleThenJson(a, b), list);
        yield return new Case("Two", () => _outcomes.Two(a), null, "TypeError: two() missing 1 required positional argument: 'b'");
        yield return new Case("TwoOfPickle", () => _outcomes.TwoOfPickle(data, data), null, "TypeError: two() got an unexpected keyword argument 'c'");
        yield return new Case("Fail", () => _outcomes.Fail("no " + a), null, "ValueError: no " + a);
        yield return new Case("BytesAsJson", () => _outcomes.BytesAsJson(data), null, "TypeError: Object of type bytes is not JSON serializable");
    }

    private static Case One<T>(string kind, T value, Func<T, IComputeFuture> call, bool numPy = false) =>
        Case.Words(kind, () => call(value), numPy ? PythonWords.NumPyList((object?)value) : PythonWords.List((object?)value));
}
