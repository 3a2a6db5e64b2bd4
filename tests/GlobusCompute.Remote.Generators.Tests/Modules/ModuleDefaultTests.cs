using System.Globalization;
using GlobusCompute.Remote.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Tests.Modules;

/// <summary>A default of C# is the value that Python's expression has, or Python gives its own.</summary>
public sealed class ModuleDefaultTests
{
    private const string Python = "Python's";

    /// <summary>Defaults as Python writes them, and what the generated method has.</summary>
    public static TheoryData<string, string, string> Defaults => new()
    {
        // Strings.
        { "str", "\"run \" \"7\"", "run 7" },
        { "str", "\",\" + \" \"", ", " },
        { "str", "\"a\" 'b' \"\"\"c\"\"\"", "abc" },
        { "str", "(\"a\"\n        # in between\n        \"b\")", "ab" },
        { "str", "(\"a\" + (\"b\"))", "ab" },
        { "str", "\"a\" \\\n        \"b\"", "ab" },
        { "str", "r\"\\d\" \"\\t\"", "\\d\t" },
        { "str", "R'\\n'", "\\n" },
        { "str", "u'x'", "x" },
        { "str", "U'x' r'\\y'", "x\\y" },
        { "str", "b'x'", Python },
        { "str", "f'x'", Python },
        { "str", "'a' f'{1}'", Python },
        { "str", "'a' % ()", Python },
        { "str", "'a' * 3", Python },
        { "str", "'a'.upper() + 'b'", Python },
        { "str", "'ab'[0] + 'c'", Python },
        { "str", "'a' if 1 else 'b'", Python },
        { "str", "'a' or 'b'", Python },
        { "str", "'a' == 'a'", Python },
        { "str", "'a' 'b' + name", Python },
        { "str", "('a', 'b')", Python },
        { "str", "('a',)", Python },
        { "str", "'\\N{DIGIT ONE}'", Python },
        { "str", "r'\\N{DIGIT ONE}'", "\\N{DIGIT ONE}" },
        { "str", "'\\x41\\102\\u0043\\U00000044'", "ABCD" },
        { "str", "'\\400\\0\\08'", "\u0100\0\08" },
        { "str", "'\\U0001F600'", "\U0001F600" },
        { "str", "'\\ud83d\\ude00'", Python },
        { "str", "'\\ud800'", Python },
        { "str", "'\\d\\8\\%'", "\\d\\8\\%" },
        { "str", "'\\a\\b\\f\\v\\r\\n\\t\\\\\\'\\\"'", "\a\b\f\v\r\n\t\\'\"" },
        { "str", "'a\\\nb'", "ab" },
        { "str", "'''a\n\"b'''", "a\n\"b" },
        { "str", "'{}\\u2028\u202E\u200B'", "{}\u2028\u202E\u200B" },
        { "str", "''", "" },
        { "str", "5", Python },
        { "str", "None", "null" },
        { "str", "(None)", "null" },

        // Floats.
        { "float", "nan", Python },
        { "float", "NaN", Python },
        { "float", "inf", Python },
        { "float", "Infinity", Python },
        { "float", "-infinity", Python },
        { "float", "-nan", Python },
        { "float", "math.nan", Python },
        { "float", "e5", Python },
        { "float", "float('nan')", Python },
        { "float", "1e400", Python },
        { "float", "-1e400", Python },
        { "float", "1e-400", "0" },
        { "float", "-0.0", "-0" },
        { "float", "-(0.0)", "-0" },
        { "float", "--1.5", Python },
        { "float", "1.", "1" },
        { "float", ".5", "0.5" },
        { "float", "1.e5", "100000" },
        { "float", "1E5", "100000" },
        { "float", "1_000.25", "1000.25" },
        { "float", "1_0e1_0", "100000000000" },
        { "float", "0.1", "0.1" },
        { "float", "0.30000000000000004441", "0.30000000000000004" },
        { "float", "1.7976931348623157e308", "1.7976931348623157E+308" },
        { "float", "5e-324", "5E-324" },
        { "float", "00.5", "0.5" },
        { "float", "5", "5" },
        { "float", "10**6", Python },
        { "float", "9007199254740993", Python },
        { "float", "1j", Python },
        { "float", "1.5j", Python },
        { "float", "1 / 3", Python },
        { "float", "1.0 + 2.0", Python },
        { "float", "True", Python },
        { "float", "'1.5'", Python },

        // Integers.
        { "int", "1_000", "1000" },
        { "int", "0xFF", "255" },
        { "int", "0X_ff", "255" },
        { "int", "0o17", "15" },
        { "int", "0b101", "5" },
        { "int", "0xe", "14" },
        { "int", "-0x10", "-16" },
        { "int", "00", "0" },
        { "int", "-0", "0" },
        { "int", "+5", "5" },
        { "int", "- 5", "-5" },
        { "int", "~5", Python },
        { "int", "not 5", Python },
        { "int", "9007199254740993", "9007199254740993" },
        { "int", "9223372036854775807", "9223372036854775807" },
        { "int", "-9223372036854775808", "-9223372036854775808" },
        { "int", "9223372036854775808", Python },
        { "int", "0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF", Python },
        { "int", "1.0", Python },
        { "int", "1e3", Python },
        { "int", "True", Python },
        { "int", "60 * 60", Python },
        { "int", "1 if True else 2", Python },
        { "int", "(1)", "1" },
        { "int", "(1,)", Python },
        { "int", "[1]", Python },
        { "int", "lambda: 1", Python },
        { "int", "...", Python },

        // The rest.
        { "bool", "True", "True" },
        { "bool", "(False)", "False" },
        { "bool", "not True", Python },
        { "bool", "1", Python },
        { "bool", "-True", Python },
        { "list[int]", "[]", Python },
        { "bytes", "b''", Python },
        { "complex", "1j", Python },
        { "object", "5", Python },
    };

