extern alias generator;
using System.Globalization;
using generator::GlobusCompute.Remote.Shared.Python;
using GlobusCompute.Remote.Generators.Tests.Harness;
using GlobusCompute.Remote.Serialization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GlobusCompute.Remote.Generators.Tests.Modules;

/// <summary>Whatever names and texts a Python file has, the code that is written of it compiles, and a person can see all of it.</summary>
public sealed class ModuleNameTests
{
    /// <summary>Identifiers of Python; C# cannot have all of them.</summary>
    public static TheoryData<string> Identifiers =>
    [
        "f", "\U0001D41F", "\u2118", "x\u2118", "\u212E", "\U00010400", "a\U00010428b", "\u1885", "x\u00B7y", "x\u0387y", "x\u1369", "_\u0301x", "_1", "__", "_", "x_1_2",
        "class_", "params", "this_", "await_", "var", "dynamic", "nameof", "value", "field", "record", "scoped", "async_", "file", "required", "where", "get", "set", "add",
        "\u00B5", "\uFB01n", "\u0130", "\u0131", "\u01C5", "\u3007", "\u1160", "x\u1160", "\u540D\u524D", "\u0394x", "e\u0301", "\u00E9", "\u16EE", "x\uFE0F", "x\u0660",
        "i_things", "things", "things_proxy", "get_hash_code", "to_string", "equals", "get_type", "memberwise_clone", "finalize", "reference_equals", "item10", "Item3",
        "context", "call", "source", "types", "global_", "system", "task", "string", "object", "arglist", "__arglist", "add_x", "get_x", "op_equality", "deconstruct", "clone",
    ];

    /// <summary>Names of classes.</summary>
    public static TheoryData<string> Classes =>
    [
        "GetHashCode", "ToString", "Equals", "GetType", "EqualityContract", "PrintMembers", "Deconstruct", "Clone", "MemberwiseClone", "ReferenceEquals", "Finalize",
        "String", "Object", "Int64", "Task", "System", "GlobusCompute", "Record", "record", "var", "dynamic", "file", "IThings", "Things", "ThingsProxy", "ComputeFuture",
        "PythonValue", "Attribute", "Type", "Enum", "Nullable", "_", "__", "_x", "x", "nint", "notnull", "unmanaged", "required", "scoped", "partial", "where", "field", "get",
        "\u2118", "\U0001D412", "\U00010400", "\u0130", "\u540D\u524D", "JsonPropertyName", "List", "Dictionary", "HashSet", "Flags", "GeneratedCode", "Item1", "Rest",
        "args", "nameof", "async_", "await_", "extension", "allows", "Index", "global_", "ValueTuple", "DateTime", "value__",
    ];

    /// <summary>Characters that nobody sees.</summary>
    public static TheoryData<int> Hidden =>
    [
        0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0x2063, 0xFEFF, 0x061C, 0x00AD, 0x180E,
        0x115F, 0x1160, 0x3164, 0xFFA0, 0x034F, 0xFE0F, 0xE0001, 0xE0041, 0xE0100, 0x2028, 0x2029, 0x0085,
    ];

    // All names of a kind in one compilation, since these are slow.
    private static readonly Lazy<IReadOnlyDictionary<string, Written>> s_identifiers = new(static () => Compile(Identifiers.Select(row => row.Data), Identifier));

    private static readonly Lazy<IReadOnlyDictionary<string, Written>> s_records = new(static () => Compile(Classes.Select(row => row.Data), Record));

    private static readonly Lazy<IReadOnlyDictionary<string, Written>> s_enums = new(static () => Compile(Classes.Select(row => row.Data), Enumeration));

    private static readonly Lazy<IReadOnlyDictionary<int, Written>> s_hidden = new(static () => Compile(Hidden.Select(row => row.Data), Documented));

    [Theory]
    [MemberData(nameof(Identifiers))]
    public void Every_identifier_of_Python_gives_code_that_compiles(string name)
    {
        Assert.Empty(s_identifiers.Value[name].Problems);
        Assert.Equal(4, s_identifiers.Value[name].Interface.GetMembers().Length);
    }

    [Theory]
    [MemberData(nameof(Classes))]
    public void Every_class_name_gives_code_that_compiles(string name)
    {
        Assert.Empty(s_records.Value[name].Problems);
        Assert.Empty(s_enums.Value[name].Problems);
    }

