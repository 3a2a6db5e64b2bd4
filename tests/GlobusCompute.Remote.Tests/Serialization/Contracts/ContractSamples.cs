using System.Text.Json;
using System.Text.Json.Nodes;

namespace GlobusCompute.Remote.Tests.Serialization.Contracts;

/// <summary>Values of the types with attributes, the same ones for the same seed.</summary>
internal sealed class ContractSamples(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>One value of each type, with the type that a call declares.</summary>
    public IEnumerable<ContractSample> All() =>
    [
        Sample(new RestAsElements { Sample = Text(), More = Maybe(() => Entries(Element)) }),
        Sample(new RestAsObjects { Count = Number(), More = Maybe(() => Entries(Any)) }),

        // System.Text.Json alone reads such members and writes malformed text of them; what it means to write is what it writes of a dictionary.
        new ContractSample<RestAsNode>(
            new RestAsNode { Count = Number(), More = Maybe(() => new JsonObject(Entries(Node))) },
            node => new RestAsInterface { Count = node!.Count, More = node.More?.ToDictionary(m => m.Key, object? (m) => JsonSerializer.SerializeToElement(m.Value)) }),
        Sample(new RestAsInterface { Count = Number(), More = Maybe<IDictionary<string, object?>>(() => new SortedDictionary<string, object?>(Entries(Any))) }),
        Sample(new RestAsInterfaceOfElements { Count = Number(), More = Entries(Element) }),
        Sample(new RestAsOwn { Count = Number(), More = Maybe(Own) }),
        Sample(There()),
        Sample(new RestBehindConstructor(Text() ?? "", Number()) { More = Maybe(() => Entries(Element)) }),
        Sample(new RestInStruct { Count = Number(), More = Maybe(() => Entries(Any)) }),
        Sample(Draw(3)),
        Sample(Numbered(3)),
        Sample(_random.Next(3) switch
        {
            0 => new Lenient { Id = Number() },
            1 => new LenientChild { Id = Number(), Extra = Number() },
            _ => new LenientGrandchild { Id = Number(), Extra = Number(), Unseen = 1 },
        }),
        Sample<IShown>(new Shown(Number(), Text())),
        Sample(Enums()),
        Sample(new WithConverters { Name = Text(), At = Moment(), Warmth = new(Number()), Maybe = Value(() => new Celsius(Number())), All = List(() => new Celsius(Number())) }),
        Sample(new WithRequired { Needed = Number(), Also = Text(), Optional = Number() }),
        Sample(new WithNames { Name = Text(), Empty = Number(), Dollar = Number(), Escaped = Number() }),
        Sample(WithIncluded.Of(Number(), Text(), Number())),
        Sample(new WithIgnored
        {
            Never = 5,
            Null = Text(),
            Zero = _random.Next(2),
            NoArray = Maybe(() => new[] { Number() }),
            Always = Text(),
            OnlyRead = Number(),
            OnlyWritten = Number(),
        }),
        Sample(new WithOrder { First = Number(), Middle = Number(), Last = Number() }),
        Sample(new WithNumbers
        {
            Text = Number(),
            FromText = Value(() => (long)Number()),
            Named = _random.Next(4) switch { 0 => double.NaN, 1 => double.PositiveInfinity, 2 => double.NegativeInfinity, _ => 0.5 + Number() },
            Texts = Maybe(() => List(Number)),
            ByName = Maybe(() => Entries(() => Number() / 4m)),
            Singles = Maybe(() => List(() => Number() + 0.5f).ToArray()),
        }),
        Sample(new AllNumbersAsText { Count = Number(), Share = Value(() => Number() + 0.25), Ids = List(() => (long)Number()), Name = Text(), Strict = Number() }),
        Sample(new NumbersInCollections
        {
            Sorted = Maybe(() => new SortedDictionary<string, int>(Entries(Number))),
            Fixed = [.. List(() => Number() + 0.5)],
            Nested = Maybe(() => List(() => List(Number))),
            Distinct = Maybe(() => new HashSet<long> { Number() }),
            Strict = Maybe(() => new Queue<int>(List(Number))),
            Plain = Plain.VeryHot,
            Half = (Half)0.5,
        }),
        Sample(new WithPopulated { ByName = Entries(Number), Floats = List(() => Number() + 0.5), Replaced = List(Number) }),
        Sample(new AllPopulated { Array = [.. List(Number)], Nothing = Maybe(() => List(Number)), Replaced = List(Number) }),
        Sample(new WithConstructor(Number(), Text() ?? "") { Later = Number() }),
        Sample(new WithDefaults(Number(), Text() ?? "", Number() + 0.5, (Plain)_random.Next(2), Value(Number)) { Later = Number() }),
        Sample(new WithStructs { Spot = Spot(), Maybe = Value(Spot), All = [.. List(Spot)], ByName = Maybe(() => Entries(() => Value(Spot))) }),
        Sample(new Box<Box<int>> { Value = Maybe(Boxed), Others = Maybe(() => List(Boxed)) }),
        Sample(new Closed { Known = Number(), Ignored = 3 }),
        Sample(new WithCallbacks { Count = Number() }),
        Sample(new ReadOnlyComputed { Start = Number() + 0.5 }),
        Sample(new Deep
        {
            Box = Maybe(() => new Box<RestAsElements> { Value = new RestAsElements { More = Entries(Element) } }),
            Drawing = Maybe(() => Draw(2)),
            Numbers = Maybe(() => List(() => Numbered(2))),
            Rests = Maybe(() => Entries(() => new RestAsObjects { More = Entries(Any) })),
        }),
        Sample(List(() => (Spoken)_random.Next(2)).ToArray()),
        Sample(List(() => Draw(2))),
        Sample(Entries(() => Numbered(2))),
    ];

    /// <summary>Values for a context that has options of its own.</summary>
    public IEnumerable<ContractSample> Configured() =>
    [
        Sample(new Configured { Field = Number(), Nothing = Text(), Spot = Value(Spot), Zero = Number() }),
        Sample(new WithOrder { First = Number(), Middle = Number(), Last = Number() }),
        Sample(new WithDefaults(Number(), Text() ?? "", Number() + 0.5, (Plain)_random.Next(2), Value(Number)) { Later = Number() }),
    ];

    private static ContractSample Sample<T>(T value) => new ContractSample<T>(value);

    private Box<int> Boxed() => new() { Value = Number(), Others = Maybe(() => List(Number)) };

    private Spot Spot() => new(Number(), Number());

    private RestThatIsThere There()
    {
        var there = new RestThatIsThere();
        foreach (var (key, value) in Entries(Element))
        {
            there.More[key] = value;
        }

        return there;
    }

    private OwnDictionary Own()
    {
        var own = new OwnDictionary();
        foreach (var (key, value) in Entries(Any))
        {
            own[key] = value;
        }

        return own;
    }

    private WithEnums Enums() => new()
    {
        Plain = (Plain)_random.Next(2),
        Spoken = (Spoken)_random.Next(2),
        Maybe = Value(() => (Spoken)_random.Next(2)),
        Marks = (Marks)_random.Next(4),
        Told = (Plain)_random.Next(2),
        All = List(() => (Spoken)_random.Next(3)),
        Counts = new() { [(Spoken)_random.Next(2)] = Number() },
    };

    private Drawing Draw(int depth) => _random.Next(depth > 0 ? 3 : 2) switch
    {
        0 => new Circle { Label = Text(), Radius = Number() + 0.5 },
        1 => new Square { Label = Text(), Sides = [.. List(Number)], More = Maybe(() => Entries(Element)) },
        _ => new Group { Label = Text(), Parts = List(() => Draw(depth - 1)), ByName = Entries(() => Draw(depth - 1)), Main = Maybe(() => Draw(depth - 1)) },
    };

    private Numbered Numbered(int depth) => _random.Next(depth > 0 ? 3 : 2) switch
    {
        0 => new Numbered { Id = Number() },
        1 => new NumberedOne { Id = Number(), One = Text() },
        _ => new NumberedTwo { Id = Number(), Below = Numbered(depth - 1) },
    };

    private int Number() => _random.Next(5) switch { 0 => 0, 1 => int.MaxValue, 2 => int.MinValue, _ => _random.Next(-1000, 1000) };

    private string? Text() => _random.Next(6) switch { 0 => null, 1 => "", 2 => "größer \"\\\n😀", 3 => "NaN", _ => "text " + _random.Next(100) };

    private DateTimeOffset Moment() => DateTimeOffset.FromUnixTimeSeconds(_random.Next());

    private T? Maybe<T>(Func<T> make)
        where T : class => _random.Next(4) == 0 ? null : make();

    private T? Value<T>(Func<T> make)
        where T : struct => _random.Next(4) == 0 ? null : make();

    private List<T> List<T>(Func<T> make) => [.. Enumerable.Range(0, _random.Next(4)).Select(_ => make())];

    private Dictionary<string, T> Entries<T>(Func<T> make) =>
        Enumerable.Range(0, _random.Next(4)).ToDictionary(i => i switch { 0 => "más \"x\"", 1 => "k" + _random.Next(9), _ => "Second" }, _ => make());

    private JsonElement Element() => JsonSerializer.SerializeToElement(Any());

    private JsonNode? Node() => JsonSerializer.SerializeToNode(Any());

    private object? Any() => _random.Next(8) switch
    {
        0 => null,
        1 => _random.Next(2) == 0,
        2 => (long)Number(),
        3 => Number() + 0.5,
        4 => Text(),
        5 => List<object?>(() => (long)Number()),
        6 => new Dictionary<string, object?> { ["in"] = Text(), ["$type"] = "circle" },
        _ => JsonSerializer.SerializeToElement(Text()),
    };
}
