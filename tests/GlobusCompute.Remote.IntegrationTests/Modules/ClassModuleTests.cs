using Xunit;

namespace GlobusCompute.Remote.IntegrationTests.Modules;

/// <summary>Dataclasses, TypedDicts, NamedTuples and Enums, made of records and taken apart again.</summary>
public sealed class ClassModuleTests(LocalServiceFixture fixture) : IClassFixture<LocalServiceFixture>
{
    private readonly IClasses _classes = fixture.Executor.CreateProxy<IClasses>();

    [Fact]
    public async Task Enum_members_travel_by_name_and_flags_together()
    {
        Assert.Equal(Color.DarkGreen, await _classes.Flip(Color.Red));
        Assert.Equal(Color.Blue, await _classes.Flip(Color.DarkGreen));
        Assert.Equal(Level.High, await _classes.RaiseLevel(Level.Low));
        Assert.Equal(10, (int)Level.High);
        Assert.Equal(Mode.Slow, await _classes.OtherMode());
        Assert.Equal(Access.Read | Access.Write, await _classes.Grant(Access.Read));
        Assert.Equal(Access.Read | Access.Write | Access.Run, await _classes.Grant(Access.Read | Access.Write, Access.Run));
        Assert.Equal([Color.Red, null], await _classes.Colors([Color.Blue, null]));
        Assert.Equal([(2, Color.DarkGreen)], await _classes.Tuples([(Color.Red, 2)]));
        Assert.Equal([(2.0, 1.0)], (await _classes.ByColor(new() { [Color.Red] = [(1, 2)] }))[Color.DarkGreen]);
    }

    [Fact]
    public async Task Named_tuples_are_tuples_with_names()
    {
        Assert.Equal((2.0, 1.0), await _classes.Mirror((1, 2)));
        var edge = await _classes.Turn((Start: (1, 2), Color: Color.Blue));
        Assert.Equal((-1.0, -2.0, Color.Red), (edge.Start.X, edge.Start.Y, edge.Color));
    }

    [Fact]
    public async Task Dataclasses_with_defaults_bases_and_fields_of_every_kind_go_and_come()
    {
        Assert.Equal(3.0, await _classes.Price(new Item(1, "a")));
        var item = new Item(1, "a", 2.5, Color.Blue) { Tags = ["x"], Sizes = new() { ["b"] = 3 }, Where = (3, 4) };
        var renamed = await _classes.Renamed(item, name: "new");
        Assert.Equal((2, "new", 2.5, Color.Blue, (3.0, 4.0), 5.0), (renamed.Id, renamed.Name, renamed.Price, renamed.Color, renamed.Where, renamed.Total));
        Assert.Equal((string[])["x", "new"], renamed.Tags);
        Assert.Equal(3, renamed.Sizes["b"]);
        Assert.Equal(("a", 5.0, null), (renamed.Parent!.Name, renamed.Parent.Total, renamed.Parent.Parent));
        Assert.Equal(Color.DarkGreen, (await _classes.Renamed(item, color: Color.DarkGreen)).Color);

        // What came back can be sent again: what only results have stays here.
        Assert.Equal(5.0, await _classes.Price(renamed));
    }

    [Fact]
    public async Task Collections_of_dataclasses_go_and_come()
    {
        Assert.Null(await _classes.First([]));
        Assert.Equal("a", (await _classes.First([new Item(1, "a"), new Item(2, "b")]))!.Name);
        Assert.Equal(2, (await _classes.ByName([new Item(1, "a"), new Item(2, "b")]))["b"].Id);
        Assert.Equal([new Key(2, 1), new Key(4, 3)], (await _classes.Unique([new Key(1, 2), new Key(3, 4)])).OrderBy(key => key.Row));
        var table = await _classes.EchoTable(new Table(
            new() { ["c"] = (new Key(1, 2), 0.5) },
            [new Item(1, "a")],
            (new Key(1, 1), new Key(2, 2)),
            [[new Key(3, 3)]]));
        Assert.Equal((new Key(1, 2), 0.5), table.Cells["c"]);
        Assert.Equal("a", Assert.Single(table.Rows).Name);
        Assert.Equal((new Key(1, 1), new Key(2, 2)), table.Pair);
        Assert.Equal(new Key(3, 3), table.Matrix[0][0]);
    }

