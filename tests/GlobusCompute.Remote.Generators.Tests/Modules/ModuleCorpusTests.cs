extern alias generator;
using System.Globalization;
using System.Text;
using generator::GlobusCompute.Remote.Shared.Python;
using GlobusCompute.Remote.Generators.Collections;
using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Generators.Modules;
using GlobusCompute.Remote.Generators.Python;
using GlobusCompute.Remote.Generators.Tests.Harness;
using GlobusCompute.Remote.Generators.Tests.Python;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GlobusCompute.Remote.Generators.Tests.Modules;

/// <summary>What is written of the modules of the standard library and of numpy: its defaults are Python's, and it compiles.</summary>
public sealed class ModuleCorpusTests(ITestOutputHelper output)
{
    // Opens a browser, shows windows, runs programs, or needs what is not there.
    private static readonly string[] s_left = ["/antigravity.py", "/this.py", "/__main__.py", "/idlelib/", "/turtledemo/", "/test/", "/tests/"];

    private static IEnumerable<string> Files => StandardLibrary.Modules
        .Where(file => file.IsStandard || StandardLibrary.Added.Append("numpy").Any(package => file.Path.Contains($"/{package}/", StringComparison.Ordinal)))
        .Select(file => file.Path)
        .Where(path => !s_left.Any(part => path.Contains(part, StringComparison.Ordinal)));

    [Fact]
    public void Defaults_are_those_that_the_running_functions_have()
    {
        if (!File.Exists(PythonScript.Python))
        {
            output.WriteLine($"{PythonScript.Python} does not exist: nothing compared.");
            return;
        }

        var (files, sent, left, required) = (0, 0, 0, 0);
        var differences = new List<string>();
        foreach (var (path, functions) in DefaultValues.Read(Files))
        {
            files++;
            var plan = Plan(path);
            foreach (var method in plan.Part.Methods)
            {
                if (!functions.TryGetValue(method.Function.Name, out var values))
                {
                    continue;
                }

                foreach (var parameter in method.Parameters.Where(parameter => parameter.Python.Default is not null))
                {
                    if (!values.TryGetValue(parameter.Python.Name, out var expected))
                    {
                        differences.Add($"{path} {method.Function.Name}: '{parameter.Python.Name}' has no default");
                    }
                    else if (parameter.OmitWhenNull)
                    {
                        left++;
                    }
                    else if (parameter.Default is null)
                    {
                        required++;
                    }
                    else if (!Agrees(parameter.Default, expected))
                    {
                        differences.Add($"{path} {method.Function.Name}: '{parameter.Python.Name}' is {parameter.Python.Default}, {string.Join(' ', expected)}, and not {parameter.Default}");
                    }
                    else
                    {
                        sent++;
                    }
                }
            }
        }

        output.WriteLine($"{sent} defaults of {files} files are sent, {left} are left to Python, {required} must be given; {differences.Count} differ.");
        Assert.True(differences.Count == 0, string.Join('\n', differences.Take(40)));
        Assert.InRange(sent, 1000, int.MaxValue);
    }

    [Fact]
    public void Whole_modules_give_code_that_compiles()
    {
        // The whole takes minutes; every file has its turn when the variable says so.
        var every = Environment.GetEnvironmentVariable("GCOMPUTE_WHOLE_CORPUS") == "1" ? 1 : 8;
        var paths = StandardLibrary.Files.Where((_, i) => i % every == 0).ToArray();
        if (paths.Length == 0)
        {
            output.WriteLine("No files: nothing compiled.");
            return;
        }

        var broken = new List<string>();
        var methods = 0;
        foreach (var chunk in paths.Select((path, i) => (Path: path, Name: $"N{i}")).Chunk(100))
        {
            var source = string.Join("\n", chunk.Select(file => $"namespace {file.Name} {{ [ComputeModule(\"{file.Name}.py\")] public partial interface IThings; }}"));
            var files = chunk.Select(file => new TestFile($"{file.Name}.py", PythonSourceText.NormalizeLines(File.ReadAllText(file.Path)))).ToArray();
            var run = Compiled.Driver(files).RunGeneratorsAndUpdateCompilation(Compiled.Project(source), out var compilation, out var reported);
            methods += chunk.Sum(file => compilation.GetTypeByMetadataName($"{file.Name}.IThings")!.GetMembers().Length);
            var problems = compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).ToArray();
            foreach (var problem in problems.Where(problem => !chunk.Any(file => IsOf(problem, file.Name))))
            {
                broken.Add(problem.ToString());
            }

            broken.AddRange(chunk.Select(file => (file.Path, First: problems.FirstOrDefault(problem => IsOf(problem, file.Name))))
                .Where(file => file.First is not null)
                .Select(file => $"{file.Path}: {file.First}"));
        }

        output.WriteLine($"{paths.Length - broken.Count} of {paths.Length} files with {methods} methods compile.");
        Assert.True(broken.Count == 0, string.Join('\n', broken.Take(40)));
        Assert.InRange(methods, 100, int.MaxValue);
    }

    private static bool IsOf(Diagnostic problem, string name) =>
        problem.Location.SourceTree?.ToString().Contains($"namespace {name}\n", StringComparison.Ordinal) == true
        || (problem.Location.SourceTree is { FilePath: "App.cs" } tree && tree.GetText().Lines[problem.Location.GetLineSpan().StartLinePosition.Line].ToString().Contains($" {name} ", StringComparison.Ordinal));

    private static ModulePlan Plan(string path)
    {
        var python = PythonModuleReader.Read(PythonSourceText.NormalizeLines(File.ReadAllText(path)));
        var module = new ModuleModel(
            "global::IThings",
            "IThings",
            "IThings",
            "",
            "IThings",
            "public",
            "things.py",
            python.EntryPoints.Select(function => function.Name).ToEquatableArray(),
            ReturnsTask: false,
            IsOwn: true,
            CanBeWritten: true,
            PayloadChoice.Default,
            default,
            default);
        return ModulePlan.Make(module, new PythonFile("things.py", python), [], default);
    }

    /// <summary>Whether a default of C# is a value of Python; a double may stand for an int of the same value.</summary>
    private static bool Agrees(string text, string[] expected)
    {
        var expression = SyntaxFactory.ParseExpression(text);
        var isNegative = expression is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression };
        var literal = (isNegative ? ((PrefixUnaryExpressionSyntax)expression).Operand : expression) as LiteralExpressionSyntax;
        var sign = isNegative ? "-" : "";
        return (literal?.Token.Value, expected[0]) switch
        {
            _ when literal is null => expected[0] == "enum",
            (null, var kind) => kind == "None",
            (bool value, var kind) => kind == "bool" && value.ToString() == expected[1],
            (string value, var kind) => kind == "str" && Convert.ToHexStringLower(Encoding.Unicode.GetBytes(value)) == expected[1],
            (double value, "float") => BitConverter.DoubleToInt64Bits(isNegative ? -value : value)
                == BitConverter.DoubleToInt64Bits(double.Parse(expected[1], CultureInfo.InvariantCulture)),
            (IConvertible value, "int") => sign + value.ToString(CultureInfo.InvariantCulture) == expected[1],
            _ => false,
        };
    }
}
