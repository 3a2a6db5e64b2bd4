using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace GlobusCompute.Remote.Tests.Serialization.Contracts;

#pragma warning disable CA1051, SA1401 // Fields are what some of these types are about.

internal class RestAsElements
{
    public string? Sample { get; set; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? More { get; set; }
}

internal class RestAsObjects
{
    [JsonExtensionData]
    public Dictionary<string, object?>? More { get; set; }

    public int Count { get; set; }
}

internal class RestAsNode
{
    public int Count { get; set; }

    [JsonExtensionData]
    public JsonObject? More { get; set; }
}

internal class RestAsInterface
{
    public int Count { get; set; }

    [JsonExtensionData]
    public IDictionary<string, object?>? More { get; set; }
}

internal class RestAsInterfaceOfElements
{
    public int Count { get; set; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement> More { get; set; } = new SortedDictionary<string, JsonElement>();
}

internal sealed class OwnDictionary : Dictionary<string, object?>;

internal class RestAsOwn
{
    public int Count { get; set; }

    [JsonExtensionData]
    public OwnDictionary? More { get; set; }
}

internal class RestThatIsThere
{
    public int Count { get; set; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement> More { get; } = new() { ["kept"] = JsonSerializer.SerializeToElement(1) };
}

internal class RestBehindConstructor(string name, int size = 3)
{
    public string Name => name;

    public int Size => size;

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? More { get; set; }
}

internal struct RestInStruct
{
    public int Count { get; set; }

    [JsonExtensionData]
    public Dictionary<string, object?>? More { get; set; }
}

[JsonPolymorphic]
[JsonDerivedType(typeof(Circle), "circle")]
[JsonDerivedType(typeof(Square), "square")]
[JsonDerivedType(typeof(Group), "group")]
internal abstract class Drawing
{
    public string? Label { get; set; }
}

internal sealed class Circle : Drawing
{
    public required double Radius { get; set; }
}

internal sealed class Square : Drawing
{
    public int[] Sides { get; set; } = [];

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? More { get; set; }
}

internal sealed class Group : Drawing
{
    public List<Drawing> Parts { get; set; } = [];

    public Dictionary<string, Drawing> ByName { get; set; } = [];

    public Drawing? Main { get; set; }
}

[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(NumberedOne), 1)]
[JsonDerivedType(typeof(NumberedTwo), 2)]
internal class Numbered
{
    public int Id { get; set; }
}

internal class NumberedOne : Numbered
{
    public string? One { get; set; }
}

internal sealed class NumberedTwo : Numbered
{
    public Numbered? Below { get; set; }
}

[JsonPolymorphic(
    UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FallBackToNearestAncestor,
    IgnoreUnrecognizedTypeDiscriminators = true)]
[JsonDerivedType(typeof(Lenient), "base")]
[JsonDerivedType(typeof(LenientChild), "child")]
internal class Lenient
{
    public int Id { get; set; }
}

internal class LenientChild : Lenient
{
    public int Extra { get; set; }
}

internal sealed class LenientGrandchild : LenientChild
{
    public int Unseen { get; set; }
}

[JsonDerivedType(typeof(Shown), "shown")]
internal interface IShown
{
    int Id { get; }
}

internal sealed record Shown(int Id, string? Note = "none") : IShown;

internal enum Plain
{
    Cold,
    VeryHot,
}

[JsonConverter(typeof(JsonStringEnumConverter<Spoken>))]
internal enum Spoken
{
    [JsonStringEnumMemberName("ice-cold")]
    Cold,
    VeryHot,
}

[Flags]
[JsonConverter(typeof(JsonStringEnumConverter<Marks>))]
internal enum Marks
{
    None = 0,
    [JsonStringEnumMemberName("a-mark")]
    A = 1,
    B = 2,
}

internal class WithEnums
{
    public Plain Plain { get; set; }

    public Spoken Spoken { get; set; }

    public Spoken? Maybe { get; set; }

    public Marks Marks { get; set; }

    [JsonConverter(typeof(JsonStringEnumConverter<Plain>))]
    public Plain Told { get; set; }

    public List<Spoken> All { get; set; } = [];

    public Dictionary<Spoken, int> Counts { get; set; } = [];
}

internal sealed class Backwards : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new([.. reader.GetString()!.Reverse()]);

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(new string([.. value.Reverse()]));
}

internal sealed class Seconds : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        DateTimeOffset.FromUnixTimeSeconds(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteNumberValue(value.ToUnixTimeSeconds());
}

[JsonConverter(typeof(CelsiusConverter))]
internal readonly record struct Celsius(double Degrees);

internal sealed class CelsiusConverter : JsonConverter<Celsius>
{
    public override Celsius Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(double.Parse(reader.GetString()!.TrimEnd('C'), System.Globalization.CultureInfo.InvariantCulture));