    [Theory]
    [MemberData(nameof(Hidden))]
    public void Nothing_that_a_reader_cannot_see_is_in_generated_text(int code)
    {
        var hidden = char.ConvertFromUtf32(code);
        var written = s_hidden.Value[code];
        Assert.Empty(written.Problems);
        Assert.NotEmpty(written.Texts);
        Assert.All(written.Texts, text => Assert.DoesNotContain(hidden, text, StringComparison.Ordinal));
        Assert.All(written.Texts, text => Assert.DoesNotContain(text, c => char.GetUnicodeCategory(c) is UnicodeCategory.Format));
        Assert.Equal($"a{hidden}b", written.Interface.GetMembers().OfType<IMethodSymbol>().First().Parameters[0].ExplicitDefaultValue);
    }

    [Fact]
    public void Tuples_of_what_may_be_null_give_code_that_compiles()
    {
        string[] types =
        [
            "tuple[str | None, int]", "tuple[int | None, str]", "tuple[list[str | None], int]", "tuple[object, int]",
            "tuple[dict[str, str | None], int]", "tuple[int, dict[str, list[str | None]]] | None", "list[tuple[tuple[dict[str, object], int], set[str | None]]]",
            "dict[str, tuple[dict[str, tuple[str | None, int]], int]]", "tuple[int, int, int, int, int, int, int, dict[str, str | None], int]",
            "tuple[Any, Any]", "tuple[tuple[str | None, int], int]", "tuple[str | None, str | None] | None", "tuple[int, int, int, int, int, int, int, str | None]",
            "tuple[str | None, int, int, int, int, int, int, int, str | None, object]", "list[tuple[bytes | None, int]]", "Unknown", "tuple[Unknown, int]", "Pair",
        ];
        var all = Compile(types, type =>
            $"from typing import Any, NamedTuple\nclass Pair(NamedTuple):\n    first: Any\n    second: str | None\ndef f(x: {type}) -> {type}: ...\n");
        Assert.All(all.Values, written => Assert.Empty(written.Problems));
    }

    [Fact]
    public void Words_of_the_language_are_names_as_others()
    {
        var words = SyntaxFacts.GetKeywordKinds().Concat(SyntaxFacts.GetContextualKeywordKinds()).Select(SyntaxFacts.GetText)
            .Concat(["extension", "v", "k", "k1", "items", "run", "list", "tuple", "set", "bytes", "System", "GlobusCompute", "Microsoft"])
            .Where(word => word.All(char.IsAsciiLetter) || word is "k1")
            .Where(word => !PythonIdentifier.IsKeyword(word))
            .Distinct()
            .ToArray();
        Assert.InRange(words.Length, 100, int.MaxValue);
        Assert.All(Compile(words, Identifier).Values, written => Assert.Empty(written.Problems));
        Assert.All(Compile(words, Record).Values, written => Assert.Empty(written.Problems));
        Assert.All(Compile(words, Enumeration).Values, written => Assert.Empty(written.Problems));
    }

    [Fact]
    public void Classes_named_as_namespaces_do_not_hide_these_in_the_global_namespace()
    {
        foreach (var name in (string[])["System", "GlobusCompute", "Microsoft", "Console", "String"])
        {
            var compiled = Compiled.From("[ComputeModule(\"a.py\")] public partial interface IThings;", new TestFile("a.py", Record(name)));
            Assert.Empty(compiled.CompilerProblems);
            Assert.Empty(compiled.Reported);
        }
    }

