using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using GlobusCompute.Remote.Fuzzing;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Formats;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Python;
using Xunit;

namespace GlobusCompute.Remote.Tests.Serialization.Pickle;

/// <summary>Rows read straight from a pickle are what the general reader makes of them, values and errors alike.</summary>
public sealed class RowReadingTests
{
    private const int Mutations = 15_000;

    private static readonly JsonSerializerOptions s_show = new()
    {
        IncludeFields = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        ReferenceHandler = ReferenceHandler.IgnoreCycles,
        Converters = { new ShowText(), new ShowPython() },
    };

    private static readonly PayloadRules s_generated = PayloadRules.ForResolver(RowContext.Default, ComputeNaming.SnakeCase);

    private static readonly Target[] s_targets =
    [
        Target.Of<Sample[]>(), Target.Of<List<Sample>>(), Target.Of<IReadOnlyList<Sample>>(), Target.Of<Sample>(), Target.Of<Dictionary<string, Sample>>(),
        Target.Of<Spot[]>(), Target.Of<List<Spot?>>(), Target.Of<Wide[]>(), Target.Of<Narrow[]>(), Target.Of<List<Batch>>(), Target.Of<Strict[]>(), Target.Of<Refusing[]>(),
        Target.Of<Demanding[]>(), Target.Of<Extended[]>(), Target.Of<Renamed[]>(), Target.Of<Choosy[]>(), Target.Of<Node[]>(), Target.Of<Base[]>(),
        Target.Of<(int, string, double)[]>(), Target.Of<List<(long, string?, double?)>>(), Target.Of<(int Id, (string, bool)?)[]>(), Target.Of<ValueTuple<int>[]>(),
        Target.Of<(object?, object?, object?)[]>(), Target.Of<(float, string, Half)[]>(), Target.Of<(int, Kind, double)[]>(), Target.Of<(int, int, int, int, int, int, int, int)[]>(),
        Target.Of<List<(int, string, double)[]>>(), Target.Of<HashSet<(int, string, double)>>(),
    ];

    [Fact]
    public void Rows_are_the_same_by_both_readers()
    {
        var direct = 0;
        foreach (var pickle in RowPickles.All)
        {
            foreach (var target in s_targets)
            {
                direct += target.Compare(pickle, Payload.Reflection) ? 1 : 0;
            }

            direct += s_targets[0].Compare(pickle, s_generated) ? 1 : 0;
            direct += s_targets[18].Compare(pickle, s_generated) ? 1 : 0;
        }

        // Many rows fit one of the types only, and some fit none.
        Assert.InRange(direct, RowPickles.All.Count * 3, RowPickles.All.Count * s_targets.Length);
    }

    [Fact]
    public void Damaged_rows_are_the_same_by_both_readers()
    {
        var random = new Random(20_263);
        byte[] codes = [.. "(.NKMJGXa0e2sbtu}])cqrhj"u8, 0x80, 0x81, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8A, 0x8C, 0x8D, 0x93, 0x94, 0x95];
        for (var i = 0; i < Mutations; i++)
        {
            var pickle = FuzzDamage.Apply(random, RowPickles.All[random.Next(RowPickles.All.Count)], RowPickles.All, codes, lengths: true);
            s_targets[random.Next(s_targets.Length)].Compare(pickle, Payload.Reflection);
        }
    }

    [Theory]
    [InlineData("[{'id': i, 'name': 'n%d' % i, 'value': i / 7} for i in range(2500)]")]
    [InlineData("[lab.Point(i, 2.5) for i in range(2500)]")]
    [InlineData("[{'id': 1, 'name': 'a', 'value': 1, 'ignored': None}]")]
    [InlineData("[]")]
    [InlineData("[{}]")]
    public void Regular_rows_are_read_without_values_in_between(string rows)
    {
        foreach (var protocol in (int[])[2, 3, 4, 5])
        {
            var pickle = PickleText.Decode(PythonPickles.Of(rows, protocol).AsSpan(3)).ToArray();
            Assert.True(Target.Of<Loose[]>().Compare(pickle, Payload.Reflection), $"{rows} in protocol {protocol}");
        }
    }