    public override void Write(Utf8JsonWriter writer, Celsius value, JsonSerializerOptions options) =>
        writer.WriteStringValue(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{value.Degrees}C"));
}

internal class WithConverters
{
    [JsonConverter(typeof(Backwards))]
    public string? Name { get; set; }

    [JsonConverter(typeof(Seconds))]
    public DateTimeOffset At { get; set; }

    public Celsius Warmth { get; set; }

    public Celsius? Maybe { get; set; }

    public List<Celsius> All { get; set; } = [];
}

internal class WithRequired
{
    [JsonRequired]
    public int Needed { get; set; }

    public required string? Also { get; init; }

    public int Optional { get; set; } = 7;
}

internal class WithNames
{
    [JsonPropertyName("the name")]
    public string? Name { get; set; }

    [JsonPropertyName("")]
    public int Empty { get; set; }

    [JsonPropertyName("$type")]
    public int Dollar { get; set; }

    [JsonPropertyName("über\"\\")]
    public int Escaped { get; set; }
}

internal class WithIncluded
{
    [JsonInclude]
    public int Field;

    [JsonInclude]
    public readonly int ReadOnlyField = 5;

    public int LeftOut;

    [JsonInclude]
    public string? Hidden { get; internal set; }

    [JsonInclude]
    internal int Internal { get; set; }

    public static WithIncluded Of(int field, string? hidden, int @internal) => new() { Field = field, Hidden = hidden, Internal = @internal, LeftOut = 3 };
}

internal class WithIgnored
{
    [JsonIgnore]
    public int Never { get; set; } = 1;

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Null { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Zero { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int[]? NoArray { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Always { get; set; }

    public int Length => 4;

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWriting)]
    public int OnlyRead { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenReading)]
    public int OnlyWritten { get; set; }
}

internal class WithOrder
{
    public int Middle { get; set; }

    [JsonPropertyOrder(2)]
    public int Last { get; set; }

