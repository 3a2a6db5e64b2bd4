using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;
using GlobusCompute.Remote.Serialization;
using Xunit;

namespace GlobusCompute.Remote.Tests.Serialization.Pickle;

/// <summary>Values that have a place in two ways, or in none: they are the same by both, and never lost on the way.</summary>
public sealed class SameValueTests
{
    private const string Colour = "(setattr(lab, 'Colour', enum.Flag('Colour', 'RED GREEN BLUE', module='lab')) if not hasattr(lab, 'Colour') else None, lab.Colour)[1]";

    [Flags]
    internal enum Colours
    {
        None = 0,
        Red = 1,
        Green = 2,
        Blue = 4,
    }

    [Flags]
    [JsonConverter(typeof(JsonStringEnumConverter<Written>))]
    internal enum Written
    {
        None = 0,
        RED = 1,
        GREEN = 2,
        BLUE = 4,
    }

    internal enum Single
    {
        Red = 1,
        Green = 2,
    }

    [Theory]
    [InlineData("2**53+1")]
    [InlineData("2**63-1")]
    [InlineData("2**63")]
    [InlineData("2**64-1")]
    [InlineData("2**64-2**10")]
    [InlineData("2**64-2**10-1")]
    [InlineData("2**64-2**10+1")]
    [InlineData("-2**64+1")]
    [InlineData("10**22")]
    [InlineData("10**30")]
    [InlineData("-10**100")]
    [InlineData("3**200")]
    [InlineData("2**100+2**47")]
    [InlineData("2**100+2**47+1")]
    [InlineData("2**100+3*2**47")]
    [InlineData("2**60+2**36+1")]
    [InlineData("2**70+2**46+1")]
    [InlineData("2**1024-2**970-1")]
    [InlineData("-2**1023")]
    public void An_int_becomes_the_float_that_Python_makes_of_it(string number)
    {
        var expected = Read<double>($"float({number})");
        var json = "11\n"u8.ToArray().Concat(Read<BigInteger>(number).ToString(System.Globalization.CultureInfo.InvariantCulture).Select(c => (byte)c)).ToArray();
        Assert.Equal(expected, Read<double>(number));
        Assert.Equal(expected, ReadPayload<double>(json));
        Assert.Equal([expected, null], Read<double?[]>($"[{number}, None]"));
        Assert.Equal([expected], Read<double[]>($"[{number}]"));
        Assert.Equal([expected], Read<double[]>($"numpy.array([{number}], dtype=object)"));
        Assert.Equal(expected, Read<Complex>(number).Real);
        Assert.Equal(expected, Read<Dictionary<string, double>>($"{{'a': {number}}}")["a"]);
        Assert.Equal(expected, Read<PythonValue>(number).As<double>());
        if (double.Abs(expected) < float.MaxValue)
        {
            Assert.Equal(ReadPayload<float>(json), Read<float>(number));
        }
    }

    [Theory]
    [InlineData("object()")]
    [InlineData("ValueError('x')")]
    [InlineData("lab.Numbers()")]
    [InlineData("__import__('functools').partial(print)")]
    [InlineData("__import__('re').compile('a')")]
    [InlineData("numpy.longdouble(1.5)")]
    [InlineData("__import__('time').gmtime(0)")]
    [InlineData("__import__('types').MappingProxyType({'a': 1})")]
    [InlineData("__import__('io').BytesIO(b'abc')")]
    [InlineData("__import__('pandas').Interval(0, 1)")]
    public void An_object_without_members_is_no_dictionary(string expression)
    {
        Fails<Dictionary<object, object>>(expression);
        Fails<Dictionary<string, object>>(expression);
        Fails<SortedDictionary<string, object>>(expression);
        Fails<SortedList<string, object>>(expression);
        Fails<System.Collections.Immutable.ImmutableDictionary<string, object>>(expression);
        Fails<System.Collections.Concurrent.ConcurrentDictionary<string, object>>(expression);
        Fails<JsonElement>(expression);
        Assert.Empty(Read<SortedDictionary<string, object>>("{}"));
    }

