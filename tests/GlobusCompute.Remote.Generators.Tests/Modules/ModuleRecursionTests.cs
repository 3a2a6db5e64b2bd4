using GlobusCompute.Remote.Generators.Tests.Harness;

namespace GlobusCompute.Remote.Generators.Tests.Modules;

/// <summary>Classes that hold themselves, and members that Python finds under another spelling.</summary>
public sealed class ModuleRecursionTests
{
    private const string Imports = "import enum\nfrom dataclasses import dataclass\nfrom typing import NamedTuple, Optional, TypedDict\n";

    [Theory]
    [InlineData("class N(NamedTuple):\n    next: 'N | None'", "object?[]")]
    [InlineData("class N(NamedTuple):\n    next: 'Optional[N]' = None", "object?[]")]
    [InlineData("class N(NamedTuple):\n    value: int\n    next: 'N'", "(long Value, object? Next)")]
    [InlineData("class N(NamedTuple):\n    value: int\n    items: 'list[N]'", "(long Value, object?[] Items)")]
    [InlineData("class N(NamedTuple):\n    a: int\n    m: 'M'\nclass M(NamedTuple):\n    b: int\n    n: 'N'", "(long A, (long B, object? N) M)")]
    [InlineData("@dataclass\nclass N:\n    parent: 'Optional[N]' = None", "N")]
    [InlineData("@dataclass\nclass N:\n    parent: 'N | None'", "N")]
    [InlineData("@dataclass\nclass N:\n    me: 'N'", "N")]
    [InlineData("@dataclass\nclass N:\n    me: 'N'\n    x: int = 1", "N")]
    [InlineData("@dataclass\nclass N:\n    items: 'list[N]'", "N")]
    [InlineData("class N(TypedDict):\n    next: 'N | None'", "N")]
    [InlineData("class N(TypedDict, total=False):\n    next: 'N'", "N")]
    public void A_class_that_holds_itself_gives_code_that_compiles(string definition, string type) =>
        Assert.Equal([$"ComputeFuture<long> F({type} x)"], Methods($"{definition}\ndef f(x: N) -> int: ..."));

    [Theory]
    [InlineData("{0}(NamedTuple)", 40, 2)]
    [InlineData("{0}(NamedTuple)", 12, 20)]
    [InlineData("{0}(NamedTuple)", 300, 1)]
    [InlineData("{0}(TypedDict)", 40, 2)]
    [InlineData("{0}", 40, 2)]
    [InlineData("{0}", 12, 20)]
    public void Classes_that_hold_others_many_times_are_looked_through_once(string head, int levels, int fields)
    {
        var python = new System.Text.StringBuilder();
        for (var level = 0; level <= levels; level++)
        {
            python.Append(head == "{0}" ? "@dataclass\n" : "").Append("class ").Append(head.Replace("{0}", $"N{level}", StringComparison.Ordinal)).Append(":\n")
                .AppendJoin("", Enumerable.Range(0, fields).Select(field => $"    f{field}: {(level == 0 ? "int" : $"N{level - 1}")}\n"));
        }

        var method = Assert.Single(Methods($"{python}def f(x: N{levels}) -> N{levels}: ..."));
        Assert.InRange(method.Length, 20, 20_000);
    }

    [Theory]
    [InlineData("µ", "µ")]
    [InlineData("µ", "μ")]
    [InlineData("ﬁ", "fi")]
    [InlineData("fi", "ﬁ")]
    public void A_default_finds_its_member_by_the_name_that_Python_compares(string member, string used) =>
        Assert.DoesNotContain("null", Assert.Single(Methods($"class E(enum.Enum):\n    {member} = 1\n    OTHER = 2\ndef f(x: E = E.{used}) -> int: ...")), StringComparison.Ordinal);

    private static string[] Methods(string python)
    {
        var compiled = Compiled.From(
            "namespace My.App;\n[ComputeModule(\"things.py\")]\npublic partial interface IThings;",
            new TestFile("things.py", Imports + python));
        Assert.Empty(compiled.CompilerProblems);
        Assert.Empty(compiled.Reported);
        return ModuleInterfaceTests.Methods(compiled);
    }
}
