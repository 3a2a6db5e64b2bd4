using GlobusCompute.Remote.Generators.Tests.Harness;

namespace GlobusCompute.Remote.Generators.Tests.Diagnostics;

/// <summary>Each thing that can be wrong with a command: id, place, message, and that all else goes on working.</summary>
public sealed class ShellDiagnosticsTests
{
    public static TheoryData<string, string, string> Cases => new()
    {
        // Braces.
        { "GCR026", "[ComputeShellFunction([|\"\"|])] Task<ShellResult> F();", "IWork.F: the command is empty" },
        { "GCR026", "[ComputeShellFunction(\"echo [|{|]\")] Task<ShellResult> F();", "IWork.F: the command has a '{' that is not closed; write '{{' for a brace" },
        { "GCR026", "[ComputeShellFunction(\"echo [|}|]\")] Task<ShellResult> F();", "IWork.F: the command has a '}' without '{'; write '}}' for a brace" },
        { "GCR026", "[ComputeShellFunction(@\"echo [|{0}|]\")] Task<ShellResult> F();", "IWork.F: the command has the numbered field '{0}'; fields have names" },
        { "GCR026", "[ComputeShellFunction(\"\"\"echo [|{a!r}|] \"x\" \"\"\")] Task<ShellResult> F(string a);", "IWork.F: the command has the field '{a!r}'; only a name is allowed between the braces; write '{{' and '}}' for braces" },
        { "GCR026", "[ComputeShellFunction([|\"echo \\\"{}\\\"\"|])] Task<ShellResult> F();", "IWork.F: the command has a field without a name; write {name}, or '{{}}' for the braces themselves" },

        // Fields and parameters.
        { "GCR027", "[ComputeShellFunction(\"grep {a} [|{path}|]\")] Task<ShellResult> F(string a);", "IWork.F: the field '{path}' has no parameter; write '{{' or '}}' for a brace" },
        { "GCR027", "[ComputeShellFunction(\"grep {path} [|{pathh}|]\")] Task<ShellResult> F(string path);", "IWork.F: the field '{pathh}' has no parameter; did you mean '{path}'?" },
        { "GCR028", "[ComputeShellFunction(\"ls\")] Task<ShellResult> F(string [|path|]);", "IWork.F: the parameter 'path' fills no field; write {path} where its value belongs in the command, or remove the parameter" },
        { "GCR017", "[ComputeShellFunction(\"ls {max_depth}\")] Task<ShellResult> F(int maxDepth, int [|max_depth|]);", "IWork.F: the parameters 'maxDepth' and 'max_depth' both have the Python name 'max_depth'; rename one, or give its Python name with [PythonName] or [PythonKeyword]" },

        // Types.
        { "GCR029", "[ComputeShellFunction(\"ls {a}\")] Task<ShellResult> F(bool [|a|]);", "IWork.F: the parameter 'a' is a bool, and programs do not agree on how to write one; pass text, a number, a Guid, a date, or a list of these" },
        { "GCR029", "[ComputeShellFunction(\"ls {a}\")] Task<ShellResult> F(DayOfWeek [|a|]);", "IWork.F: the parameter 'a' is an enum, which may mean its name or its number; pass text, a number, a Guid, a date, or a list of these" },
        { "GCR029", "[ComputeShellFunction(\"ls {a}\")] Task<ShellResult> F(object [|a|]);", "IWork.F: the parameter 'a' is of type object, which has no single text form; pass text, a number, a Guid, a date, or a list of these" },
        { "GCR029", "[ComputeShellFunction(\"ls {a}\")] Task<ShellResult> F(Dictionary<string, int> [|a|]);", "IWork.F: the parameter 'a' is of type Dictionary<string, int>, which has no single text form; pass text, a number, a Guid, a date, or a list of these" },
        { "GCR029", "[ComputeShellFunction(\"ls {a}\")] Task<ShellResult> F(int?[] [|a|]);", "IWork.F: the parameter 'a' is of type int?[], which has no single text form; pass text, a number, a Guid, a date, or a list of these" },
        { "GCR029", "[ComputeShellFunction(\"ls --a={a}\")] Task<ShellResult> F(string[] [|a|]);", "IWork.F: the parameter 'a' is a list, and the field '{a}' is not a word of its own everywhere; put blanks around it" },
        { "GCR029", "[ComputeShellFunction(\"ls --a={a}\")] Task<ShellResult> F([ComputeOmitWhenNull] string? [|a|]);", "IWork.F: the parameter 'a' is omitted when null, and the field '{a}' is not a word of its own everywhere; put blanks around it" },
        { "GCR029", "[ComputeShellFunction(\"ls {a}\")] Task<ShellResult> F([ComputeUnquoted] int [|a|]);", "IWork.F: the parameter 'a' is [ComputeUnquoted], which is for text" },
        { "GCR029", "[ComputeShellFunction(\"ls {a}\")] Task<ShellResult> F([PythonKeyword] int [|a|]);", "IWork.F: the parameter 'a' has [PythonKeyword], which configures arguments of Python functions; remove it" },
        { "GCR018", "[ComputeShellFunction(\"ls {a}\")] Task<ShellResult> F([[|ComputeOmitWhenNull|]] int a);", "IWork.F: the parameter 'a' of type int is never null, so [ComputeOmitWhenNull] can have no effect; make it int?" },
        { "GCR005", "[ComputeShellFunction(\"ls {a}\")] Task<ShellResult> F(ref int [|a|]);", "IWork.F: the parameter 'a' is passed by 'ref'; arguments are copied to the worker, so pass it by value" },
        { "GCR021", "[ComputeShellFunction(\"ls {a}\")] Task<ShellResult> F(CancellationToken [|token|], int a);", "IWork.F: the CancellationToken 'token' must be the only one and the last parameter (or directly before params), and not nullable" },

        // Places.
        { "GCR038", "[ComputeShellFunction(\"echo '[|{a}|]'\")] Task<ShellResult> F(string a);", "IWork.F: a value cannot be kept literal in the field '{a}': it is in single quotes, which its own quotes would end; remove them, since the value is quoted anyway" },
        { "GCR038", "[ComputeShellFunction(\"\"\"echo \"[|{a}|]\" .\"\"\")] Task<ShellResult> F(string a);", "IWork.F: a value cannot be kept literal in the field '{a}': it is in double quotes, in which its own quotes have no meaning; remove them, since the value is quoted anyway" },
        { "GCR038", "[ComputeShellFunction(\"echo {b} `cat [|{a}|]`\")] Task<ShellResult> F(string a, [ComputeUnquoted] string b);", "IWork.F: a value cannot be kept literal in the field '{a}': the command has a backtick; write $(...), so whether quotes would protect the value cannot be determined" },

        // The method.
        { "GCR039", "[ComputeShellFunction(\"ls\")] [|Task<string>|] F();", "IWork.F: it returns Task<string>; a command returns ComputeFuture<ShellResult> or Task<ShellResult>" },
        { "GCR039", "[ComputeShellFunction(\"ls\")] [|ComputeFuture|] F();", "IWork.F: it returns ComputeFuture; a command returns ComputeFuture<ShellResult> or Task<ShellResult>" },
        { "GCR039", "[ComputeShellFunction(\"ls\"), ComputeMpiFunction(\"ls\")] Task<ShellResult> [|F|]();", "IWork.F: it has [ComputeShellFunction] and [ComputeMpiFunction], which each specify what runs; keep one of them" },
        { "GCR039", "[ComputeShellFunction(\"ls\"), ComputeFunction(Source = \"def f(): pass\")] Task<ShellResult> [|F|]();", "IWork.F: it has [ComputeFunction] and [ComputeShellFunction], which each specify what runs; keep one of them" },
        { "GCR039", "[ComputeShellFunction(\"ls\", WalltimeSeconds = [|-1|])] Task<ShellResult> F();", "IWork.F: WalltimeSeconds is not a time; give seconds above zero, or 0 for no limit" },
        { "GCR039", "[ComputeMpiFunction(\"ls\", SnippetLines = [|-1|])] Task<ShellResult> F();", "IWork.F: SnippetLines is negative; set the number of last lines to return" },
        { "GCR039", "[ComputeShellFunction(\"ls\", Stdout = [|\"\"|])] Task<ShellResult> F();", "IWork.F: Stdout is not a path; give one relative to the task's folder, or omit it" },
        { "GCR015", "[ComputeShellFunction(\"ls\", Name = [|\"a b\"|])] Task<ShellResult> F();", "IWork.F: 'a b' is not a Python identifier, which is not allowed as a Python name" },
        { "GCR016", "[ComputeShellFunction(\"ls\")] Task<ShellResult> [|Import|]();", "IWork.Import: 'Import' becomes the Python name 'import', which is a keyword; set the actual name with Name = \"...\" of the attribute" },
        { "GCR006", "[ComputeShellFunction(\"ls\")] Task<ShellResult> [|F|]<T>();", "IWork.F has type parameters; declare one method for each type that is used" },
        { "GCR025", "[[|ComputeShellFunction(\"ls\", Group = \"staff\")|]] Task<ShellResult> F();", "IWork.F: Group is 'staff', which is not a UUID" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void It_is_reported_at_its_place_and_the_member_throws(string id, string member, string message)
    {
        var marked = Marked.Parse(Source(member));
        var compiled = Compiled.From(marked.Source);

        var reported = Assert.Single(compiled.Reported);
        Assert.Equal((id, message), (reported.Id, reported.GetMessage(null)));
        Assert.Equal(marked.Span, reported.Location.SourceSpan);
        Assert.Empty(compiled.CompilerProblems);
        Assert.Contains($"throw new global::System.NotSupportedException(\"{id}: ", compiled.Generated, StringComparison.Ordinal);
        Assert.Contains("ProxyCommandCall(__context, __Fine)", compiled.Generated, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[ComputeShellFunction(\"ls {path}\")] ComputeFuture<ShellResult> F(string path);")]
    [InlineData("[ComputeShellFunction(\"ls {maxDepth} {max_width}\")] ComputeFuture<ShellResult> F(int maxDepth, int maxWidth);")]
    [InlineData("[ComputeShellFunction(\"ls {a} {b} {c} {d} {e}\")] ComputeFuture<ShellResult> F(List<string> a, IEnumerable<int> b, HashSet<Guid> c, [ComputeOmitWhenNull] string[]? d, params ReadOnlySpan<double> e);")]
    [InlineData("[ComputeShellFunction(\"ls {a} {b} {c}\")] ComputeFuture<ShellResult> F(int? a, [ComputeOmitWhenNull] Guid? b, char c, CancellationToken token = default);")]
    [InlineData("[ComputeShellFunction(\"ls \\\"{a}\\\" {b}\")] ComputeFuture<ShellResult> F([ComputeUnquoted] string a, params string[] b);")]
    [InlineData("[ComputeShellFunction(\"ls {lambda} {@class}\")] ComputeFuture<ShellResult> F(string lambda, string @class);", "GCR026")]
    [InlineData("[ComputeShellFunction(\"ls {class}\")] ComputeFuture<ShellResult> F(string @class);")]
    [InlineData("[ComputeMpiFunction(\"./sim {input}\", WalltimeSeconds = 60, Idempotent = true)] Task<ShellResult> Run(string input);")]
    [InlineData("[ComputeShellFunction(\"awk '{{ print $1 }}' {path}\")] ComputeFuture<ShellResult> F(string path);")]
    public void What_is_right_is_not_reported(string member, params string[] expected)
    {
        var compiled = Compiled.From(Source(member));
        Assert.Equal(expected, compiled.Reported.Select(diagnostic => diagnostic.Id));
        Assert.Empty(compiled.CompilerProblems);
        Assert.Equal(expected.Length > 0, compiled.Generated.Contains("throw", StringComparison.Ordinal));
    }

    [Fact]
    public void An_interface_of_commands_alone_needs_no_JSON_metadata_and_gets_one_proxy()
    {
        var compiled = Compiled.From("public interface IWork { [ComputeMpiFunction(\"a\")] Task<ShellResult> A(); [ComputeShellFunction(\"b\")] Task<ShellResult> B(); }");

        Assert.Empty(compiled.Reported);
        Assert.Empty(compiled.CompilerProblems);
        Assert.DoesNotContain("Reflection", compiled.Generated, StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_outside_an_interface_has_no_effect() =>
        Assert.Equal("GCR023", Assert.Single(Compiled.From("public class Work { [ComputeShellFunction(\"ls\")] public void F() { } }").Reported).Id);

    private static string Source(string member) => $$"""
        public interface IWork
        {
            [ComputeShellFunction("true")] Task<ShellResult> Fine();
            {{member}}
        }
        """;
}
