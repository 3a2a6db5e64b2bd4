using GlobusCompute.Remote.Generators.Tests.Harness;

namespace GlobusCompute.Remote.Generators.Tests.Binding;

/// <summary>Names that are the same to Python though they are written differently.</summary>
public sealed class PythonNameTests
{
    /// <summary>A name as Python has it, as C# has it, and as both mean it.</summary>
    public static TheoryData<string, string, string> Names => new()
    {
        { "\u00b5", "\u00b5", "\u03bc" },
        { "\u03bc", "\u00b5", "\u03bc" },
        { "\u00b5", "\u03bc", "\u03bc" },
        { "\ufb01t", "fit", "fit" },
        { "fit", "\ufb01t", "fit" },
        { "\uff46\uff49\uff54", "fit", "fit" },
        { "\u017fum", "sum", "sum" },
        { "x\u00aa", "xa", "xa" },
        { "x\u1d62", "xi", "xi" },
        { "cafe\u0301", "caf\u00e9", "caf\u00e9" },
        { "\ufef7", "\u0644\u0623", "\u0644\u0623" },
        { "\ud835\udd1e", "a", "a" },
        { "\u1112\u1161\u11ab", "\ud55c", "\ud55c" },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void A_keyword_is_sent_under_the_name_that_Python_compares(string python, string csharp, string meant)
    {
        Assert.Contains($"\"{meant}\"", Generated(python, $"Task Call(int x, [PythonKeyword] double {csharp} = 1.0);"), StringComparison.Ordinal);
        Assert.Contains($"\"{meant}\"", Generated(python, $"Task Call(int x, [PythonKeyword(\"{python}\")] double other = 1.0);"), StringComparison.Ordinal);
        Assert.Contains($"\"{meant}\"", Generated(python, $"Task Call(int x, [PythonKeyword, PythonName(\"{csharp}\")] double other = 1.0);"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_function_is_found_and_called_under_the_name_that_Python_compares(string python, string csharp, string meant)
    {
        var compiled = Compiled.From(
            $"public interface I {{ [ComputeFunction(File = \"a.py\", Name = \"{csharp}\")] Task Call(); }}", new TestFile("a.py", $"def {python}():\n    pass\n\n\ndef other():\n    pass\n"));
        Assert.Empty(compiled.Reported);
        Assert.Contains($"\"{meant}\"", compiled.Generated, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x\u00b2")]
    [InlineData("\u2460")]
    [InlineData("\ud83d\ude00")]
    public void What_Python_takes_for_no_name_is_refused(string name) =>
        Assert.Equal("GCR015", Assert.Single(Compiled.From($"public interface I {{ [ComputeFunction(Source = \"def f(): pass\", Name = \"{name}\")] Task Call(); }}").Reported).Id);

    private static string Generated(string python, string method)
    {
        var compiled = Compiled.From(
            $"public interface I {{ [ComputeFunction(File = \"a.py\")] {method} }}", new TestFile("a.py", $"def call(x, *, {python}=1.0):\n    pass\n"));
        Assert.Empty(compiled.Reported);
        Assert.Empty(compiled.CompilerProblems);
        return compiled.Generated;
    }
}
