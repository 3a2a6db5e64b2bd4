extern alias generator;
using System.Text;
using generator::GlobusCompute.Remote.Shared.Python;
using GlobusCompute.Remote.Generators.Python;
using GlobusCompute.Remote.Generators.Python.Syntax;

namespace GlobusCompute.Remote.Generators.Tests.Python.Syntax;

/// <summary>Every Python file of the machine, and what Python says of damaged ones.</summary>
public sealed class InstalledFilesTests(ITestOutputHelper output)
{
    private const int Mutations = 5_000;

    private static readonly string[] s_pieces =
    [
        "(", ")", "[", "]", "{", "}", ":", ",", ".", "=", "==", "+", "*", "**", "->", ":=", "@", ";", "if", "else", "for", "in", "def", "class", "return", "yield", "await",
        "lambda", "x", "1", "'s'", "not", "import", "from", "as", "global", "break", "async", "except", "with", "is", "None",
    ];

    [Fact]
    public void No_file_that_Python_accepts_has_an_error()
    {
        using var python = PythonCompiler.TryStart();
        var (files, refused) = (0, 0);
        foreach (var path in Everything())
        {
            files++;
            var text = Read(path);
            if (PythonSyntaxChecker.Check(text, TestContext.Current.CancellationToken) is { } error)
            {
                // Some files are invalid on purpose, for the tests of other tools.
                Assert.True(python!.Compile(text) is not null, $"{path}({error.Line},{error.Column}): {error.Message}");
                refused++;
            }
        }

        output.WriteLine($"{files} files, {refused} of which Python refuses as well.");
        Assert.True(python is null || files > 100, $"Only {files} files were found.");
    }

    /// <summary>
    /// Mutations that only a later grammar accepts count as missed: the installed Python cannot tell them. So the figure is rather too low.
    /// </summary>
    [Fact]
    public void Four_of_five_single_token_mutations_that_Python_refuses_are_found()
    {
        using var python = PythonCompiler.TryStart();
        if (python is null)
        {
            output.WriteLine($"{PythonScript.Python} does not exist: nothing compared.");
            return;
        }

        var random = new Random(20261128);
        var texts = StandardLibrary.Modules.Where(file => file.IsStandard && new FileInfo(file.Path).Length is > 200 and < 10_000)
            .Select(file => (file.Path, Text: Read(file.Path))).ToArray();
        Assert.NotEmpty(texts);
        var tokens = new Dictionary<string, Token[]>();
        var (found, missed, sameLine, accepted) = (0, new List<string>(), 0, 0);
        while (found + missed.Count < Mutations)
        {
            var (path, text) = texts[random.Next(texts.Length)];
            if (!tokens.TryGetValue(path, out var all))
            {
                all = [.. Tokenizer.Run(text, TestContext.Current.CancellationToken).Tokens.Where(token => token.Length > 0 && token.Kind != TokenKind.NewLine)];
                tokens.Add(path, all);
            }

            if (all.Length < 3)
            {
                continue;
            }

            var changed = Mutate(text, all, random);
            var error = PythonSyntaxChecker.Check(changed, TestContext.Current.CancellationToken);
            switch (python.Compile(changed))
            {
                case null:
                    Assert.True(error is null, $"{path} changed, which Python accepts: {error}");
                    accepted++;
                    break;
                case (-1, _):
                    break;
                case var (line, message) when error is null:
                    missed.Add($"{path}({line}): {message}");
                    break;
                case var (line, _):
                    found++;
                    sameLine += line == error.Line ? 1 : 0;
                    break;
            }
        }

        output.WriteLine($"{found} of {Mutations} mutations that Python {python.Version} refuses are found ({100.0 * found / Mutations:F2} %), {100.0 * sameLine / found:F2} % of them at Python's line.");
        output.WriteLine($"{accepted} that it accepts have no error. Missed:\n{string.Join("\n", missed.Take(20))}");
        Assert.InRange(found, Mutations * 8 / 10, Mutations);
    }

    /// <summary>The standard library, and all that is installed: no file that Python accepts may have an error, so what there is changes no answer.</summary>
    private static IEnumerable<string> Everything() =>
        new[] { "/usr/lib", "/usr/local/lib" }.Where(Directory.Exists)
            .SelectMany(folder => Directory.GetDirectories(folder, "python3*"))
            .SelectMany(root => Directory.EnumerateFiles(root, "*.py", SearchOption.AllDirectories))
            .Concat(StandardLibrary.Files)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

    private static string Mutate(string text, Token[] tokens, Random random)
    {
        var i = random.Next(tokens.Length - 1);
        var (token, next) = (tokens[i], tokens[i + 1]);
        var own = text.Substring(token.Start, token.Length);
        return random.Next(5) switch
        {
            0 => text.Remove(token.Start, token.Length),
            1 => text.Insert(token.End, " " + own),
            2 => text.Remove(token.Start, token.Length).Insert(token.Start, s_pieces[random.Next(s_pieces.Length)]),
            3 => text.Insert(token.Start, s_pieces[random.Next(s_pieces.Length)] + " "),
            _ => text[..token.Start] + text.Substring(next.Start, next.Length) + text[token.End..next.Start] + own + text[next.End..],
        };
    }

    private static string Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        try
        {
            return PythonSourceText.NormalizeLines(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes));
        }
        catch (DecoderFallbackException)
        {
            return PythonSourceText.NormalizeLines(Encoding.Latin1.GetString(bytes));
        }
    }
}
