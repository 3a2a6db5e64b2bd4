using Xunit;

namespace GlobusCompute.Remote.IntegrationTests.Modules;

/// <summary>Containers of the standard library, numbers in lists, aliases, and names that generated code uses itself: the functions say what they got.</summary>
public sealed class KindModuleTests(LocalServiceFixture fixture) : IClassFixture<LocalServiceFixture>
{
    private readonly IKinds _kinds = fixture.Executor.CreateProxy<IKinds>();

    [Fact]
    public async Task Numbers_in_lists_arrive_as_what_they_are()
    {
        Assert.Equal("list [1, 2]", await _kinds.ToldNumbers([1, 2]));
        Assert.Equal("list [1.0, 2.5]", await _kinds.ToldNumbers([1, 2.5]));
        Assert.Equal("list []", await _kinds.ToldNumbers(Array.Empty<long>()));
        Assert.Equal("dict {'a': 1}", await _kinds.ToldTable(new Dictionary<string, long> { ["a"] = 1 }));
        Assert.Equal("dict {'a': 1.0}", await _kinds.ToldTable(new Dictionary<string, double> { ["a"] = 1 }));
        Assert.Equal("tuple (1, 2)", await _kinds.ToldPair((1, 2)));
        Assert.Equal("tuple (1, 2.0)", await _kinds.ToldPair((1, 2.0)));
        Assert.Equal("tuple (1.0, 2)", await _kinds.ToldPair((1.0, 2)));
        Assert.Equal("NoneType None", await _kinds.ToldSome());
        Assert.Equal("list [1, None]", await _kinds.ToldSome([1, null]));
        Assert.Equal("list [1.5, None]", await _kinds.ToldSome([1.5, null]));
        Assert.Equal("tuple ()", await _kinds.ToldAll());
        Assert.Equal("tuple (1, 2)", await _kinds.ToldAll(1, 2));
        Assert.Equal("tuple (1.0, 2.5)", await _kinds.ToldAll(1, 2.5));
    }

    [Fact]
    public async Task Containers_of_the_standard_library_are_made_and_read()
    {
        Assert.Equal((string[])["collections.deque deque([1, 2])"], await _kinds.Queue([1, 2]));
        Assert.Equal((string[])["collections.deque deque([])"], await _kinds.Queue([]));
        Assert.Equal([new Cell(2), new Cell(1)], await _kinds.QueueOfCells([new Cell(1), new Cell(2)]));
        var counted = await _kinds.CountWords(new() { ["a"] = 2 });
        Assert.Equal(3, counted["a"]);
        Assert.Contains("collections.Counter Counter({'a': 2})", counted.Keys);
        Assert.Equal(new() { ["collections.ChainMap ChainMap({'a': 2})"] = 1, ["a"] = 2 }, await _kinds.Chained(new() { ["a"] = 2 }));
        Assert.Equal((long[])[1], (await _kinds.Grouped(new() { ["a"] = [1] }))["collections.defaultdict defaultdict(None, {'a': [1]})"]);
        Assert.Equal((long[])[8, 1, -2], await _kinds.Codes([1, -2]));
        Assert.Equal((double[])[8, 0.5], await _kinds.ValuesOf([0.5]));
        Assert.Equal("q", Assert.Single(await _kinds.AnyArray([1, 2])).ToString().Trim('\''));
        Assert.Equal("d", Assert.Single(await _kinds.AnyArray([1.5, 2])).ToString().Trim('\''));
        Assert.Equal((string[])["b", "a"], await _kinds.Keys(new() { ["b"] = 1, ["a"] = 2 }));
        Assert.Equal(["b", "a"], (await _kinds.Anything(null)).Keys);
    }

