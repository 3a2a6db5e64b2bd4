using System.Collections.Immutable;
using System.Reflection;
using GlobusCompute.Remote.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GlobusCompute.Remote.Compatibility.Tests.Inputs;

/// <summary>Interfaces and Python files as users write them, for which today's generator is run in memory.</summary>
internal sealed class InputProject
{
    /// <summary>The subfolder with what the generator wrote, which is no input.</summary>
    public const string GeneratedFolder = "Generated";

    private const string Calls = "Calls.cs";

    private static readonly CSharpParseOptions s_parseOptions = new(LanguageVersion.Latest);

    private static readonly ImmutableArray<MetadataReference> s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !PastVersion.IsCompiledTo(path))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private readonly string _folder;

    private InputProject(string folder) => _folder = folder;

    /// <summary>Today's interfaces.</summary>
    public static InputProject Current { get; } = Of(new PastVersion(PastVersion.Current));

    /// <summary>All files, by their paths below the folder with slashes; the project file is none of them.</summary>
    public IReadOnlyDictionary<string, string> Files { get; private init; } = new Dictionary<string, string>();

    public static InputProject Of(PastVersion version)
    {
        var folder = version.Folder;
        var paths = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
            .Where(path => path.Split('/')[0] is not (GeneratedFolder or "bin" or "obj" or "__pycache__")
                && Path.GetExtension(path) is not ".csproj"
                && path != "references.txt");
        return new(folder) { Files = paths.ToDictionary(path => path, path => File.ReadAllText(Path.Combine(folder, path))) };
    }

    /// <summary>Runs the generator over everything but the calls, so that what comes out holds interfaces and proxies alone.</summary>
    public GeneratedProxies Generate()
    {
        var trees = Files.Where(file => file.Key.EndsWith(".cs", StringComparison.Ordinal) && !file.Key.EndsWith(Calls, StringComparison.Ordinal))
            .Select(file => CSharpSyntaxTree.ParseText(file.Value, s_parseOptions, Path.Combine(_folder, file.Key)));
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable);
        var compilation = CSharpCompilation.Create("Interfaces", trees, s_references, options);
        var run = CSharpGeneratorDriver.Create(
            [new ComputeProxyGenerator().AsSourceGenerator(), .. JsonGenerators()],
            Files.Where(file => InputOptions.ItemTypeOf(file.Key) is not null).Select(file => new InputText(file.Key, file.Value)),
            s_parseOptions,
            new InputOptions(_folder)).RunGeneratorsAndUpdateCompilation(compilation, out var output, out var problems).GetRunResult();
        Assert.Empty(problems);
        var proxies = run.Results.Single(result => result.Generator.GetGeneratorType() == typeof(ComputeProxyGenerator));
        return new(proxies.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString()), output);
    }

    private static ImmutableArray<ISourceGenerator> JsonGenerators()
    {
        var path = typeof(InputProject).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "JsonGenerator").Value!;
        return new AnalyzerFileReference(path, new Loader()).GetGenerators(LanguageNames.CSharp);
    }

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }
}
