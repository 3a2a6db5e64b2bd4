using System.Collections.ObjectModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Python;
using Xunit;

namespace GlobusCompute.Remote.Tests.Serialization.Pickle;

/// <summary>Code of the app that takes part in reading rows runs as it does where values are read one by one.</summary>
public sealed class RowConverterTests
{
    [Fact]
    public void A_factory_that_throws_faults_as_where_values_are_read_one_by_one()
    {
        byte[][] payloads = [PythonPickles.Of("[{'id': 1}]"), PythonPickles.Of("[]"), [.. "11\n[{\"id\": 1}]"u8]];
        foreach (var payload in payloads)
        {
            var direct = Assert.Throws<PayloadException>(() => ResultReader.Read<Made[]>(payload, Payload.Reflection, allowNull: false));
            var general = Assert.Throws<PayloadException>(() => General<Made[]>(payload, Payload.Reflection));

            Assert.Equal(general.Message, direct.Message);
            Assert.Equal(general.Path, direct.Path);
            Assert.Equal(general.InnerException?.GetType(), direct.InnerException?.GetType());
        }
    }

    [Fact]
    public void Metadata_for_pickled_rows_is_made_when_there_are_some()
    {
        var resolver = new NotingResolver();
        var rules = PayloadRules.ForResolver(resolver, ComputeNaming.SnakeCase);

        ResultReader.Read<RowTypes.Sample[]>([.. "11\n[{\"id\": 1, \"name\": \"a\", \"value\": 2.5}]"u8], rules, allowNull: false);
        Assert.Single(resolver.Asked);
        ResultReader.Read<RowTypes.Sample[]>(PythonPickles.Of("[{'id': 1, 'name': 'a', 'value': 2.5}]"), rules, allowNull: false);
        Assert.Equal(2, resolver.Asked.Count);
    }

    [Fact]
    public void A_converter_of_the_context_for_tuples_reads_rows_of_them()
    {
        var rules = PayloadRules.ForResolver(SwapContext.Default, ComputeNaming.SnakeCase);

        Assert.Equal([(-1, "a!")], ResultReader.Read<(int, string)[]>([.. "11\n[[1, \"a\"]]"u8], rules, allowNull: false));
        var pickled = PythonPickles.Of("[(1, 'a')]");
        var direct = Assert.Throws<PayloadException>(() => ResultReader.Read<(int, string)[]>(pickled, rules, allowNull: false));
        var general = Assert.Throws<PayloadException>(() => General<(int, string)[]>(pickled, rules));
        Assert.Equal((general.Message, general.Path), (direct.Message, direct.Path));
    }

    [Theory]
    [InlineData("[(1, 'n', 0.5), (3, 'n', 0.5), (5, 'n', 0.5)]", "11\n[[1, \"n\", 0.5], [3, \"n\", 0.5]]")]
    [InlineData("[(1, 'n', 0.5), (2, 'n', 'x')]", "11\n[[1, \"n\", 0.5], [2, \"n\", \"x\"]]")]
    [InlineData("[(1, 'n', 0.5), (2, 5, 1.5)]", "11\n[[1, \"n\", 0.5], [2.5, \"n\", 1]]")]
    public void A_collection_of_tuples_is_made_once(string pickled, string json)
    {
        byte[][] payloads = [PythonPickles.Of(pickled), System.Text.Encoding.UTF8.GetBytes(json)];
        foreach (var payload in payloads)
        {
            Rows.Log.Clear();
            var direct = Assert.Throws<PayloadException>(() => ResultReader.Read<Rows>(payload, Payload.Reflection, allowNull: false));
            string[] log = [.. Rows.Log];
            Rows.Log.Clear();
            var general = Assert.Throws<PayloadException>(() => General<Rows>(payload, Payload.Reflection));

            Assert.Equal((general.Message, general.Path), (direct.Message, direct.Path));
            Assert.Equal(Rows.Log, log);
        }
    }

    private static T General<T>(byte[] payload, PayloadRules rules)
    {
        RowPlan.IsOff = true;
        try
        {
            return ResultReader.Read<T>(payload, rules, allowNull: false);
        }
        finally
        {
            RowPlan.IsOff = false;
        }
    }

    /// <summary>Notes for which options metadata was asked.</summary>
    private sealed class NotingResolver : DefaultJsonTypeInfoResolver
    {
        public HashSet<JsonSerializerOptions> Asked { get; } = [];

        public override JsonTypeInfo GetTypeInfo(Type type, JsonSerializerOptions options)
        {
            if (type == typeof(RowTypes.Sample))
            {
                Asked.Add(options);
            }

            return base.GetTypeInfo(type, options);
        }
    }

    [JsonConverter(typeof(Factory))]
    internal sealed class Made
    {
        public int Id { get; set; }
    }

    internal sealed class Factory : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) => true;

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) => throw new TimeZoneNotFoundException("factory");
    }

    internal sealed class Rows : Collection<(int, string, double)>
    {
        [ThreadStatic]
        private static List<string>? s_log;

        public Rows() => Log.Add("new");

        public static List<string> Log => s_log ??= [];

        protected override void InsertItem(int index, (int, string, double) item)
        {
            Log.Add($"insert {item}");
            base.InsertItem(index, item.Item1 == 3 ? throw new InvalidOperationException("three") : item);
        }
    }

    internal sealed class SwapTuple : JsonConverter<(int, string)>
    {
        public override (int, string) Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            reader.Read();
            var number = reader.GetInt32();
            reader.Read();
            var text = reader.GetString();
            reader.Read();
            return (-number, text + "!");
        }

        public override void Write(Utf8JsonWriter writer, (int, string) value, JsonSerializerOptions options) => throw new NotSupportedException();
    }
}

[JsonSourceGenerationOptions(Converters = [typeof(RowConverterTests.SwapTuple)], IncludeFields = true)]
[JsonSerializable(typeof((int, string)[]))]
internal sealed partial class SwapContext : JsonSerializerContext;
