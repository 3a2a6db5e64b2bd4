using System.Diagnostics;
using System.Text.Json;
using GlobusCompute.Remote.Testing.Recording;
using Xunit;

namespace GlobusCompute.Remote.IntegrationTests.Recording;

/// <summary>Sources are divided into the statements that Python finds.</summary>
public sealed class DividedSourceTests
{
    private const string Program = """
        import ast, json, os, pathlib, sys
        folder = pathlib.Path(os.__file__).parent
        files = {}
        for path in sorted(folder.glob(sys.argv[1])):
            try:
                text = path.read_text("utf-8")
                tree = ast.parse(text)
            except (SyntaxError, UnicodeDecodeError, ValueError):
                continue
            if "\r" in text or "\f" in text or "\v" in text:
                continue
            lines, statements = text.split("\n"), []
            for node in tree.body:
                first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])
                if statements and first <= statements[-1][1]:
                    statements[-1][1] = max(statements[-1][1], node.end_lineno)
                else:
                    statements.append([first, node.end_lineno])
            files[str(path)] = [text, [["\n".join(lines[a - 1:b]).rstrip() for a, b in statements]][0]]
        json.dump(files, sys.stdout)
        """;

    [Theory]
    [InlineData("[a-i]*.py")]
    [InlineData("[j-z]*.py")]
    [InlineData("json/*.py")]
    public async Task The_standard_library_is_divided_as_Python_parses_it(string pattern)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("GCOMPUTE_PYTHON") is { Length: > 0 } named ? named : "/usr/bin/python3", ["-c", Program, pattern])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var files = JsonSerializer.Deserialize<Dictionary<string, JsonElement[]>>(await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken))!;
        Assert.NotEmpty(files);
        var differing = new List<string>();
        foreach (var (path, content) in files)
        {
            var expected = content[1].EnumerateArray().Select(static text => text.GetString()!);
            var actual = PythonStatementScanner.Divide(content[0].GetString()!)?.Select(static part => WithoutComment(part.Text)) ?? ["(cannot be divided)"];
            differing.AddRange(expected.Select(WithoutComment).Except(actual).Select(text => $"{path}: {text}"));
        }

        Assert.Empty(differing);
    }

    // A comment behind a statement is Python's none.
    private static string WithoutComment(string text)
    {
        var last = text.LastIndexOf('\n') + 1;
        var comment = text.IndexOf('#', last);
        return (comment < 0 ? text : text[..comment]).TrimEnd();
    }
}