    [Fact]
    public async Task Arrays_of_objects_bytes_and_text_are_not_numbers()
    {
        Assert.Equal(["'object'", "1", "1", "'a'", "[1, 2]", "None"], (await _kinds.Objects([1, "a", (long[])[1, 2]])).Select(value => value.ToString()));
        Assert.Equal(["'object'", "1", "[1]", "[2]", "None"], (await _kinds.Objects([(long[])[1], (long[])[2]])).Select(value => value.ToString()));
        Assert.Equal((byte[][])["S"u8.ToArray(), [1, 255]], await _kinds.Raw([[1, 255]]));
        Assert.Equal((byte[][])["S"u8.ToArray()], await _kinds.Raw([]));
        Assert.Equal((string[])["U", "é"], await _kinds.Words(["é"]));
        Assert.Equal("bytes_"u8.ToArray(), await _kinds.RawScalar([1]));
    }

    [Fact]
    public async Task Aliases_with_arguments_and_classes_of_one_field_are_what_they_stand_for()
    {
        Assert.Equal((string[])["float 1.0"], await _kinds.Several([1]));
        Assert.Equal((new Cell(2), new Cell(1)), await _kinds.Both((new Cell(1), new Cell(2))));
        Assert.Equal([new Cell(2)], await _kinds.Alone([new Cell(1)]));
        var (key, cells) = Assert.Single(await _kinds.AloneIn([[new Cell(1)]]));
        Assert.EndsWith("Alone Alone(only=Cell(row=1))", key, StringComparison.Ordinal);
        Assert.Equal([new Cell(1)], cells);
    }

    [Fact]
    public async Task Parameters_hide_nothing_that_generated_code_needs()
    {
        Assert.Equal([1, 2, 3], (await _kinds.Hidden(new V(1), [[new V(2)]], [new V(3)], [1]))[0].Select(item => item.V_));
        Assert.Equal(6, await _kinds.HiddenSelf(new Cell(1), 2, 3));
        Assert.Equal((long[])[1, 2], await _kinds.Set([2, 1]));
    }

    [Fact]
    public async Task Positional_parameters_whose_default_only_Python_knows_may_be_left_out()
    {
        Assert.Equal("True  1", await _kinds.Late());
        Assert.Equal("False int 3 1", await _kinds.Late(3));
        Assert.Equal("False str 'a' 2", await _kinds.Late("a", 2));
        Assert.Equal("True  2", await _kinds.Late(y: 2));
        Assert.Equal("True ()", await _kinds.LateRest());
        Assert.Equal("False (2, 3)", await _kinds.LateRest(1, 2, 3));
        Assert.Equal("True (2, 3)", await _kinds.LateRest(null, 2, 3));
        Assert.Equal(9, await _kinds.LateCell());
        Assert.Equal(3, await _kinds.LateCell(new Cell(1)));
        Assert.Equal(12, await _kinds.LateCell(null, 1, new Cell(4)));
    }

    [Fact]
    public async Task Enums_dictionaries_and_options_in_tuples_are_of_their_classes()
    {
        Assert.Equal(Tone.Low, await _kinds.Toned(Tone.High, Tone.Low));
        var ranks = await _kinds.Ranked(Rank.First, Right.Read);
        Assert.Equal((Right.Read | Right.Write, Right.Read), (ranks[Rank.Second], ranks[Rank.First]));
        var header = await _kinds.Headed(new Header { ContentType = "t", In = 1 });
        Assert.Equal(("list [('content-type', 't'), ('in', 1)]", 5, null), (header.ContentType, header.In, header.AB));
        Assert.EndsWith("Cell(row=1)", (await _kinds.Patched(new Patch { Cell = new Cell(1) })).Name, StringComparison.Ordinal);
        Assert.Equal("NoneType None", (await _kinds.Patched(new Patch())).Name);
        Assert.Equal((null, "dict {'a': (1, None), 'b': None}"), await _kinds.User(0, new() { ["a"] = (1, null), ["b"] = null }));
        Assert.Equal(5, (await _kinds.User(5, [])).Item1);
        var (map, three) = await _kinds.Lines([1]);
        Assert.Equal((null, "list [1]", 3), (map["a"], map["b"], three));
    }
}
