using GlobusCompute.Remote.Testing;
using Xunit;

namespace GlobusCompute.Remote.Tests;

/// <summary>What counts as a break of the public surface, and how one is accepted.</summary>
public sealed class PublicApiBreaksTests
{
    private const string Shipped = """
        namespace N

        public interface IThing : IDisposable
            public int Size { get; }

        [Flags]
        public enum Kind
            A = 0
            B = 1

        public sealed class Map<TKey, T> : Dictionary<TKey, T>, IEnumerable<T> where T : class
            public Map(int size)
            public string? Name { get; }
            public int Find(string key, int start = 0)

        public delegate void Done(Map<string, object> map)
        """;

    [Fact]
    public void A_surface_does_not_break_itself() => Assert.Empty(PublicApiBreaks.Find(Shipped, Shipped));

    [Theory]
    [InlineData("    B = 1", "    B = 1\n    C = 2")]
    [InlineData("[Flags]\n", "")]
    [InlineData("public string? Name { get; }", "public string? Name { get; init; }")]
    [InlineData("public int Find(", "[Obsolete(\"Use \\\"Get\\\".\")] public int Find(")]
    [InlineData("    public Map(int size)", "    public Map(int size)\n    public Map()")]
    [InlineData("IEnumerable<T> where", "IComparable, IEnumerable<T> where")]
    [InlineData("public delegate", "public class New\n    public required int Size { get; init; }\n\npublic delegate")]
    public void What_comes_beside_the_old_is_no_break(string before, string after) => Assert.Empty(PublicApiBreaks.Find(Shipped, Changed(before, after)));

    [Theory]
    [InlineData("    A = 0\n", "", "N.Kind: A = 0")]
    [InlineData("B = 1", "B = 2", "N.Kind: B = 1")]
    [InlineData("string? Name", "string Name", "N.Map<TKey, T>: public string? Name { get; }")]
    [InlineData("{ get; }\n    public int Find", "{ init; }\n    public int Find", "N.Map<TKey, T>: public string? Name { get; }")]
    [InlineData("int start = 0", "int start = 0, int end = 0", "N.Map<TKey, T>: public int Find(string key, int start = 0)")]
    [InlineData("public int Find(", "[Obsolete(\"Use Get.\", true)] public int Find(", "N.Map<TKey, T>: public int Find(string key, int start = 0)")]
    [InlineData("    public Map(int size)", "    public Map(int size)\n    public required int Room { get; init; }", "N.Map<TKey, T>: + public required int Room { get; init; }")]
    [InlineData("public int Size { get; }", "public int Size { get; }\n    public int Depth { get; }", "N.IThing: + public int Depth { get; }")]
    [InlineData("sealed class Map", "abstract class Map", "N.Map<TKey, T>")]
    [InlineData("Dictionary<TKey, T>, ", "", "N.Map<TKey, T>")]
    [InlineData("where T : class", "where T : class, new()", "N.Map<TKey, T>")]
    [InlineData("Map<TKey, T> :", "Table<TKey, T> :", "N.Map<TKey, T>")]
    [InlineData("void Done(", "int Done(", "N.public delegate void Done(Map<string, object> map)")]
    [InlineData("namespace N", "namespace M", "N.IThing", "N.Kind", "N.Map<TKey, T>", "N.public delegate void Done(Map<string, object> map)")]
    public void What_goes_or_changes_or_is_newly_asked_for_is_a_break(string before, string after, params string[] expected) =>
        Assert.Equal(expected, PublicApiBreaks.Find(Shipped, Changed(before, after)));

    [Fact]
    public void A_break_is_accepted_with_a_reason_and_only_while_it_is_one()
    {
        var present = Changed("    A = 0\n", "");
        const string Listed = "N.Kind: A = 0\n";

        Assert.Equal(["N.Kind: A = 0"], PublicApiFile.Unexplained(Shipped, present, ""));
        Assert.Empty(PublicApiFile.Unexplained(Shipped, present, "# Nothing ever was of that kind.\n" + Listed));
        Assert.Equal(["listed as a break without a reason: N.Kind: A = 0"], PublicApiFile.Unexplained(Shipped, present, "#\n" + Listed));
        Assert.Equal(["listed as a break, which it is not: N.Kind: A = 0"], PublicApiFile.Unexplained(Shipped, Shipped, "# Why not.\n" + Listed));
    }

    private static string Changed(string before, string after)
    {
        Assert.Contains(before, Shipped, StringComparison.Ordinal);
        return Shipped.Replace(before, after, StringComparison.Ordinal);
    }
}