    [JsonPropertyOrder(-1)]
    public int First { get; set; }
}

internal class WithNumbers
{
    [JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public int Text { get; set; }

    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
    public long? FromText { get; set; }

    [JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
    public double Named { get; set; }

    [JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public List<int>? Texts { get; set; }

    [JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public Dictionary<string, decimal>? ByName { get; set; }

    [JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public float[]? Singles { get; set; }
}

[JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
internal class AllNumbersAsText
{
    public int Count { get; set; }

    public double? Share { get; set; }

    public List<long> Ids { get; set; } = [];

    public string? Name { get; set; }

    [JsonNumberHandling(JsonNumberHandling.Strict)]
    public int Strict { get; set; }
}

internal class WithPopulated
{
    [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
    public List<int> Numbers { get; } = [1];

    [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
    public Dictionary<string, int> ByName { get; set; } = new() { ["there"] = 1 };

    [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
    public HashSet<string> Names { get; } = ["there"];

    [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
    public IList<double> Floats { get; set; } = new List<double> { 0.5 };

    [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
    public WithOrder Order { get; } = new() { First = 9 };

    [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
    public List<Celsius> Warmth { get; } = [new(1)];

    public List<int> Replaced { get; set; } = [1];
}

[JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
internal class NumbersInCollections
{
    public SortedDictionary<string, int>? Sorted { get; set; }

    public System.Collections.Immutable.ImmutableArray<double> Fixed { get; set; } = [];

    public List<List<int>>? Nested { get; set; }

    public HashSet<long>? Distinct { get; set; }

    [JsonNumberHandling(JsonNumberHandling.Strict)]
    public Queue<int>? Strict { get; set; }

    public Plain Plain { get; set; }

    public Half Half { get; set; }
}

[JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
internal class AllPopulated
{
    public List<int> Numbers { get; } = [1];

    public ICollection<string> Names { get; } = new List<string> { "there" };

    public IDictionary<string, double> ByName { get; } = new Dictionary<string, double> { ["there"] = 1 };

    public int[] Array { get; set; } = [1];

    public List<int>? Nothing { get; set; }

    [JsonObjectCreationHandling(JsonObjectCreationHandling.Replace)]
    public List<int> Replaced { get; set; } = [1];
}

internal class WithConstructor
{
    public WithConstructor() => How = "empty";

    [JsonConstructor]
    public WithConstructor(int count, string how = "default")
    {
        Count = count;
        How = how;
    }

    public int Count { get; }

    public string How { get; }

    public int Later { get; set; }
}

internal sealed record WithDefaults(int Id, string Name = "unnamed", double Share = 0.25, Plain Plain = Plain.VeryHot, int? Maybe = 4)
{
    public int Later { get; init; } = 8;
}

internal readonly record struct Spot(int X, int Y);

internal class WithStructs
{
    public Spot Spot { get; set; }

    public Spot? Maybe { get; set; }

    public Spot[] All { get; set; } = [];

    public Dictionary<string, Spot?>? ByName { get; set; }
}

internal class Box<T>
{
    public T? Value { get; set; }

    public List<T>? Others { get; set; }
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal class Closed
{
    public int Known { get; set; }

    [JsonIgnore]
    public int Ignored { get; set; }
}

internal class WithCallbacks : IJsonOnDeserialized, IJsonOnDeserializing, IJsonOnSerializing, IJsonOnSerialized
{
    public int Count { get; set; }

    public string Steps { get; set; } = "";

    [JsonIgnore]
    public int After { get; private set; }

    public void OnDeserialized() => Steps += "deserialized";

    public void OnDeserializing() => Steps += "deserializing";

    public void OnSerializing() => Steps = "serializing";

    public void OnSerialized() => After++;
}

internal class ReadOnlyComputed
{
    public double Start { get; set; }

    // Python has something else under the name.
    public int Length => 3;

    private int Secret { get; set; }

    public int Written
    {
        set => Secret = value;
    }

    public int Shown => Secret;
}

internal class Configured
{
    public int Field;

    public string? Nothing { get; set; }

    public List<int> Numbers { get; } = [1];

    public int Zero { get; set; }

    public Spot? Spot { get; set; }

    public int ReadOnly => 4;
}

internal class Deep
{
    public Box<RestAsElements>? Box { get; set; }

    public Drawing? Drawing { get; set; }

    public List<Numbered>? Numbers { get; set; }

    public Dictionary<string, RestAsObjects>? Rests { get; set; }

    public (int Left, RestAsElements Right)? Pair { get; set; }

    public object? Any { get; set; }
}

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(RestAsElements))]
[JsonSerializable(typeof(RestAsObjects))]
[JsonSerializable(typeof(RestAsNode))]
[JsonSerializable(typeof(RestAsInterface))]
[JsonSerializable(typeof(RestAsInterfaceOfElements))]
[JsonSerializable(typeof(RestAsOwn))]
[JsonSerializable(typeof(RestThatIsThere))]
[JsonSerializable(typeof(RestBehindConstructor))]
[JsonSerializable(typeof(RestInStruct))]
[JsonSerializable(typeof(Drawing))]
[JsonSerializable(typeof(Numbered))]
[JsonSerializable(typeof(Lenient))]
[JsonSerializable(typeof(IShown))]
[JsonSerializable(typeof(WithEnums))]
[JsonSerializable(typeof(WithConverters))]
[JsonSerializable(typeof(WithRequired))]
[JsonSerializable(typeof(WithNames))]
[JsonSerializable(typeof(WithIncluded))]
[JsonSerializable(typeof(WithIgnored))]
[JsonSerializable(typeof(WithOrder))]
[JsonSerializable(typeof(WithNumbers))]
[JsonSerializable(typeof(AllNumbersAsText))]
[JsonSerializable(typeof(NumbersInCollections))]
[JsonSerializable(typeof(WithPopulated))]
[JsonSerializable(typeof(AllPopulated))]
[JsonSerializable(typeof(WithConstructor))]
[JsonSerializable(typeof(WithDefaults))]
[JsonSerializable(typeof(WithStructs))]
[JsonSerializable(typeof(Box<Box<int>>))]
[JsonSerializable(typeof(Closed))]
[JsonSerializable(typeof(WithCallbacks))]
[JsonSerializable(typeof(ReadOnlyComputed))]
[JsonSerializable(typeof(Deep))]
[JsonSerializable(typeof(Spoken[]))]
[JsonSerializable(typeof(List<Drawing>))]
[JsonSerializable(typeof(Dictionary<string, Numbered>))]
[JsonSerializable(typeof(SortedDictionary<string, JsonElement>))]
[JsonSerializable(typeof(List<object>))]
[JsonSerializable(typeof(Dictionary<string, object>))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(long))]
internal sealed partial class ContractContext : JsonSerializerContext;

[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IncludeFields = true,
    PreferredObjectCreationHandling = JsonObjectCreationHandling.Populate,
    PropertyNameCaseInsensitive = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(Configured))]
[JsonSerializable(typeof(WithOrder))]
[JsonSerializable(typeof(WithDefaults))]
internal sealed partial class ConfiguredContext : JsonSerializerContext;
