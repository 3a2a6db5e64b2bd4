using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using GlobusCompute.Remote.Serialization;

namespace GlobusCompute.Remote.PayloadDump;

/// <summary>One method for each kind of argument, which gives it back in words.</summary>
public interface IKinds
{
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Nothing();
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Bool(bool value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture SByte(sbyte value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Byte(byte value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Int16(short value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Int32(int value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture UInt64(ulong value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Int128(Int128 value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture BigInteger(BigInteger value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Double(double value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Text(string? value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Char(char value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Enum(DayOfWeek value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Uri(Uri value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture NullableInt(int? value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Doubles(double[] value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Grid(double[,] value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Jagged(int[][] value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture ByName(Dictionary<string, double> value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Element(JsonElement value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Node(JsonNode? value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Any(object? value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture AnyList(List<object?> value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture AnyDict(Dictionary<string, object?> value, int after);

    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Bytes(byte[]? value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Memory(Memory<byte> value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture ReadOnlyMemory(ReadOnlyMemory<byte> value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Decimal(decimal value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Guid(Guid value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture DateTime(DateTime value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture DateTimeOffset(DateTimeOffset? value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture DateOnly(DateOnly value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture TimeOnly(TimeOnly value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture TimeSpan(TimeSpan value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Complex(Complex value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Pair((int, string?) value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Nested((double, (byte[], bool), int?) value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Nine((int, int, int, int, int, int, int, string, decimal) value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Set(HashSet<int> value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture SetOfPairs(HashSet<(int, string)> value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture SetOfIds(ISet<Guid> value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture SortedSet(SortedSet<string> value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture ByNumber(Dictionary<int, string> value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture ById(IReadOnlyDictionary<Guid, DateTime> value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture ByPair(Dictionary<(int, int), double> value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture ByDate(SortedDictionary<DateOnly, byte[]> value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Decimals(List<decimal> value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture BytesList(List<byte[]> value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Pairs(List<(DateTime, decimal)> value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Cube(int[,,] value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture DecimalGrid(decimal[,] value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Sample(Sample value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Samples(List<Sample> value);

    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Mixed(int a, byte[] b, [PythonKeyword] DateTime when, [PythonKeyword] string? note);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture PickledKeywords(int a, [PythonKeyword] byte[] data);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture PickledPositions(byte[] data, [PythonKeyword("n")] int number);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture LeftOut([ComputeOmitWhenNull] int? a, decimal b, string c);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Variadic(int first, params DateOnly[] rest);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Plain(int a, string? b, [PythonKeyword] double[] xs);
}

/// <summary>The same with formats that are asked for.</summary>
[ComputePayload(Arguments = PayloadFormat.Pickle)]
public interface IPickled
{
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Nothing();
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Bool(bool value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture SByte(sbyte value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Int32(int value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Int64(long value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture UInt64(ulong value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Int128(Int128 value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture UInt128(UInt128 value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture BigInteger(BigInteger value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Half(Half value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Single(float value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Double(double value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Text(string? value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Char(char value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Enum(DayOfWeek value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Version(Version value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Doubles(double[] value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Grid(double[,] value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Sequence(IEnumerable<string?> value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Element(JsonElement value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Node(JsonNode? value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Any(object? value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Keywords(int a, [PythonKeyword] string b, [PythonKeyword] double[] c);

    [ComputeFunction(Source = PythonSources.Describe)]
    [ComputePayload(Arguments = PayloadFormat.Json)]
    ComputeFuture AsJson((int, string?) pair, HashSet<int> set, Guid id, DateOnly date, Dictionary<int, string> names);
}

/// <summary>Arrays as numpy has them.</summary>
[ComputePayload(Arrays = ArrayForm.NumPy)]
public interface INumPy
{
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Bools(bool[] value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture SBytes(sbyte[] value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Bytes(byte[] value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture ByteGrid(byte[,] value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Shorts(short[] value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture UShorts(ushort[] value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Ints(int[] value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture UInts(uint[] value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Longs(long[] value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture ULongs(ulong[] value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Halves(Half[] value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Floats(float[] value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Doubles(double[]? value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Complexes(Complex[] value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Grid(double[,] value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Cube(int[,,] value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Jagged(double[][] value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Strings(string[] value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture List(List<double> value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Any(object? value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Pair((double[], int[]) value);
    [ComputeFunction(Source = PythonSources.Describe)] ComputeFuture Sample(Sample value);
}

/// <summary>Calls that give their arguments back, and calls that fail.</summary>
public interface IOutcomes
{
    [ComputeFunction(Source = PythonSources.Echo)] ComputeFuture<JsonElement> Echo(int a, string b, double[] xs, [PythonKeyword] bool flag);

    [ComputeFunction(Source = PythonSources.Echo)]
    [ComputePayload(Results = ResultPreference.Json)]
    ComputeFuture<JsonElement> EchoAsJson(int a, [PythonKeyword] string b);

    [ComputeFunction(Source = PythonSources.Echo)]
    [ComputePayload(Results = ResultPreference.Pickle, Arguments = PayloadFormat.Pickle)]
    ComputeFuture<JsonElement> EchoAsPickle(int a, [PythonKeyword] string b);

    [ComputeFunction(Source = PythonSources.Echo)]
    [ComputePayload(Results = ResultPreference.PickleThenJson)]
    ComputeFuture<JsonElement> EchoAsPickleThenJson(int a, [PythonKeyword] string b);

#pragma warning disable GCR051, GCR052 // Python is to refuse these.
    [ComputeFunction(Source = PythonSources.Two)] ComputeFuture<JsonElement> Two(int a);
    [ComputeFunction(Source = PythonSources.Two, Name = "two")] ComputeFuture<JsonElement> TwoOfPickle(byte[] a, [PythonKeyword] byte[] c);
#pragma warning restore GCR051, GCR052
    [ComputeFunction(Source = PythonSources.Fail)] ComputeFuture<JsonElement> Fail(string text);

    [ComputeFunction(Source = PythonSources.Echo)]
    [ComputePayload(Results = ResultPreference.Json)]
    ComputeFuture<JsonElement> BytesAsJson(byte[] value);
}

/// <summary>A type of the app with all that JSON cannot carry inside.</summary>
public sealed record Sample(
    string? Name, byte[] RawData, DateTime TakenAt, (int X, int Y) Cell, HashSet<string> Tags, Dictionary<int, decimal> PricesByYear, Sample? Child, double[] Values, object? Extra, DayOfWeek Day, Guid? Id);