    [Fact]
    public void A_structure_with_objects_is_a_dictionary_by_field()
    {
        foreach (var protocol in (int[])[2, 4, 5])
        {
            const string Rows = "numpy.array([(1, 'z', [2]), (3, None, {'k': 4})], dtype=[('a', 'i4'), ('name', 'O'), ('more', 'O')])";
            Assert.Equal([new Row(1, "z"), new Row(3, null)], Read<List<Row>>(Rows, protocol));
            Assert.Equal(new Row(1, "z"), Read<Row>(Rows + "[0]", protocol));
            Assert.Equal([1, 3], Read<int[]>(Rows + "['a']", protocol));
            Assert.Equal(["z", null], Read<string?[]>(Rows + "['name']", protocol));
            Assert.Equal("""[{"a":1,"name":"z","more":[2]},{"a":3,"name":null,"more":{"k":4}}]""", JsonSerializer.Serialize(Read<JsonElement>(Rows, protocol)));
            Assert.Equal("array([void({'a': 1, 'name': 'z', 'more': [2]}), void({'a': 3, 'name': None, 'more': {'k': 4}})], dtype='[('a', '<i4'), ('name', '|O'), ('more', '|O')]')",
                Read<PythonValue>(Rows, protocol).ToString());
            Assert.Equal([1L, 3L], Read<PythonValue>(Rows, protocol).Items.Select(i => i["a"].As<long>()));
            Assert.Equal(4, Read<PythonValue>($"{Rows}.reshape(2, 1)", protocol)[1][0]["more"]["k"].As<int>());
            Assert.Equal("z", Read<PythonValue>("numpy.array([(1, ('z',))], dtype=[('a', 'i4'), ('b', [('c', 'O')])])", protocol)[0]["b"]["c"].As<string>());
            Assert.Equal("z", Assert.IsType<Dictionary<string, object?>>(Read<object>("numpy.array((1, 'z'), dtype=[('a', 'i4'), ('b', 'O')])", protocol))["b"]);
            Fails<double[]>(Rows, protocol);
            Fails<int[]>(Rows, protocol);
            Fails<bool[]>(Rows, protocol);
            Fails<Complex[]>(Rows, protocol);
        }
    }

    [Theory]
    [InlineData("C.RED", Colours.Red)]
    [InlineData("C.RED | C.BLUE", Colours.Red | Colours.Blue)]
    [InlineData("C.RED | C.GREEN | C.BLUE", Colours.Red | Colours.Green | Colours.Blue)]
    [InlineData("~C.RED", Colours.Green | Colours.Blue)]
    [InlineData("C(0)", Colours.None)]
    [InlineData("C(6)", Colours.Green | Colours.Blue)]
    public void Flags_are_the_flags_that_Python_has(string flags, object expected)
    {
        var expression = $"(lambda C: {flags})({Colour})";
        foreach (var protocol in (int[])[2, 4, 5])
        {
            Assert.Equal((Colours)expected, Read<Colours>(expression, protocol));
            Assert.Equal((Colours)expected, Read<Colours?>(expression, protocol));
            Assert.Equal([(Colours)expected], Read<List<Colours>>($"[{expression}]", protocol));
            Assert.Equal((int)(Colours)expected, (int)Read<Written>(expression, protocol));
            Assert.NotEmpty(Read<PythonValue>(expression, protocol).ToString());
        }
    }

    [Fact]
    public void Flags_that_the_enum_does_not_have_are_refused()
    {
        Fails<Single>($"(lambda C: C.RED | C.GREEN)({Colour})");
        Fails<Colours>("__import__('re').A | __import__('re').I");
        Fails<Colours>("__import__('dill')._dill._operator_or if False else __import__('functools').partial(__import__('operator').or_, 1, 2)");
        Assert.Equal(Colours.Red | Colours.Blue, ReadPayload<Colours>("11\n\"Red, Blue\""u8.ToArray()));
        Assert.Throws<PayloadException>(() => ReadPayload<Colours>("11\n\"Red, Pink\""u8.ToArray()));
        Assert.Throws<PayloadException>(() => ReadPayload<Single>("11\n\"Red, Green\""u8.ToArray()));
    }

    private static T Read<T>(string expression, int protocol = 4) => ReadPayload<T>(PythonPickles.Of(expression, protocol));

    private static T ReadPayload<T>(byte[] payload) => ResultReader.Read<T>(payload, Payload.Reflection, allowNull: default(T) is null);

    private static void Fails<T>(string expression, int protocol = 4) => Assert.Throws<PayloadException>(() => Read<T>(expression, protocol));

    internal sealed record Row(int A, string? Name);
}