    /// <summary>The same without annotations, where the default says the type as well.</summary>
    public static TheoryData<string, string, string> Untyped => new()
    {
        { "'a' 'b'", "string", "ab" },
        { "'a' + 'b'", "string", "ab" },
        { "1_0", "long", "10" },
        { "0b11", "long", "3" },
        { "-1", "long", "-1" },
        { "1e3", "double", "1000" },
        { "-0.0", "double", "-0" },
        { "(True)", "bool", "True" },
        { "nan", "object?", Python },
        { "inf", "object?", Python },
        { "NaN", "object?", Python },
        { "1j", "object?", Python },
        { "b'a'", "object?", Python },
        { "9223372036854775808", "object?", Python },
        { "1e999", "object?", Python },
        { "1 + 1", "object?", Python },
        { "()", "object?", Python },
        { "None", "object?", "null" },
    };

    /// <summary>Fields of dataclasses, and the value that a new object has.</summary>
    public static TheoryData<string, string> Fields => new()
    {
        { "x: str = \"run \" \"7\"", "\"run 7\"" },
        { "x: str = \",\" + \" \"", "\", \"" },
        { "x: str = field(default=\"a\" \"b\")", "\"ab\"" },
        { "x: str = 'a' * 2", "" },
        { "x: float = nan", "" },
        { "x: float = field(default=inf)", "" },
        { "x: float = -0.0", "-0.0" },
        { "x: float = 1e400", "" },
        { "x: int = 0x10", "16" },
        { "x: int = 1_0", "10" },
        { "x: int = 1.0", "" },
        { "x: bool = (True)", "true" },
        { "x: str = f'a'", "" },
        { "x: type = list", "" },
        { "x: list[int] = field(default_factory=list)", "global::System.Array.Empty<long>()" },
        { "x: tuple[int, ...] = ()", "global::System.Array.Empty<long>()" },
        { "x: tuple[int, ...] = tuple", "" },
        { "x: dict[str, int] = field(default_factory=dict)", "new global::System.Collections.Generic.Dictionary<string, long>()" },
        { "x: Kind = Kind.ONE", "global::Kind.One" },
        { "x: Kind = Other.ONE", "" },
    };