    [Theory]
    [InlineData("[(i, 'n%d' % i, i / 7) for i in range(2500)]")]
    [InlineData("[[i, 'same', i / 7] for i in range(2500)]")]
    public void Regular_tuples_are_read_without_values_in_between(string rows)
    {
        foreach (var protocol in (int[])[2, 3, 4, 5])
        {
            var pickle = PickleText.Decode(PythonPickles.Of(rows, protocol).AsSpan(3)).ToArray();
            Assert.True(Target.Of<(int, string, double)[]>().Compare(pickle, Payload.Reflection), $"{rows} in protocol {protocol}");
        }
    }

    [Fact]
    public void A_constructor_runs_once_for_each_row_also_where_a_late_row_does_not_fit()
    {
        Counting.Made = 0;
        var payload = PythonPickles.Of("[{'id': i} for i in range(500)] + [{'id': 'x'}]");
        var error = Assert.Throws<PayloadException>(() => ResultReader.Read<Counting[]>(payload, Payload.Reflection, allowNull: false));

        Assert.Equal("$[500].id", error.Path);
        Assert.Equal(500, Counting.Made);
    }

    [Fact]
    public void Texts_that_rows_share_are_one_string()
    {
        var rows = ResultReader.Read<Sample[]>(
            PythonPickles.Of("(lambda s: [{'id': i, 'name': s, 'value': 0.5} for i in range(300)])('shared ' * 1000)"), Payload.Reflection, allowNull: false);

        Assert.Single(rows.Skip(1).Select(row => row.Name).Distinct(ReferenceEqualityComparer.Instance));
    }

    [Fact]
    public void Rows_of_a_long_key_that_is_referred_to_again_and_again_are_refused()
    {
        // 2 MB of references to a name of 40 kB, which as JSON would be 10 GB.
        var name = new string('k', 40_000);
        var pickle = new List<byte> { 0x80, 4, (byte)']', 0x94, (byte)'(', (byte)'}', (byte)'(', (byte)'X', 0x40, 0x9C, 0, 0 };
        pickle.AddRange(Encoding.ASCII.GetBytes(name));
        pickle.AddRange([0x94, (byte)'K', 1, (byte)'u']);
        for (var i = 0; i < 250_000; i++)
        {
            pickle.AddRange([(byte)'}', (byte)'(', (byte)'h', 1, (byte)'K', 1, (byte)'u']);
        }

        pickle.AddRange("e."u8);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<PayloadException>(
            () => ResultReader.Read<Dictionary<string, Sample>[]>(RowPickles.Payload([.. pickle]), Payload.Reflection, allowNull: false));
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.NotEmpty(error.Message);
        Assert.True(allocated <= (64L << 20) + (16L * pickle.Count * 4 / 3), $"{allocated:N0} bytes");
    }

    [Fact]
    public void What_was_counted_for_rows_that_are_given_up_is_not_counted()
    {
        var pickle = PickleText.Decode(PythonPickles.Of("[{'id': 1, 'name': 'a', 'value': 2.5}, {'id': 1, 'name': 'a', 'value': 2.5, 'more': [1]}]").AsSpan(3)).ToArray();
        var budget = PayloadBudget.For(pickle.Length);
        var before = budget.Counts;

        Assert.False(PythonConversion.TryConvertRows<Sample[]>(pickle, Payload.Reflection.RowsOf<Sample[]>()!, Payload.Reflection, budget, out _));
        Assert.Equal(before, budget.Counts);
    }

    /// <summary>A type that rows are read into.</summary>
    internal sealed record Target(string Name, Func<byte[], PayloadRules, bool> Read)
    {
        public static Target Of<T>() => new(TypeNames.Of(typeof(T)), static (pickle, rules) =>
        {
            var payload = RowPickles.Payload(pickle);
            var isDirect = rules.RowsOf<T>() is { } rows && IsDirect<T>(pickle, rows, rules);
            var direct = Outcome<T>(payload, rules);
            PickleStrategy.IsGeneral = true;
            try
            {
                var general = Outcome<T>(payload, rules);
                if (general != direct)
                {
                    Assert.Fail($"{TypeNames.Of(typeof(T))} of {Encoding.Latin1.GetString(pickle)} ({Convert.ToBase64String(pickle)})\nis\n{direct}\nand not\n{general}");
                }
            }
            finally
            {
                PickleStrategy.IsGeneral = false;
            }

            return isDirect;
        });

        public bool Compare(byte[] pickle, PayloadRules rules) => Read(pickle, rules);

