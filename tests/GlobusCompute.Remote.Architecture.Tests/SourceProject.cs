using GlobusCompute.Remote.Journal;
using GlobusCompute.Remote.Locking;
using GlobusCompute.Remote.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GlobusCompute.Remote.Architecture.Tests;

/// <summary>A project of the repository as the tests of its structure see it: hand-written files, and what they refer to.</summary>
internal sealed class SourceProject
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly string[] s_platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);

    /// <summary>
    /// What public types that only carry facts (options, models, exceptions, handles, values) are taken for: everyone may name them, wherever their
    /// file is. Types that do work are not among them: who names those depends on their folder.
    /// </summary>
    public const string Vocabulary = "(vocabulary)";

    private readonly bool _seesLibrary;
    private readonly string[] _workers;

    private SourceProject(string folder, string rootNamespace, string[] workers, bool seesLibrary = false)
    {
        _workers = workers;
        Folder = folder;
        RootNamespace = rootNamespace;
        _seesLibrary = seesLibrary;
    }

    public static SourceProject Library { get; } = new(
        "src/GlobusCompute.Remote", "GlobusCompute.Remote", ["ComputeClient", "ComputeExecutor", "ComputeJournal", "ComputeLockFile", "CallArguments", "PythonFunction"]);

    public static SourceProject LocalService { get; } = new("src/GlobusCompute.Remote.LocalService", "GlobusCompute.Remote.LocalService", ["LocalComputeService"], seesLibrary: true);

    public static SourceProject Hosting { get; } = new(
        "src/GlobusCompute.Remote.Hosting",
        "GlobusCompute.Remote.Hosting",
        [
            "GlobusComputeBuilderExtensions", "GlobusComputeFilterExtensions", "GlobusComputeHealthExtensions", "GlobusComputeInstrumentationExtensions",
            "GlobusComputeServiceCollectionExtensions",
        ],
        seesLibrary: true);

    public static SourceProject Testing { get; } = new(
        "src/GlobusCompute.Remote.Testing", "GlobusCompute.Remote.Testing", ["FakeCompute", "ComputeRecorder", "ComputeReplay"], seesLibrary: true);

    public static SourceProject Authentication { get; } = new(
        "src/GlobusCompute.Remote.Authentication",
        "GlobusCompute.Remote.Authentication",
        ["DefaultChain", "GlobusClientCredential", "GlobusCredential", "GlobusInteractiveCredential", "GlobusStoredCredential"],
        seesLibrary: true);

    public static SourceProject AspNetCore { get; } = new(
        "src/GlobusCompute.Remote.AspNetCore",
        "GlobusCompute.Remote.AspNetCore",
        ["GlobusSignInApplicationExtensions", "GlobusSignInBuilderExtensions"],
        seesLibrary: true);

    public static SourceProject Generator { get; } = new("generators/GlobusCompute.Remote.Generators", "GlobusCompute.Remote.Generators", []);

    /// <summary>Finds the project in a folder.</summary>
    public static SourceProject In(string folder) =>
        new[] { Library, LocalService, Hosting, Testing, Authentication, AspNetCore, Generator }.Single(project => project.Folder == folder);

    /// <summary>Gets the project's folder, relative to the repository's root.</summary>
    public string Folder { get; }

    public string RootNamespace { get; }

    /// <summary>Lists the hand-written C# files below a folder of the repository, relative to its root.</summary>
    public static IEnumerable<string> FilesBelow(string folder) =>
        Directory.EnumerateFiles(Path.Combine(TestPaths.Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(TestPaths.Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal);

    public static string Read(string path) => File.ReadAllText(Path.Combine(TestPaths.Root, path));

    /// <summary>Binds the project's sources; texts beside them stand for files that are not there.</summary>
    public CSharpCompilation Compile(params (string Path, string Text)[] added)
    {
        var options = new CSharpParseOptions(
            LanguageVersion.Latest, preprocessorSymbols: ["NET", "NET8_0_OR_GREATER", "NET9_0_OR_GREATER", "NET10_0_OR_GREATER"]);
        var texts = FilesBelow(Folder).Concat(FilesBelow("src/Shared")).Select(path => (Path: path, Text: Read(path))).Concat(added);
        return CSharpCompilation.Create(
            Path.GetFileName(Folder),
            texts.Append((Path: "Usings.cs", Text: Usings)).Select(file => CSharpSyntaxTree.ParseText(file.Text, options, file.Path)),
            s_platform.Where(IsReferenced).Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
    }

    /// <summary>
    /// Names the room of a file: the first folder below the project, <c>Shared</c> for what is compiled into several projects, <c>(root)</c> for
    /// files outside any folder, and of those <c>(options)</c> where the file's type carries facts and does no work. Null for files of other projects.
    /// </summary>
    public string? RoomOf(string path)
    {
        var parts = path.Split('/');
        if (path.StartsWith("src/Shared/", StringComparison.Ordinal))
        {
            return "Shared";
        }

        if (!path.StartsWith(Folder + "/", StringComparison.Ordinal))
        {
            return null;
        }

        var depth = Folder.Split('/').Length;
        return parts.Length > depth + 1 ? parts[depth]
            : _workers.Length == 0 || _workers.Contains(parts[depth].Split('.')[0], StringComparer.Ordinal) ? "(root)"
            : "(options)";
    }

    /// <summary>Tells whether a public type of the project carries facts, and does no work.</summary>
    public bool IsVocabulary(ITypeSymbol type) =>
        type.ContainingNamespace?.ToString() is not "GlobusCompute.Remote.Proxies" && !_workers.Contains(type.Name, StringComparer.Ordinal);

    private bool IsReferenced(string path) =>
        Path.GetFileName(path) is var name
        && (!name.StartsWith("GlobusCompute.", StringComparison.Ordinal) || (_seesLibrary && (name == "GlobusCompute.Remote.dll" || IsBelow(name))));

    // The package for web apps is made of two others.
    private bool IsBelow(string name) =>
        Folder.EndsWith(".AspNetCore", StringComparison.Ordinal) && name is "GlobusCompute.Remote.Authentication.dll" or "GlobusCompute.Remote.Hosting.dll";
}