    /// <summary>Unions, and the overloads with the value of each.</summary>
    public static TheoryData<string, string> Unions => new()
    {
        { "int | str = 'auto'", "long, string = auto" },
        { "int | str = 5", "long = 5, string" },
        { "str | int = 5", "string, long = 5" },
        { "int | str | None = None", "long? = null, string" },
        { "int | str | None = 'x'", "long?, string = x" },
        { "int | str = None", "long? = null, string" },
        { "int | str = nan", "long? = Python's, string" },
        { "int | str = ()", "long? = Python's, string" },
        { "int | str = True", "long? = Python's, string" },
        { "float | str = 1", "double = 1, string" },
        { "str | float = 1.5", "string, double = 1.5" },
        { "bool | str = 'a' 'b'", "bool, string = ab" },
        { "bool | int | str = 2", "bool, long = 2, string" },
        { "list[int] | str = 'x'", "long[], string = x" },
        { "list[str] | list[str | None] = []", "string[]? = Python's" },
        { "Kind | str = Kind.ONE", "Kind = 1, string" },
        { "Kind | Other = Other.ONE", "Kind, Other = 1" },
        { "int | str", "long, string" },
    };

    // All of them in one module, since compilations are slow.
    private static readonly Lazy<IReadOnlyDictionary<string, IParameterSymbol>> s_defaults = new(static () =>
    {
        var parameters = Defaults.Select(row => $"x: {row.Data.Item1} = {row.Data.Item2}").Concat(Untyped.Select(row => $"x={row.Data.Item1}")).ToArray();
        var methods = Methods(string.Join("\n", parameters.Select((parameter, i) => $"def f{i}({parameter}): ...")));
        return parameters.Zip(methods).ToDictionary(pair => pair.First, pair => Assert.Single(pair.Second.Parameters));
    });

    [Theory]
    [MemberData(nameof(Defaults))]
    public void The_default_of_a_parameter_is_what_Python_has(string annotation, string expression, string expected)
    {
        var parameter = s_defaults.Value[$"x: {annotation} = {expression}"];
        Assert.Equal(expected, Value(parameter));
    }

