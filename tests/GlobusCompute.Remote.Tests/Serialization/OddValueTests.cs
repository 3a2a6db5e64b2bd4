using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Net;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;
using Xunit;

namespace GlobusCompute.Remote.Tests.Serialization;

/// <summary>Values that are easily changed on their way: each arrives as it was, or is refused with what to do.</summary>
public sealed class OddValueTests
{
    [Fact]
    public void An_object_that_is_nothing_else_is_an_empty_dict_in_both_formats()
    {
        Assert.Equal("{}", Payload.Write(new object()));
        Assert.Equal("[{}, {}]", Payload.Write(new object?[] { new(), new() }));
        Assert.Equal("{\"a\": {}}", Payload.Write(new Dictionary<string, object?> { ["a"] = new() }));
        Assert.Equal(["{}", "[{}]"], PickleLoads.Repr(PickleLoads.Pickle(new object()), PickleLoads.Pickle(new List<object> { new() })));
    }

    [Theory]
    [InlineData(65504, "65504.0")]
    [InlineData(4100, "4100.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(0.1, "0.0999755859375")]
    [InlineData(5.9604644775390625E-08, "5.960464477539063E-08")]
    public void A_Half_has_the_same_value_in_JSON_as_in_a_pickle(double value, string json)
    {
        Assert.Equal(json, Payload.Write((Half)value));
        Assert.Equal((Half)value, Payload.Read<Half>(json));
        Assert.Equal((double)(Half)value, double.Parse(json, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void All_Halves_keep_their_value()
    {
        for (var bits = 0; bits <= ushort.MaxValue; bits++)
        {
            var half = BitConverter.UInt16BitsToHalf((ushort)bits);
            if (Half.IsFinite(half))
            {
                Assert.Equal((double)half, double.Parse(Payload.Write(half), System.Globalization.CultureInfo.InvariantCulture));
            }
        }
    }

    [Fact]
    public void Sets_dictionaries_and_grids_arrive_alike_whether_their_type_is_declared_or_known_at_run_time()
    {
        Same("{1, 3}", new SortedSet<int> { 3, 1 });
        Same("{1, 3}", new[] { 3, 1 }.ToFrozenSet());
        Same("{5: 1}", new Dictionary<DayOfWeek, int> { [DayOfWeek.Friday] = 1 });
        Same("{2: {5: 'a'}}", new SortedDictionary<short, SortedDictionary<byte, string>> { [2] = new() { [5] = "a" } });
        Same("[[[[0, 7]]]]", new[, , ,] { { { { 0, 7 } } } });
        Same("[[0, 7]]", new byte[,] { { 0, 7 } });
        Same("{'a': {1}}", new Dictionary<string, ImmutableHashSet<int>> { ["a"] = [1] });

        static void Same<T>(string repr, T value)
            where T : notnull
        {
            Assert.Equal(repr, Auto(value));
            Assert.Equal(repr, Auto<object>(value));
            Assert.Equal($"[{repr}]", Auto(new object[] { value }));
            Assert.Equal($"{{'value': {repr}}}", Auto(new Holder<T>(value)));
            Assert.Equal(repr, PickleLoads.Repr(PickleLoads.Pickle(value))[0]);
        }
    }

    [Fact]
    public void Without_metadata_too() => Assert.Equal("{1, 3}", Auto(new SortedSet<int> { 3, 1 }, Payload.BuiltIn));

    [Fact]
    public void Dictionaries_with_text_as_keys_stay_JSON() =>
        Assert.StartsWith("11\n", PickleLoads.Buffers(w => w.Positional(new SortedDictionary<string, int> { ["a"] = 1 }))[0], StringComparison.Ordinal);

    [Fact]
    public void Where_JSON_is_asked_for_sets_are_lists_and_grids_are_refused()
    {
        Assert.Equal("[1,3]", Payload.Write(new SortedSet<int> { 3, 1 }));
        Assert.Contains("PayloadFormat.Auto or Pickle", Payload.WriteFails(new int[1, 1, 1, 1]).Message);
        Assert.Contains("PayloadFormat.Auto or Pickle", Payload.WriteFails<object>(new byte[1, 1]).Message);
        Assert.Contains("PayloadFormat.Auto or Pickle", Payload.WriteFails(new Holder<byte[,]>(new byte[1, 1])).Message);
        Assert.Contains("PythonValue", Payload.ReadFails<int[,,,]>("[[[[1]]]]").Message);
    }

    [Fact]
    public void Arrays_whose_indices_do_not_begin_at_0_are_read_from_where_they_begin()
    {
        var grid = (double[,])Array.CreateInstance(typeof(double), [2, 1], [1, 5]);
        (grid[1, 5], grid[2, 5]) = (1.5, 2.5);
        var cube = (int[,,])Array.CreateInstance(typeof(int), [1, 1, 2], [1, -1, 3]);
        (cube[1, -1, 3], cube[1, -1, 4]) = (1, 2);

        var row = Array.CreateInstance(typeof(int), [2], [1]);
        row.SetValue(7, 1);

        Assert.Equal("[7, 0]", Auto<object>(row));
        Assert.Equal("[[1.5], [2.5]]", Payload.Write(grid));
        Assert.Equal("[[[1, 2]]]", Payload.Write(cube));
        Assert.Equal(["[[1.5], [2.5]]", "[[[1, 2]]]"], PickleLoads.Repr(PickleLoads.Pickle(grid), PickleLoads.Pickle(cube)));
    }

    [Fact]
    public void Keys_and_elements_that_are_equal_in_Python_alone_are_refused()
    {
        var instant = new DateTime(2024, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        Refused(new Dictionary<object, int> { [1] = 1, [true] = 2 }, "(types int and bool)");
        Refused(new Dictionary<object, int> { ["a"] = 1, ['a'] = 2 }, "(types string and char)");
        Refused(new Dictionary<object, int> { [0.5m] = 1, [0.5] = 2 }, "(types decimal and double)");
        Refused(new Dictionary<object, int> { [5] = 1, [DayOfWeek.Friday] = 2 }, "(types int and DayOfWeek)");
        Refused(new HashSet<object> { 1L, 1.0f }, "(types long and float)");
        Refused(new HashSet<object> { (1, "a"), (1.0, "a") }, "equal in Python");
        Refused(new HashSet<object> { instant, new DateTimeOffset(instant).ToOffset(TimeSpan.FromHours(2)) }, "(types DateTime and DateTimeOffset)");
        Refused(new HashSet<(int, object)> { (1, 1), (1, 1.0) }, "equal in Python");
        Refused(new Dictionary<DateTime, int> { [instant] = 1, [instant.AddTicks(1)] = 2 }, "whole microseconds");
        Refused(new HashSet<TimeSpan> { TimeSpan.Zero, TimeSpan.FromTicks(9) }, "whole microseconds");
        Refused(new Dictionary<byte[], int> { [[1]] = 1, [[1]] = 2 }, "equal in Python");

        static void Refused<T>(T value, string part)
        {
            Assert.Contains(part, PickleLoads.Fails(value).Message);
            Assert.Contains(part, Assert.Throws<PayloadException>(() => PickleLoads.Buffers(w => w.Positional<object>(value!))).Message);
        }
    }

    [Fact]
    public void Keys_and_elements_that_differ_in_Python_are_kept()
    {
        var instant = new DateTime(2024, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        Kept(2, new Dictionary<object, int> { [1] = 1, ["1"] = 2 });
        Kept(2, new Dictionary<object, int> { [0.1m] = 1, [0.1] = 2 });
        Kept(4, new HashSet<object> { instant, DateTime.SpecifyKind(instant, DateTimeKind.Unspecified).AddDays(1), DateOnly.MinValue, Guid.Empty });
        Kept(2, new HashSet<object> { double.NaN, float.NaN });
        Kept(2, new Dictionary<DateTime, int> { [instant] = 1, [instant.AddTicks(10)] = 2 });
        Kept(3, new HashSet<object> { long.MaxValue, (double)long.MaxValue, BigInteger.Pow(2, 100) });
        Kept(2, new HashSet<object> { (1, 2), (2, 1) });

        static void Kept<T>(int count, T value)
        {
            var (repr, items) = (PickleLoads.Repr(PickleLoads.Pickle(value))[0], 1);
            var depth = 0;
            foreach (var c in repr)
            {
                depth += c is '{' or '(' ? 1 : c is '}' or ')' ? -1 : 0;
                items += c == ',' && depth == 1 ? 1 : 0;
            }

            Assert.Equal(count, items);
        }
    }

    [Fact]
    public void Types_whose_properties_do_not_hold_their_value_are_refused_with_what_to_pass()
    {
        Refused(new Vector3(1, 2, 3), "Pass its numbers");
        Refused(Quaternion.Identity, "Pass its numbers");
        Refused(new StringBuilder("x"), "Pass its ToString()");
        Refused(new Rune('a'), "Pass its ToString()");
        Refused(IPAddress.Loopback, "The properties of IPAddress do not hold its value, so that Python would not get it. Pass its ToString().");
        Refused(new IPEndPoint(IPAddress.Loopback, 1), "Pass its ToString()");
        Refused(DBNull.Value, "Pass null");
        Refused(Encoding.UTF8, "Pass its WebName");
        Refused(TimeZoneInfo.Utc, "Pass its Id");
        Refused(new DirectoryInfo("/"), "Pass its FullName");
        Refused(new InvalidOperationException("x"), "Pass its Message");
        Refused(new Lazy<int>(1), "Pass its Value");
        Refused(1..2, "Pass two numbers");
        Refused(new Fields { First = 1 }, "public fields");

        static void Refused<T>(T value, string what)
            where T : notnull
        {
            Assert.Contains(what, Payload.WriteFails(value).Message);
            Assert.Contains(what, Payload.WriteFails<object>(value).Message);
            Assert.Contains(what, PickleLoads.Fails(value).Message);
            var inside = Payload.WriteFails(new Holder<T>(value));
            Assert.Contains(what, inside.Message);
            Assert.Equal("$.Value", inside.Path);
        }
    }

    [Fact]
    public void Collections_that_are_structures_are_sent()
    {
        Assert.Equal("[1,2]", Payload.Write(new Memory<int>([1, 2])));
        Assert.Equal("""{"value":[1, 2]}""", Payload.Write(new Holder<ReadOnlyMemory<short>>(new short[] { 1, 2 })));
        Assert.Equal("[1,2]", Payload.Write(ImmutableArray.Create(1, 2)));
        Assert.Equal("[2]", Payload.Write(new ArraySegment<int>([1, 2], 1, 1)));
        Assert.Equal("[1, 2]", PickleLoads.Repr(PickleLoads.Pickle(new Memory<int>([1, 2])))[0]);
    }

    [Fact]
    public void A_type_with_nothing_but_fields_is_not_read_as_an_empty_one() =>
        Assert.Contains("public fields", Payload.ReadFails<Fields>("""{"first": 1}""").Message);

    [Fact]
    public void Types_without_members_and_with_included_fields_are_sent()
    {
        Assert.Equal("{}", Payload.Write(new Nothing()));
        Assert.Equal("""{"first":1}""", Payload.Write(new IncludedFields { First = 1 }));
        Assert.Equal(1, Payload.Read<IncludedFields>("""{"first": 1}""").First);
    }

    [Fact]
    public void A_converter_of_the_app_serves_a_type_that_is_refused_otherwise()
    {
        Assert.Equal("""{"address":"127.0.0.1"}""", Payload.Write(new Machine(IPAddress.Loopback)));
        Assert.Equal(IPAddress.Loopback, Payload.Read<Machine>("""{"address": "127.0.0.1"}""").Address);
    }

    [Fact]
    public void Values_that_were_never_given_and_disposed_documents_are_refused()
    {
        var document = JsonDocument.Parse("[1]");
        var element = document.RootElement;
        document.Dispose();

        Assert.Contains("never given a value", Payload.WriteFails(default(ImmutableArray<int>)).Message);
        Assert.Contains("never given a value", Payload.WriteFails<object>(default(ArraySegment<int>)).Message);
        Assert.Equal("$.Value", Payload.WriteFails(new Holder<ImmutableArray<int>>(default)).Path);
        Assert.Contains("never given a value", PickleLoads.Fails(default(ImmutableArray<int>)).Message);
        Assert.Contains("was disposed", Payload.WriteFails(element).Message);
        Assert.Contains("was disposed", Payload.WriteFails<object>(document).Message);
        Assert.Contains("was disposed", PickleLoads.Fails(element).Message);
    }

    [Fact]
    public void Messages_name_what_to_do_and_no_converters()
    {
        Assert.Equal(
            "GlobusCompute.Remote.Tests.Serialization.OddValueTests+Nothing cannot be the key of a dictionary in Python. Use text, numbers, times or tuples as keys, or pass a list of pairs.",
            Payload.WriteFails(new Dictionary<Nothing, int> { [new()] = 1 }).Message.Replace("'", "", StringComparison.Ordinal));
        Assert.Contains("with a Map", Payload.WriteFails(Later()).Message);
        Assert.Equal("Found an array, which cannot be converted to IncludedFields.", Payload.ReadFails<IncludedFields>("[1, 2]").Message);
        Assert.Equal("Found the whole number 5, which cannot be converted to OddValueTests+IncludedFields.", Payload.ReadFails<IncludedFields[]>("""[{"first": 1}, 5]""").Message);

        Assert.Equal(
            "Making FrozenSet<int> of the result failed: it holds a collection that cannot be created. Declare it as an array, List<T>, HashSet<T> or Dictionary<K, V>.",
            Payload.ReadFails<FrozenSet<int>>("[1]").Message);
        Assert.Equal("Found an array of 2 elements where 3 were expected ((int, string, (bool, int))).", Payload.ReadFails<(int, string, (bool, int))>("[1, \"a\"]").Message);

        static async IAsyncEnumerable<int> Later()
        {
            await Task.Yield();
            yield return 1;
        }
    }

    [Fact]
    public void Messages_have_the_article_that_is_spoken()
    {
        Assert.Contains("where an int[,,,] was expected", Payload.ReadFails<int[,,,]>("1").Message);
        Assert.Contains("where a uint[,] was expected", Payload.ReadFails<uint[,]>("1").Message);
        Assert.Contains("where an IPAddress was expected", Payload.ReadFails<IPAddress>("1").Message);
        Assert.Contains("where a Vector3 was expected", Payload.ReadFails<Vector3>("1").Message);
        Assert.Contains("an E (", Payload.ReadFails<E>("\"b\"").Message);
    }

    private static string Auto<T>(T value, PayloadRules? rules = null)
    {
        var buffer = PickleLoads.Buffers(w => w.Positional(value), rules)[0];
        Assert.StartsWith("00\n", buffer, StringComparison.Ordinal);
        return PickleLoads.Repr(buffer[3..])[0];
    }

    public enum E
    {
        First,
    }

    public sealed record Holder<T>(T Value);

    public sealed record Nothing;

    public sealed record Machine([property: JsonConverter(typeof(AddressConverter))] IPAddress Address);

    public sealed class Fields
    {
        public int First;
    }

    public sealed class IncludedFields
    {
        [JsonInclude]
        public int First;
    }

    private sealed class AddressConverter : JsonConverter<IPAddress>
    {
        public override IPAddress Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => IPAddress.Parse(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, IPAddress value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
