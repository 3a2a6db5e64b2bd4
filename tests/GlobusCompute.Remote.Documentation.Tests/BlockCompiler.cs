using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace GlobusCompute.Remote.Documentation.Tests;

/// <summary>
/// Compiles a C# block of a page with the proxy generator and its analyzers. Types stand for themselves, methods without a body for members of
/// <c>IAnalysis</c>, statements for the body of a method that sees the names of <c>Context/Names.cs</c>. Types of the context that the block
/// declares itself are left out.
/// </summary>
internal static class BlockCompiler
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Diagnostics;
        global using System.Globalization;
        global using System.IO;
        global using System.Buffers;
        global using System.Buffers.Binary;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Text;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using GlobusCompute.Remote;
        global using GlobusCompute.Remote.AspNetCore;
        global using GlobusCompute.Remote.Authentication;
        global using GlobusCompute.Remote.Authentication.PythonTokens;
        global using GlobusCompute.Remote.Credentials;
        global using GlobusCompute.Remote.DataFrames;
        global using GlobusCompute.Remote.Diagnostics;
        global using GlobusCompute.Remote.Exceptions;
        global using GlobusCompute.Remote.Filters;
        global using GlobusCompute.Remote.Functions;
        global using GlobusCompute.Remote.Hosting;
        global using GlobusCompute.Remote.Journal;
        global using GlobusCompute.Remote.Locking;
        global using GlobusCompute.Remote.Mapping;
        global using GlobusCompute.Remote.MessagePack;
        global using GlobusCompute.Remote.Models;
        global using GlobusCompute.Remote.Serialization;
        global using GlobusCompute.Remote.Settings;
        global using GlobusCompute.Remote.Testing;
        global using GlobusCompute.Remote.LocalService;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.Data.Analysis;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        global using MessagePack;
        global using OpenTelemetry.Metrics;
        global using OpenTelemetry.Trace;
        global using Polly;
        global using Polly.Retry;
        global using Xunit;
        """;

    private static readonly string s_context = Path.Combine(TestPaths.Root, "tests", typeof(BlockCompiler).Assembly.GetName().Name!, "Context");

    private static readonly ImmutableArray<MetadataReference> s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => !Path.GetFileName(path).StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)
                && Path.GetFileName(path) != "GlobusCompute.Remote.Generators.dll")
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    private static readonly ImmutableArray<DiagnosticAnalyzer> s_analyzers =
    [
        .. typeof(Generators.ComputeProxyGenerator).Assembly.GetTypes()
            .Where(static type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    private static CSharpParseOptions ParseOptions => new(LanguageVersion.Latest, DocumentationMode.Parse);

    /// <summary>Compiles a block; Python blocks of its page whose first line is a comment with a file's name are files of the project.</summary>
    public static (Compilation Output, IReadOnlyList<Diagnostic> Problems) Compile(PageBlock block)
    {
        PythonFile[] files = [.. PythonFiles(block.Page)];
        var driver = CSharpGeneratorDriver.Create(
            [new Generators.ComputeProxyGenerator().AsSourceGenerator()], files, ParseOptions, new PythonOptions());
        driver.RunGeneratorsAndUpdateCompilation(Project(block), out var output, out var reported);
        var analyzers = new CompilationWithAnalyzers(output, s_analyzers, new AnalyzerOptions([.. files], new PythonOptions()));
        var problems = output.GetDiagnostics()
            .Where(static problem => problem.Severity == DiagnosticSeverity.Error)
            .Concat(reported)
            .Concat(analyzers.GetAnalyzerDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult())
            .Where(static problem => problem.Severity >= DiagnosticSeverity.Warning);
        return (output, [.. problems]);
    }

    private static CSharpCompilation Project(PageBlock block)
    {
        var root = Parse(block.Text, "Block.cs").GetCompilationUnitRoot();
        var loose = root.Members.OfType<GlobalStatementSyntax>().Select(static member => member.Statement).ToArray();
        var members = loose.OfType<LocalFunctionStatementSyntax>().Where(static method => method.Body is null && method.ExpressionBody is null).ToArray();
        var statements = string.Concat(loose.Except(members).Select(static statement => statement.ToFullString()));
        var types = string.Concat(root.Members.Where(static member => member is not GlobalStatementSyntax).Select(static member => member.ToFullString()));
        if (members.Length > 0)
        {
            types += $"public interface IAnalysis\n{{\n{string.Concat(members.Select(static member => member.ToFullString()))}\n}}\n";
        }

        var own = Parse(types, "Types.cs");
        var declared = own.GetCompilationUnitRoot().Members.Select(NameOf).ToHashSet(StringComparer.Ordinal);
        var context = Parse(File.ReadAllText(Path.Combine(s_context, "Names.cs")), "Names.cs").GetCompilationUnitRoot();
        context = context.RemoveNodes(context.Members.Where(member => declared.Contains(NameOf(member))), SyntaxRemoveOptions.KeepNoTrivia)!;
        var usings = string.Concat(root.Usings.Select(static directive => directive.ToFullString()));
        var body = $"{usings}public sealed class Block : Names\n{{\npublic async Task RunAsync()\n{{\nawait Task.CompletedTask;\n{statements}\n}}\n}}\n";
        return CSharpCompilation.Create(
            "Page" + Guid.NewGuid().ToString("N"),
            [Parse(Usings, "Usings.cs"), own, CSharpSyntaxTree.Create(context, ParseOptions, "Names.cs", Encoding.UTF8), Parse(body, "Body.cs")],
            s_references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
    }

    private static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, ParseOptions, path, Encoding.UTF8);

    private static string NameOf(MemberDeclarationSyntax member) => member is BaseTypeDeclarationSyntax type ? type.Identifier.Text : "";

    private static IEnumerable<PythonFile> PythonFiles(string page)
    {
        var own = Pages.Blocks(page)
            .Where(static block => block.Language == "python" && block.Text.StartsWith("# ", StringComparison.Ordinal) && block.Text.Split('\n')[0].EndsWith(".py", StringComparison.Ordinal))
            .ToDictionary(static block => block.Text.Split('\n')[0][2..], static block => block.Text, StringComparer.Ordinal);
        return own.Select(static file => new PythonFile(file.Key, file.Value)).Concat(
            Directory.EnumerateFiles(s_context, "*.py")
                .Where(path => !own.ContainsKey(Path.GetFileName(path)))
                .Select(static path => new PythonFile(Path.GetFileName(path), File.ReadAllText(path))));
    }

    private sealed class PythonFile(string name, string text) : AdditionalText
    {
        public override string Path => "/repo/app/" + name;

        public string Name => name;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }

    private sealed class PythonOptions : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(new() { ["build_property.ProjectDir"] = "/repo/app/" });

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Options([]);

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Options(new()
        {
            ["build_metadata.AdditionalFiles.SourceItemType"] = "PythonFunction",
            ["build_metadata.AdditionalFiles.PythonFunctionPath"] = ((PythonFile)textFile).Name,
        });
    }

    private sealed class Options(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