    [Theory]
    [MemberData(nameof(Untyped))]
    public void A_default_without_annotation_says_the_type_where_it_is_certain(string expression, string type, string expected)
    {
        var parameter = s_defaults.Value[$"x={expression}"];
        Assert.Equal((type, expected), (parameter.Type.ToDisplayString(), Value(parameter)));
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void The_default_of_a_field_is_what_Python_has(string field, string expected)
    {
        var compiled = Compile(
            $"from dataclasses import dataclass, field\nfrom math import inf, nan\nimport enum\nclass Kind(enum.Enum):\n    ONE = 1\nclass Other(enum.Enum):\n    ONE = 1\n@dataclass\nclass D:\n    {field}\ndef f(d: D): ...\n");
        var property = compiled.Output.GetTypeByMetadataName("D")!.GetMembers("X").Single();
        var text = property.DeclaringSyntaxReferences.Single().GetSyntax().ToString();
        var equals = text.LastIndexOf(" = ", StringComparison.Ordinal);
        Assert.Equal(expected, text.Contains("WhenWritingNull", StringComparison.Ordinal) ? "" : equals < 0 ? "none" : text[(equals + 3)..].TrimEnd(';'));
    }

    [Theory]
    [MemberData(nameof(Unions))]
    public void One_overload_of_a_union_may_be_called_without_the_argument(string parameter, string expected)
    {
        const string Classes = "import enum\nclass Kind(enum.Enum):\n    ONE = 1\nclass Other(enum.Enum):\n    ONE = 1\n";
        var methods = Methods($"{Classes}def f(a: float, x: {parameter}) -> int: ...", "static ComputeFuture<long> Call(IThings i) => i.F(1" + (parameter.Contains('=', StringComparison.Ordinal) ? "" : ", 2") + ");");
        Assert.Equal(expected, string.Join(", ", methods.Select(method => method.Parameters[1]).Select(own =>
            own.Type.ToDisplayString() + (own.HasExplicitDefaultValue ? " = " + Value(own) : ""))));
    }

    [Theory]
    [InlineData("a: int | str = 1, b: int | str = 'x'", "i.F(); i.F(2); i.F(\"a\", 2L); i.F(2, \"x\");")]
    [InlineData("a: int | str = 'x', b: int | str = 1", "i.F(); i.F(\"a\"); i.F(\"a\", 2L); i.F(2L, \"x\");")]
    [InlineData("*, a: int | str = 'x', b: int | str = 1", "i.F(); i.F(a: \"a\"); i.F(b: 2, a: 1L);")]
    [InlineData("a: int | str = unknown, b: int | str = unknown", "i.F(); i.F(b: 5); i.F(\"a\", \"b\");")]
    [InlineData("a: int | str = 'x', *rest: int", "i.F(); i.F(\"a\", 1, 2);")]
    [InlineData("a: int | str = unknown, /, b: int | str = 1", "i.F(); i.F(5); i.F(\"a\"); i.F(\"a\", \"b\"); i.F(5, \"b\"); i.F(b: 5L);")]
    [InlineData("a: int | str = unknown, /", "i.F(); i.F(5); i.F(\"a\");")]
    [InlineData("a: list[int] | str | None = unknown, b: int = 1, /", "i.F(); i.F([5]); i.F(\"a\", 2); i.F(b: 2);")]
    [InlineData("a: int | str = unknown, *rest: int", "i.F(); i.F(5); i.F(\"a\"); i.F(\"a\", 1, 2); i.F(5, 1, 2);")]
    [InlineData("a: float | str = unknown, /, *, z: int = 1", "i.F(); i.F(1.5); i.F(\"a\"); i.F(z: 5);")]
    [InlineData("a: int | str = unknown, /, *, z: int | str = unknown", "i.F(); i.F(5); i.F(a: \"a\"); i.F(\"a\", z: 2); i.F(a: \"a\", z: \"b\"); i.F(z: \"a\", a: 5L);")]
    [InlineData("a: int | float = unknown, /", "i.F(); i.F(5); i.F(5.5);")]
    public void Several_unions_leave_one_call_without_arguments(string parameters, string calls) =>
        Methods($"def f({parameters}) -> int: ...", $"static void Call(IThings i) {{ {string.Concat(calls.Split("; ").Select(call => "_ = " + call.TrimEnd(';') + ";"))} }}");

    [Theory]
    [InlineData("a: int | str = unknown, /, *, z: int | str = unknown", "a")]
    [InlineData("a: int | str = 1, *, z: int | str = 2", "a")]
    [InlineData("a: str | int = 'x', *, z: str | int = 'y'", "a", "5")]
    [InlineData("a: bool | str = True, *, y: int = 1, z: bool | str = False", "a")]
    [InlineData("a: int = 1, *, y: int | str = 2, z: int | str = 3", "a", "5")]
    [InlineData("a: int = 1, b: str = 'b', *, z: int | str | bool = 3", "a", "5, \"text\"")]
    [InlineData("a: int | str = 1, *rest: str, z: int | str = 2", "a", "\"text\", \"more\"")]
    public void A_positional_argument_is_never_taken_for_one_that_Python_takes_by_keyword(string parameters, string parameter, string argument = "\"text\"")
    {
        var compiled = Compile($"def f({parameters}) -> int: ...", $"static object Call(IThings i) => i.F({argument});");

        var tree = compiled.Output.SyntaxTrees.Single(tree => tree.ToString().Contains("static object Call", StringComparison.Ordinal));
        var call = tree.GetRoot().DescendantNodes().OfType<Microsoft.CodeAnalysis.CSharp.Syntax.InvocationExpressionSyntax>().Single();
        var called = (IMethodSymbol)compiled.Output.GetSemanticModel(tree).GetSymbolInfo(call).Symbol!;
        Assert.Equal(parameter, called.Parameters[0].Name);
    }

    [Theory]
    [InlineData("str", "string", "'run ' '7'", "\"run 7\"", "\"run ' '7\"")]
    [InlineData("str", "string", "',' + ' '", "\", \"", "\",' + ' \"")]
    [InlineData("str", "string", "('a')", "\"a\"", "\"b\"")]
    [InlineData("str", "string", "r'\\d'", "@\"\\d\"", "\"d\"")]
    [InlineData("str", "string", "'\\x41'", "\"A\"", "\"x41\"")]
    [InlineData("str", "string", "'a\\\nb'", "\"ab\"", "\"a\\nb\"")]
    [InlineData("float", "double", "-0.5", "-0.5", "0.5")]
    [InlineData("float", "double", "1_0.", "10", "1")]
    [InlineData("float", "double", ".5", "0.5", "5")]
    [InlineData("float", "double", "1e3", "1000", "1001")]
    [InlineData("int", "long", "0x10", "16", "10")]
    [InlineData("int", "long", "9007199254740993", "9007199254740993", "9007199254740992")]
    [InlineData("int", "long", "1_0", "10", "1")]
    [InlineData("int", "int", "(5)", "5", "6")]
    [InlineData("bool", "bool", "(True)", "true", "false")]
    public void A_written_default_is_compared_with_the_value(string annotation, string type, string python, string same, string other)
    {
        Assert.Empty(Compiled.From(Written(same), new TestFile("f.py", $"def f(x: {annotation} = {python}) -> int: ...")).Reported);
        Assert.Equal("GCR057", Assert.Single(Compiled.From(Written(other), new TestFile("f.py", $"def f(x: {annotation} = {python}) -> int: ...")).Reported).Id);

        string Written(string value) => $"public interface IThings {{ [ComputeFunction(File = \"f.py\")] ComputeFuture<int> F({type} x = {value}); }}";
    }

    [Theory]
    [InlineData("float", "double", "nan")]
    [InlineData("float", "double", "1e400")]
    [InlineData("float", "double", "1 / 2")]
    [InlineData("str", "string", "'a' * 2")]
    [InlineData("str", "string", "f'a'")]
    [InlineData("str", "string", "'a'.upper() + 'b'")]
    [InlineData("str", "string", "'\\N{DIGIT ONE}'")]
    [InlineData("int", "long", "1 << 3")]
    [InlineData("bool", "bool", "not True")]
    [InlineData("float", "double", "math.nan")]
    public void A_written_default_beside_what_is_not_certain_is_not_reported(string annotation, string type, string python)
    {
        var value = type switch { "string" => "\"zzz\"", "bool" => "true", _ => "7" };
        var source = $"public interface IThings {{ [ComputeFunction(File = \"f.py\")] ComputeFuture<int> F({type} x = {value}); }}";
        Assert.Empty(Compiled.From(source, new TestFile("f.py", $"def f(x: {annotation} = {python}) -> int: ...")).Reported);
    }

    private static string Value(IParameterSymbol parameter) =>
        parameter.GetAttributes().Any(attribute => attribute.AttributeClass!.Name == "ComputeOmitWhenNullAttribute") ? Python
        : Convert.ToString(parameter.ExplicitDefaultValue, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text
        : parameter.ExplicitDefaultValue is null ? "null" : "";

    private static IMethodSymbol[] Methods(string python, string call = "") =>
        [.. Compile(python, call).Output.GetTypeByMetadataName("IThings")!.GetMembers().OfType<IMethodSymbol>()];

    private static Compiled Compile(string python, string call = "")
    {
        var compiled = Compiled.From(
            $$"""
            [ComputeModule("things.py")] public partial interface IThings;
            internal static class Calls { {{call}} }
            """,
            new TestFile("things.py", python));
        Assert.Empty(compiled.CompilerProblems);
        Assert.Empty(compiled.Reported);
        return compiled;
    }
}