    [Fact]
    public async Task Classes_that_hold_themselves_go_to_any_depth()
    {
        var node = new Node(0);
        for (var i = 1; i < 40; i++)
        {
            node = new Node(i) { Children = [node] };
        }

        Assert.Equal(40, await _classes.Depth(node));
        var grown = await _classes.Grow(node);
        Assert.Equal((40, 39, 38), (grown.Value, grown.Children[0].Value, grown.Children[1].Value));
        var tree = await _classes.Leaves(new Tree("a", [new Tree("b", []), new Tree("c", [new Tree("d", [])])]));
        Assert.Equal(("A", "B", "D"), (tree.Name, tree.Below[0].Name, tree.Below[1].Below[0].Name));
    }

    [Fact]
    public async Task Keys_that_a_dictionary_need_not_have_are_null_when_they_are_missing()
    {
        var given = await _classes.Options(new Options { Depth = 3 });
        Assert.Equal((Mode.Fast, 3, null), (given.Mode, given.Depth, given.Key));
        given = await _classes.Options(new Options { Mode = Mode.Fast, Key = new Key(1, 2) });
        Assert.Equal((Mode.Slow, null, new Key(1, 2)), (given.Mode, given.Depth, given.Key));
        var summary = await _classes.Summarise([new Item(1, "a")]);
        Assert.Equal((1, "a", Level.Low), (summary.Count, summary.Items[0].Name, summary.Level));
        Assert.Equal(12, await _classes.Count(summary with { Level = Level.High }));
    }

    [Fact]
    public async Task A_union_of_classes_has_an_overload_for_each_and_gives_plain_data()
    {
        Assert.Equal(12.0, await _classes.Area(new Circle(2)));
        Assert.Equal(9.0, await _classes.Area(new Square(3)));
        Assert.Equal(["{'side': 0.0}", "{'radius': 1.0}"], (await _classes.Shapes(2)).Select(shape => shape.ToString()));
    }

    [Fact]
    public async Task Random_records_come_back_as_they_were_sent()
    {
        var random = new Random(20261124);
        string Text() => new([.. Enumerable.Range(0, random.Next(6)).Select(_ => "aé\"\\\n漢 '{}"[random.Next(10)])]);
        Key AnyKey() => new(random.NextInt64(), -random.NextInt64());
        Item AnyItem(int depth) => new(random.NextInt64(), Text(), random.NextDouble() * Math.Pow(10, random.Next(-300, 300)), (Color)random.Next(3), depth > 0 && random.Next(2) == 0 ? AnyItem(depth - 1) : null)
        {
            Tags = [.. Enumerable.Range(0, random.Next(3)).Select(_ => Text())],
            Sizes = Enumerable.Range(0, random.Next(3)).ToDictionary(i => Text() + i, _ => random.NextInt64()),
            Where = (random.NextDouble(), -random.NextDouble()),
        };

        for (var i = 0; i < 60; i++)
        {
            var sent = new Table(
                Enumerable.Range(0, random.Next(4)).ToDictionary(n => Text() + n, _ => (AnyKey(), random.NextDouble())),
                [.. Enumerable.Range(0, random.Next(4)).Select(_ => AnyItem(3))],
                (AnyKey(), AnyKey()),
                [[AnyKey()], .. Enumerable.Range(0, random.Next(3)).Select(_ => new[] { AnyKey(), AnyKey() })]);

            var echoed = await _classes.EchoTable(sent);

            Assert.Equal(sent.Cells, echoed.Cells);
            Assert.Equal(sent.Pair, echoed.Pair);
            Assert.Equal(sent.Matrix, echoed.Matrix);
            Assert.Equal(sent.Rows.Length, echoed.Rows.Length);
            Assert.All(sent.Rows.Zip(echoed.Rows), pair => AssertSame(pair.First, pair.Second));
        }
    }

    private static void AssertSame(Item? sent, Item? echoed)
    {
        Assert.Equal(sent is null, echoed is null);
        if (sent is not null && echoed is not null)
        {
            Assert.Equal(sent with { Parent = null, Total = sent.Price * 2 }, echoed with { Tags = sent.Tags, Sizes = sent.Sizes, Parent = null });
            Assert.Equal(sent.Tags, echoed.Tags);
            Assert.Equal(sent.Sizes, echoed.Sizes);
            AssertSame(sent.Parent, echoed.Parent);
        }
    }
}
