extern alias generator;
using System.Reflection;
using generator::GlobusCompute.Remote.Shared.Python;
using GlobusCompute.Remote.Generators.Python;

namespace GlobusCompute.Remote.Generators.Tests.Python;

/// <summary>What the reader says of classes is what Python makes of them.</summary>
public sealed class PythonClassTests(ITestOutputHelper output)
{
    private static readonly string s_corpus = Path.Combine(
        typeof(PythonClassTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "ProjectDirectory").Value!,
        "Corpus",
        "classes.py");

    // Made of what is computed, or bound twice.
    private static readonly string[] s_uncertain = ["Dynamic", "Tuples", "Rebound"];

    [Fact]
    public void Classes_of_the_corpus_are_what_Python_makes_of_them()
    {
        if (!File.Exists(PythonScript.Python))
        {
            output.WriteLine($"{PythonScript.Python} does not exist: nothing compared.");
            return;
        }

        var file = Assert.Single(PythonRuntime.Read([(s_corpus, true)]));
        var module = Read(s_corpus);
        var differences = Differences(file, module, s_uncertain).ToArray();
        Assert.True(differences.Length == 0, string.Join("\n", differences));
        Assert.All(s_uncertain, name => Assert.Null(module.FindClass(name)));
        Assert.Equal(file.PublicNames, string.Join(' ', module.PublicNames!.Value));
        Assert.InRange(file.Classes.Count, 75, int.MaxValue);
    }

    [Fact]
    public void Classes_of_the_standard_library_are_what_Python_makes_of_them()
    {
        if (!File.Exists(PythonScript.Python))
        {
            output.WriteLine($"{PythonScript.Python} does not exist: nothing compared.");
            return;
        }

        var differences = new List<string>();
        var (files, run, parsed, named) = (0, 0, 0, 0);
        foreach (var file in PythonRuntime.Read(StandardLibrary.Modules.Where(file => IsHarmless(file.Path))))
        {
            var module = Read(file.Path);
            differences.AddRange(Differences(file, module));
            files++;
            run += file.IsRun ? file.Classes.Values.Count(type => type is not null) : 0;
            parsed += file.IsRun ? 0 : file.Classes.Count;
            var names = module.PublicNames is { } found ? string.Join(' ', found) : null;
            named += file.PublicNames is null ? 0 : 1;
            if (file.HasPlainNames && names != file.PublicNames)
            {
                differences.Add($"{file.Path}: __all__ is expected {file.PublicNames ?? "null"}\n  got      {names ?? "null"}");
            }
        }

        output.WriteLine($"{run} classes that ran and {parsed} that were parsed, __all__ of {named} modules in {files} files; {differences.Count} differences.");
        Assert.True(differences.Count == 0, $"{differences.Count} differences:\n{string.Join("\n", differences.Take(60))}");
        Assert.InRange(run, 40, int.MaxValue);
    }

    private static PythonModule Read(string path) => PythonModuleReader.Read(PythonSourceText.NormalizeLines(File.ReadAllText(path)));

    /// <summary>Whether a module can be imported without a window, a browser or a test run.</summary>
    private static bool IsHarmless(string path) =>
        !path.Contains("/idlelib/", StringComparison.Ordinal)
        && !path.Contains("/test", StringComparison.Ordinal)
        && !path.Contains("/turtle", StringComparison.Ordinal)
        && !path.EndsWith("/antigravity.py", StringComparison.Ordinal)
        && !path.EndsWith("/__main__.py", StringComparison.Ordinal);

    private static IEnumerable<string> Differences(RuntimeFile file, PythonModule module, params string[] uncertain)
    {
        foreach (var (name, expected) in file.Classes.Where(item => item.Value is not null && !uncertain.Contains(item.Key)))
        {
            var difference = module.FindClass(name) is { } type ? (type.HasUnknownBase ? null : expected!.Difference(PythonRuntime.Of(type))) : "not found";
            if (difference is not null)
            {
                yield return $"{file.Path} {name}:\n  {difference}";
            }
        }

        foreach (var type in module.Classes.Where(type => file.IsRun && type.Kind != PythonClassKind.Other && !file.Classes.ContainsKey(type.Name)))
        {
            yield return $"{file.Path} {type.Name}:\n  Python has no such class.";
        }
    }
}
