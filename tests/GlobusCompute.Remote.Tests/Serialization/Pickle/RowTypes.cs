using System.Text.Json.Serialization;
using GlobusCompute.Remote.Serialization;

namespace GlobusCompute.Remote.Tests.Serialization.Pickle;

/// <summary>Types that rows are read into.</summary>
internal static class RowTypes
{
    internal enum Kind
    {
        Left = 1,
        Right = 2,
    }

    internal sealed record Sample(int Id, string Name, double Value);

    internal sealed record Listed(
        int Id = 0,
        string Name = "",
        double[]? Values = null,
        List<int?>? Counts = null,
        IReadOnlyList<string>? Names = null,
        byte[]? Raw = null,
        object? Extra = null,
        HashSet<long>? Marks = null,
        bool[]? Flags = null,
        DateTime? When = null,
        DateOnly? Day = null,
        TimeSpan? Took = null,
        decimal? Price = null,
        TimeOnly At = default);

    internal sealed record Timed(int Id, string Name, DateTime When);

    internal sealed record Priced(int Id, string Name, decimal Price);

    internal sealed record Tagged(int Id, string Name, List<string> Tags);

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

    internal struct Large
    {
        public decimal A { get; set; }

        public decimal B { get; set; }

        public decimal C { get; set; }

        public decimal D { get; set; }

        public decimal E { get; set; }

        public decimal F { get; set; }
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
}

[JsonSerializable(typeof(RowTypes.Sample[]))]
[JsonSerializable(typeof((int, string, double)[]))]
[JsonSourceGenerationOptions(IncludeFields = true)]
internal sealed partial class RowContext : JsonSerializerContext;
