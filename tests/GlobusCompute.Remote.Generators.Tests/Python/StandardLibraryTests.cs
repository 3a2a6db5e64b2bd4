extern alias generator;
using generator::GlobusCompute.Remote.Shared.Python;
using GlobusCompute.Remote.Generators.Python;

namespace GlobusCompute.Remote.Generators.Tests.Python;

/// <summary>Compares the reader with Python's own parser over every file of the standard library, of numpy and of dill.</summary>
public sealed class StandardLibraryTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_file_has_an_answer()
    {
        foreach (var path in StandardLibrary.Files)
        {
            var text = PythonSourceText.NormalizeLines(File.ReadAllText(path));
            PythonModuleReader.Read(text, out var steps);
            Assert.True(steps <= 40L * (text.Length + 1), $"{path} of {text.Length} characters took {steps} steps.");
        }
    }

    [Fact]
    public void Top_level_functions_agree_with_ast()
    {
        // A machine without this Python, such as Windows, has nothing to compare with; the corpus and the table of PythonModuleReaderTests run everywhere.
        if (!File.Exists(PythonScript.Python))
        {
            output.WriteLine($"{PythonScript.Python} does not exist: nothing compared.");
            return;
        }

        var files = 0;
        var functions = 0;
        var parameters = 0;
        var differences = new List<string>();
        foreach (var (path, expected) in PythonAst.Read(StandardLibrary.Files))
        {
            var actual = PythonModuleReader.Read(PythonSourceText.NormalizeLines(File.ReadAllText(path))).Functions;
            files++;
            functions += expected.Length;
            parameters += actual.Sum(function => function.Parameters.Count);
            if (expected.Length != actual.Count)
            {
                differences.Add($"{path}: expected {string.Join(' ', expected.Select(f => f.Name))}, got {string.Join(' ', actual.Select(f => f.Name))}");
                continue;
            }

            differences.AddRange(expected.Zip(actual.Select(PythonAst.Of))
                .Where(pair => !pair.First.Agrees(pair.Second))
                .Select(pair => $"{path}:\n  expected {pair.First}\n  got      {pair.Second}"));
        }

        output.WriteLine($"{functions - differences.Count} of {functions} functions with {parameters} parameters in {files} files agree.");
        Assert.True(differences.Count == 0, $"{differences.Count} differences:\n{string.Join("\n", differences.Take(40))}");
        Assert.InRange(files, 500, int.MaxValue);
    }
}
