using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Tests.Serialization.Pickle;
using Xunit;

namespace GlobusCompute.Remote.Tests.Serialization.Contracts;

/// <summary>Attributes of System.Text.Json on types that are read from what only a pickle carries.</summary>
public sealed class ContractInPicklesTests
{
    [JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
    [JsonDerivedType(typeof(Still), "still")]
    [JsonDerivedType(typeof(Moving), "moving")]
    private abstract record Frame;

    private sealed record Still(byte[] Bytes, DateTime At) : Frame;

    private sealed record Moving(double[] Times, Dictionary<string, Frame> Parts, TimeSpan Length) : Frame;

    private enum Method
    {
        [JsonStringEnumMemberName("LEAST_SQUARES")]
        Lsq = 1,
        MaximumLikelihood = 2,
    }

    [JsonConverter(typeof(JsonStringEnumConverter<SpokenMethod>))]
    private enum SpokenMethod
    {
        [JsonStringEnumMemberName("LEAST_SQUARES")]
        Lsq = 1,
        [JsonStringEnumMemberName("max-likelihood")]
        Max = 2,
    }

    private sealed class Rest
    {
        public double X { get; set; }

        [JsonExtensionData]
        public Dictionary<string, object?>? More { get; set; }
    }

    private sealed class Computed
    {
        public double X { get; set; }

        public int Y => 3;

        public List<DateTime> Times { get; } = [];

        [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
        public List<byte[]> Blocks { get; } = [[1]];
    }

    [Theory]
    [InlineData("{'kind': 'still', 'bytes': b'ab', 'at': datetime.datetime(2026, 1, 2)}")]
    [InlineData("{'bytes': b'ab', 'at': datetime.datetime(2026, 1, 2), 'kind': 'still'}")]
    [InlineData("{'bytes': bytearray(b'ab'), 'kind': 'still', 'at': datetime.datetime(2026, 1, 2), 'more': object}")]
    [InlineData("types.SimpleNamespace(bytes=b'ab', at=datetime.datetime(2026, 1, 2), kind='still')")]
    [InlineData("collections.OrderedDict(at=numpy.datetime64('2026-01-02'), kind=numpy.str_('still'), bytes=b'ab')")]
    [InlineData("{'kind': 'moving', 'kind': 'still', 'bytes': b'ab', 'at': datetime.datetime(2026, 1, 2)}")]
    public void A_derived_type_is_read_with_its_bytes_and_times(string expression)
    {
        var still = Assert.IsType<Still>(Read<Frame>(expression));

        Assert.Equal("ab"u8.ToArray(), still.Bytes);
        Assert.Equal(new DateTime(2026, 1, 2), still.At);
    }

    [Fact]
    public void Derived_types_lie_within_each_other()
    {
        var moving = Assert.IsType<Moving>(Read<Frame>("""
            {'times': numpy.array([0.5, 1.5]), 'parts': {'a': {'at': datetime.datetime(2026, 1, 2), 'kind': 'still', 'bytes': b'x'}},
             'length': datetime.timedelta(seconds=90), 'kind': 'moving'}
            """.ReplaceLineEndings(" ")));

        Assert.Equal([0.5, 1.5], moving.Times);
        Assert.Equal("x"u8.ToArray(), Assert.IsType<Still>(moving.Parts["a"]).Bytes);
        Assert.Equal(TimeSpan.FromSeconds(90), moving.Length);
    }

    [Theory]
    [InlineData("{'bytes': b'ab', 'at': datetime.datetime(2026, 1, 2)}", "must specify a type discriminator")]
    [InlineData("{'kind': 'other'}", "unrecognized type discriminator")]
    [InlineData("{'kind': 1}", "unrecognized type discriminator")]
    [InlineData("{'kind': b'still'}", "unrecognized type discriminator")]
    [InlineData("{'kind': None}", "")]
    public void A_discriminator_that_says_nothing_is_refused_as_System_Text_Json_does(string expression, string message) =>
        Assert.Contains(message, Assert.Throws<PayloadException>(() => Read<Frame>(expression)).Message);

    [Theory]
    [InlineData("lab.Method.LEAST_SQUARES", Method.Lsq)]
    [InlineData("lab.Method.MAXIMUM_LIKELIHOOD", Method.MaximumLikelihood)]
    [InlineData("'LEAST_SQUARES'", Method.Lsq)]
    [InlineData("'Lsq'", Method.Lsq)]
    [InlineData("2", Method.MaximumLikelihood)]
    [InlineData("numpy.int64(2)", Method.MaximumLikelihood)]
    [InlineData("'maximum_likelihood'", Method.MaximumLikelihood)]
    public void An_enum_is_read_by_its_names_in_JSON_as_well(string expression, object method)
    {
        Assert.Equal(method, Read<Method>(expression));
        Assert.Equal([(Method)method], Read<Dictionary<string, Method>>($"{{'m': {expression}}}").Values);
    }

    [Theory]
    [InlineData("lab.Method.LEAST_SQUARES", SpokenMethod.Lsq)]
    [InlineData("'LEAST_SQUARES'", SpokenMethod.Lsq)]
    [InlineData("'max-likelihood'", SpokenMethod.Max)]
    [InlineData("numpy.str_('max-likelihood')", SpokenMethod.Max)]
    [InlineData("2", SpokenMethod.Max)]
    public void An_enum_of_text_is_read_as_its_converter_does(string expression, object method) =>
        Assert.Equal([(SpokenMethod)method], Read<List<SpokenMethod>>($"[{expression}]"));

    [Theory]
    [InlineData("b'ab'", "\"YWI=\"")]
    [InlineData("datetime.date(2026, 1, 2)", "\"2026-01-02\"")]
    [InlineData("(1, 2)", "[1, 2]")]
    [InlineData("numpy.array([[1, 2]])", "[[1, 2]]")]
    [InlineData("lab.Point(1.0, 2.0)", "{\"x\": 1.0, \"y\": 2.0}")]
    [InlineData("{1: 'a'}", "{\"1\": \"a\"}")]
    [InlineData("decimal.Decimal('1.50')", "1.50")]
    [InlineData("10**30", "1000000000000000000000000000000")]
    [InlineData("True", "true")]
    public void The_rest_is_documents_of_whatever_Python_has(string expression, string json)
    {
        var rest = Read<Rest>($"{{'x': 1.0, 'other': {expression}}}");

        Assert.Equal(1, rest.X);
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(json), Assert.IsType<JsonElement>(rest.More!["other"])), rest.More["other"]!.ToString());
    }

