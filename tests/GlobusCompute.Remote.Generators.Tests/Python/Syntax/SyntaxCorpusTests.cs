using GlobusCompute.Remote.Generators.Python.Syntax;

namespace GlobusCompute.Remote.Generators.Tests.Python.Syntax;

/// <summary>Cases written from the grammars of Python 3.9 to 3.14, and what the installed Python says of them.</summary>
public sealed class SyntaxCorpusTests(ITestOutputHelper output)
{
    public static TheoryData<string> ValidFiles => SyntaxCases.Files("valid");

    public static TheoryData<string> InvalidFiles => SyntaxCases.Files("invalid");

    [Theory]
    [MemberData(nameof(ValidFiles))]
    public void What_a_version_accepts_has_no_error(string file) =>
        Assert.All(SyntaxCases.Valid(file).Texts, text => Assert.Null(PythonSyntaxChecker.Check(text, TestContext.Current.CancellationToken)));

    [Theory]
    [MemberData(nameof(ValidFiles))]
    public void What_a_version_accepts_has_no_error_without_the_end_of_its_last_line(string file) =>
        Assert.All(
            SyntaxCases.Valid(file).Texts.Where(text => !text.TrimEnd().EndsWith('\\')),
            text => Assert.Null(PythonSyntaxChecker.Check(text.TrimEnd('\n'), TestContext.Current.CancellationToken)));

    [Theory]
    [MemberData(nameof(InvalidFiles))]
    public void What_no_version_accepts_has_an_error_at_its_line(string file) =>
        Assert.All(SyntaxCases.Invalid(file), expected =>
        {
            var error = PythonSyntaxChecker.Check(expected.Text, TestContext.Current.CancellationToken);
            Assert.NotNull(error);
            Assert.Equal(expected.Line, error.Line);
            Assert.Contains(expected.Message, error.Message, StringComparison.Ordinal);
            Assert.True(error.Column >= 1 && error.Length >= 0);
        });

    [Fact]
    public void The_installed_Python_says_the_same_of_the_cases()
    {
        using var python = PythonCompiler.TryStart();
        if (python is null)
        {
            output.WriteLine($"{PythonScript.Python} does not exist: nothing compared.");
            return;
        }

        foreach (var (since, texts) in ValidFiles.Select(row => SyntaxCases.Valid((string)row)).Where(file => file.Since <= python.Version))
        {
            Assert.All(texts, text => Assert.Null(python.Compile(text)));
        }

        foreach (var (text, line, _) in InvalidFiles.SelectMany(row => SyntaxCases.Invalid((string)row)))
        {
            Assert.True(python.Compile(text) is not null, $"Python {python.Version} accepts:\n{text}");
        }
    }
}