    [Theory]
    [InlineData("a-b")]
    [InlineData("a b")]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("1x")]
    [InlineData("{0}")]
    [InlineData("a.b.c")]
    [InlineData("in")]
    [InlineData("\\\\")]
    [InlineData("\\\"")]
    [InlineData("a\\nb")]
    [InlineData("\u202E")]
    [InlineData("\u00E9\u20AC")]
    [InlineData("get_hash_code")]
    public void Every_key_of_a_dictionary_and_every_member_that_is_named_by_text_gives_code_that_compiles(string key)
    {
        var compiled = Compiled.From("namespace My.App; [ComputeModule(\"a.py\")] public partial interface IThings;", new TestFile("a.py", $$"""
            from typing import TypedDict
            from enum import Enum
            Keys = TypedDict("Keys", {"{{key}}": int, "other": str, "A_B": float, "a b_": int})
            Kind = Enum("Kind", ["{{key}}", "OTHER", "A B", "a_b"])
            Pairs = Enum("Pairs", {"{{key}}": 1, "OTHER": 2})
            def f(keys: Keys, kind: Kind, pairs: Pairs) -> Keys: ...
            """));
        Assert.Empty(compiled.CompilerProblems);
        Assert.Empty(compiled.Reported);
    }

    private static string Identifier(string name) =>
        $$"""
        import enum
        {{(name.StartsWith('_') ? $"__all__ = ['{name}', 'other', 'last']" : "")}}
        from dataclasses import dataclass, field
        from typing import NamedTuple, TypedDict
        class Kind(enum.Enum):
            {{name}} = 1
            SECOND = 2
        @dataclass
        class Data:
            {{name}}: int
            other: str = "x"
            kind: Kind = Kind.SECOND
        class Keys(TypedDict, total=False):
            {{name}}: int
        class Pair(NamedTuple):
            {{name}}: int
            second: int
        def {{name}}({{name}}: int, second: int | str = 5, *, third: Kind = Kind.{{name}}) -> Data: ...
        def other(data: Data, keys: Keys, pair: Pair, *{{name}}: int) -> Pair: ...
        def last(*, {{name}}: Data | None = None) -> Keys: ...
        """;

    private static string Record(string name) =>
        $$"""
        from dataclasses import dataclass
        @dataclass
        class {{name}}:
            {{name}}: int
            value: list["{{name}}"]
            get_hash_code: int = 0
            to_string: str = "x"
        def {{name}}_(x: {{name}}, y: list[{{name}}] | None = None) -> {{name}}: ...
        def f(x: dict[str, {{name}}] | int, y: tuple[{{name}}, {{name}}]) -> set[str]: ...
        """;

    private static string Enumeration(string name) =>
        $$"""
        import enum
        class {{name}}(enum.Enum):
            A = 1
            value = 2
            ToString = 3
            {{(name.StartsWith('_') ? "B" : name)}} = 4
        def f(x: {{name}} = {{name}}.A) -> {{name}}: ...
        """;

    private static string Documented(int code)
    {
        var hidden = char.ConvertFromUtf32(code);
        return
            $$""""
            """Does{{hidden}} it."""
            import enum
            from dataclasses import dataclass
            class Kind(enum.Enum):
                """A kind{{hidden}} of.

                Attributes:
                    ONE: The{{hidden}} first.
                """
                ONE = "{{hidden}}"
            @dataclass
            class Data:
                """Data{{hidden}}.

                :param x: A{{hidden}}b.
                """
                x: str = "a{{hidden}}b"
            def f(x: str = "a{{hidden}}b", y: str = '{{hidden}}') -> Data:
                """Does `it{{hidden}}` well.

                Args:
                    x: The{{hidden}} text.

                Returns:
                    Some{{hidden}}thing.

                Example:
                    >>> f("{{hidden}}")
                """
            def g(d: Data, k: Kind) -> int: ...
            """";
    }

    private static Dictionary<T, Written> Compile<T>(IEnumerable<T> keys, Func<T, string> python)
        where T : notnull
    {
        var all = keys.Select((key, i) => (Key: key, Space: $"N{i}")).ToArray();
        var project = Compiled.Empty.AddSyntaxTrees(all.Select(one => Compiled.Parse(
            $"namespace My.{one.Space}; [ComputeModule(\"{one.Space}.py\")] public partial interface IThings;",
            $"{one.Space}.cs")));
        var compiled = Compiled.From(project, [.. all.Select(one => new TestFile($"{one.Space}.py", python(one.Key)))]);
        var problems = compiled.CompilerProblems.Concat(compiled.Reported).Select(problem => (Text: problem.ToString(), Tree: problem.Location.SourceTree?.ToString() ?? "")).ToArray();
        return all.ToDictionary(one => one.Key, one => new Written(
            compiled.Output.GetTypeByMetadataName($"My.{one.Space}.IThings")!,
            [.. problems.Where(problem => IsOf(problem, one.Space) || !all.Any(other => IsOf(problem, other.Space))).Select(problem => problem.Text)],
            [.. compiled.GeneratedTexts.Where(text => text.Contains($"namespace My.{one.Space}\n", StringComparison.Ordinal))]));

        static bool IsOf((string Text, string Tree) problem, string space) =>
            problem.Text.Contains(space + ".", StringComparison.Ordinal) || problem.Tree.Contains($"namespace My.{space}\n", StringComparison.Ordinal);
    }

    /// <summary>What is written of one file.</summary>
    private sealed record Written(INamedTypeSymbol Interface, string[] Problems, string[] Texts);
}
