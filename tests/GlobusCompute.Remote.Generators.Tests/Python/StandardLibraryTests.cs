using System.Diagnostics;
using System.Text.Json;
using GlobusCompute.Remote.Generators.Python;

namespace GlobusCompute.Remote.Generators.Tests.Python;

/// <summary>Compares the reader with Python's own parser over every file of the standard library and, where it is installed, of numpy.</summary>
public sealed class StandardLibraryTests(ITestOutputHelper output)
{
    private const string Python = "/usr/bin/python3";

    private const string Script = """
        import ast, json, os, sys, sysconfig, warnings
        warnings.simplefilter("ignore")
        for folder in (sysconfig.get_paths()["stdlib"], "/usr/lib/python3/dist-packages/numpy"):
            for root, _, files in os.walk(folder):
                for name in sorted(files):
                    if name.endswith(".py"):
                        path = os.path.join(root, name)
                        try:
                            text = open(path, encoding="utf-8").read()
                            body = ast.parse(text).body
                        except (SyntaxError, UnicodeDecodeError, ValueError, RecursionError):
                            continue
                        kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
                        print(json.dumps([path, [[n.name, n.lineno, isinstance(n, ast.AsyncFunctionDef)] for n in body if isinstance(n, kinds)]]))
        """;

    [Fact]
    public void Top_level_functions_agree_with_ast()
    {
        // A machine without this Python, such as Windows, has nothing to compare with; the table of PythonModuleReaderTests runs everywhere.
        if (!File.Exists(Python))
        {
            output.WriteLine($"{Python} does not exist: nothing compared.");
            return;
        }

        var files = 0;
        var functions = 0;
        var differences = new List<string>();
        foreach (var line in Run())
        {
            using var document = JsonDocument.Parse(line);
            var path = document.RootElement[0].GetString()!;
            var expected = document.RootElement[1].EnumerateArray()
                .Select(item => new PythonDefinition(item[0].GetString()!, item[1].GetInt32(), item[2].GetBoolean()))
                .ToArray();
            var actual = PythonModuleReader.Read(PythonText.Normalise(File.ReadAllText(path))).Functions;
            files++;
            functions += expected.Length;
            if (!expected.SequenceEqual(actual))
            {
                differences.Add($"{path}: expected {string.Join(' ', expected.Except(actual))}, got {string.Join(' ', actual.Except(expected))}");
            }
        }

        output.WriteLine($"{files - differences.Count} of {files} files agree, with {functions} functions.");
        Assert.Empty(differences);
        Assert.InRange(files, 500, int.MaxValue);
    }

    private static List<string> Run()
    {
        var start = new ProcessStartInfo(Python) { RedirectStandardOutput = true, ArgumentList = { "-c", Script } };
        using var process = Process.Start(start)!;
        var lines = new List<string>();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            lines.Add(line);
        }

        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return lines;
    }
}