        private static bool IsDirect<T>(byte[] pickle, RowPlan rows, PayloadRules rules)
        {
            try
            {
                return PythonConversion.TryConvertRows<T>(pickle, rows, rules, PayloadBudget.For(pickle.Length), out _);
            }
            catch (PayloadException)
            {
                return true;
            }
        }

        private static string Outcome<T>(byte[] payload, PayloadRules rules)
        {
            try
            {
                return JsonSerializer.Serialize(ResultReader.Read<T>(payload, rules, allowNull: true), s_show);
            }
            catch (PayloadException e)
            {
                return $"{e.Path}: {e.Message} ({e.InnerException?.GetType()})";
            }
        }
    }

    internal enum Kind
    {
        Left = 1,
        Right = 2,
    }

    internal sealed record Sample(int Id, string Name, double Value);

    internal readonly record struct Spot(long Id, string? Name, double Value);

    internal sealed record Wide(long Id, string Name, double Value, bool Flag, Kind Kind, double? Rank, DateTime? When, object? Extra = null);

    internal sealed class Narrow
    {
        public short Id { get; set; } = -1;

        public string? Name { get; init; }

        public Kind? Kind { get; set; }

        [JsonIgnore]
        public double Value { get; set; }

        public int Computed => Id + 1;
    }

    internal sealed record Batch(int Id, List<Sample> Rows, (int Low, double High)? Range, Dictionary<string, Sample> ByName, string? Name);

    internal sealed class Strict
    {
        public required int Id { get; init; }

        public required string Name { get; set; }

        public double Value { get; set; }
    }

    internal sealed record Refusing
    {
        public Refusing(int id, string name) => (Id, Name) = id % 3 == 0 ? throw new ArgumentException($"No {name} of {id}.") : (id, name);

        public int Id { get; }

        public string Name { get; }

        public double Value
        {
            get;
            set => field = value > 1 ? value : throw new ArgumentOutOfRangeException(nameof(value));
        }
    }

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed record Demanding(int Id, string Name, double Value);

    internal sealed class Extended
    {
        public int Id { get; set; }

        [JsonExtensionData]
        public Dictionary<string, object?>? More { get; set; }
    }

    internal sealed class Renamed : IJsonOnDeserialized
    {
        [PythonName("name")]
        public string? Title { get; set; }

        [JsonPropertyName("id")]
        public int Number { get; set; }

        [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
        public double Value { get; set; }

        public void OnDeserialized() => Title += "!";
    }

    internal sealed class Choosy
    {
        [JsonConverter(typeof(JsonStringEnumConverter<Kind>))]
        public Kind Kind { get; set; }

        [JsonRequired]
        public int Id { get; set; }
    }

    internal sealed class Node
    {
        public int Id { get; set; }

        public List<Node>? Rows { get; set; }

        public Dictionary<string, Node>? ByName { get; set; }
    }

    [JsonDerivedType(typeof(Derived), "derived")]
    internal class Base
    {
        public int Id { get; set; }
    }

    internal sealed class Derived : Base
    {
        public string? Name { get; set; }
    }

    internal sealed class Loose
    {
        public int Id { get; set; }

        public string? Name { get; set; }

        public double Value { get; set; }

        public double X { get; set; }
    }

    internal sealed class Counting
    {
        [ThreadStatic]
        private static int s_made;

        public Counting(int id)
        {
            Id = id;
            s_made++;
        }

        public static int Made
        {
            get => s_made;
            set => s_made = value;
        }

        public int Id { get; }
    }

    private sealed class ShowPython : JsonConverter<PythonValue>
    {
        public override bool CanConvert(Type typeToConvert) => typeToConvert.IsAssignableTo(typeof(PythonValue));

        public override PythonValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, PythonValue value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }

    // Lone surrogates, which System.Text.Json would write as U+FFFD.
    private sealed class ShowText : JsonConverter<string>
    {
        public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WriteStringValue(string.Join(' ', value.Select(c => char.IsSurrogate(c) ? $"u{(int)c:x4}" : c.ToString())));

        public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WritePropertyName(string.Join(' ', value.Select(c => char.IsSurrogate(c) ? $"u{(int)c:x4}" : c.ToString())));
    }
}

[JsonSerializable(typeof(RowReadingTests.Sample[]))]
[JsonSerializable(typeof((int, string, double)[]))]
[JsonSourceGenerationOptions(IncludeFields = true)]
internal sealed partial class RowContext : JsonSerializerContext;