    [Theory]
    [InlineData("float('nan')", double.NaN)]
    [InlineData("float('-inf')", double.NegativeInfinity)]
    [InlineData("None", null)]
    public void What_no_document_holds_is_there_as_it_is_elsewhere(string expression, double? value)
    {
        Assert.Equal(value, Read<Rest>($"{{'other': {expression}}}").More!["other"]);
        Assert.Equal(value, Payload.Read<Rest>("{\"other\": " + (value is null ? "null" : TolerantJson.Word(value.Value)) + "}").More!["other"]);
    }

    [Fact]
    public void Members_that_nothing_sets_are_passed_over_and_collections_added_to()
    {
        var read = Read<Computed>("{'x': 2.0, 'y': 'text', 'times': 3, 'blocks': [b'2', b'3']}");

        Assert.Equal(2, read.X);
        Assert.Empty(read.Times);
        Assert.Equal(["\u0001"u8.ToArray(), "2"u8.ToArray(), "3"u8.ToArray()], read.Blocks);
    }

    [Fact]
    public void The_rest_goes_into_a_pickle_with_what_only_a_pickle_carries()
    {
        var rest = new Rest { X = 1, More = new() { ["b"] = "ab"u8.ToArray(), ["t"] = new DateOnly(2026, 1, 2), ["n"] = new JsonObject { ["a"] = 1 } } };

        var text = PickleLoads.Repr(PickleLoads.Pickle(rest)).Single();

        Assert.Equal("{'x': 1.0, 'b': b'ab', 't': datetime.date(2026, 1, 2), 'n': {'a': 1}}", text);
    }

    private static T Read<T>(string expression) => ResultReader.Read<T>(PythonPickles.Of(expression), Payload.Reflection, allowNull: true);
}
