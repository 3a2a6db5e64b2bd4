using GlobusCompute.Remote.Generators.Python;
using GlobusCompute.Remote.Generators.Python.Syntax;

namespace GlobusCompute.Remote.Generators.Tests.Python.Syntax;

/// <summary>Texts that are too much for a parser: it answers, and takes no more stack or time than others.</summary>
public sealed class SyntaxLimitTests
{
    private const int Many = 100_000;

    public static TheoryData<string, string, string, bool> Deep => new()
    {
        { "(", "x", ")", false },
        { "[", "x", "]", false },
        { "{1: ", "x", "}", false },
        { "f(", "x", ")", false },
        { "a[", "x", "]", false },
        { "(lambda: ", "x", ")", false },
        { "[x for x in ", "x", "]", false },
        { "f'{", "x", "}'", false },
        { "not ", "x", "", true },
        { "-", "x", "", true },
        { "lambda: ", "x", "", true },
        { "x if y else ", "x", "", true },
        { "x and ", "x", "", true },
        { "x < ", "x", "", true },
        { "x ** -", "x", "", true },
        { "x = ", "x", "", true },
        { "x, ", "x", "", true },
        { "", "x", ".x", true },
        { "", "x", "()", true },
        { "", "x", "[0]", true },
        { "", "x", " if x else x", true },
        { "'' ", "''", "", true },
        { "x;", "x", "", true },
        { "@x\n", "class C: pass", "", true },
        { "", "if x: pass\n", "elif x: pass\n", true },
        { "", "try: pass\n", "except x: pass\n", true },
        { "(x y ", "x", "", false },
    };

    [Theory]
    [MemberData(nameof(Deep))]
    public void Any_depth_has_an_answer(string open, string middle, string close, bool isValid)
    {
        var text = string.Concat(Enumerable.Repeat(open, Many)) + middle + string.Concat(Enumerable.Repeat(close, Many));
        PythonSyntaxError? error = null;
        var thread = new Thread(() => error = PythonSyntaxChecker.Check(text, CancellationToken.None), maxStackSize: 1024 * 1024);
        thread.Start();
        thread.Join();
        Assert.Equal(isValid, error is null);
    }

    [Fact]
    public void Blocks_as_deep_as_Python_allows_have_no_error_and_deeper_ones_have_one()
    {
        static string Nested(int count) => string.Concat(Enumerable.Range(0, count).Select(i => new string(' ', i) + "if x:\n")) + new string(' ', count) + "x\n";
        Assert.Null(PythonSyntaxChecker.Check(Nested(99), CancellationToken.None));
        Assert.Equal("too many levels of indentation", PythonSyntaxChecker.Check(Nested(100), CancellationToken.None)?.Message);
        Assert.NotNull(PythonSyntaxChecker.Check(Nested(Many / 100), CancellationToken.None));
    }

    [Fact]
    public void A_canceled_check_ends()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => PythonSyntaxChecker.Check("x = 1\ny = 2\n", source.Token));
    }

    [Fact]
    public void A_text_beyond_the_limit_is_not_read()
    {
        var text = new string('(', PythonSource.MaximumLength + 1);
        Assert.Same(PythonSource.TooLong, PythonSource.Read(text, CancellationToken.None));
        Assert.Same(PythonSource.TooLong, PythonSource.ReadInline(text));
        Assert.True(PythonSource.TooLong is { Refusal: not null, Text.Length: 0 });
    }

    [Fact]
    public void No_change_of_a_text_brings_the_checker_down()
    {
        string[] pieces = ["(", ")", "[", "{", "}", "'", "\"", "'''", "f'", "f'''{", "t\"{", "rb\"", "\\", "\n", "\t", "#", ":", ",", "*", "=", "async ", "match ", "case ", "type ", "\0", "\uD83D",
            "\u00e9", "\u201c", "0x", "1e", ".5", ":=", "->", "!", "!r", "{{", "\\N{", "\\U", "    ", "\f", "except* ", "with ("];
        var random = new Random(20261128);
        foreach (var text in SyntaxCases.Files("valid").SelectMany(row => SyntaxCases.Valid((string)row).Texts))
        {
            for (var round = 0; round < 60; round++)
            {
                var changed = text;
                for (var edits = random.Next(1, 5); edits > 0; edits--)
                {
                    var start = random.Next(changed.Length + 1);
                    changed = random.Next(3) == 0 ? changed.Remove(start, random.Next(Math.Min(20, changed.Length - start + 1))) : changed.Insert(start, pieces[random.Next(pieces.Length)]);
                }

                if (PythonSyntaxChecker.Check(changed, CancellationToken.None) is { } error)
                {
                    var lines = changed.Split('\n');
                    Assert.InRange(error.Line, 1, lines.Length);
                    Assert.InRange(error.Column - 1 + error.Length, 0, lines[error.Line - 1].Length);
                }
            }
        }
    }
}
