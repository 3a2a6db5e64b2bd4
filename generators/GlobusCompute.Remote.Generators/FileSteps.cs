using System.Collections.Immutable;
using GlobusCompute.Remote.Generators.Binding;
using GlobusCompute.Remote.Generators.Collections;
using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Generators.Python;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators;

/// <summary>The generator's steps that have to do with Python files.</summary>
internal static class FileSteps
{
    /// <summary>Reads the project's items, and of its other Python files those that an interface names.</summary>
    public static IncrementalValueProvider<PythonFileTable> Read(
        IncrementalGeneratorInitializationContext context, IReadOnlyList<IncrementalValuesProvider<Outcome<InterfaceModel>?>> interfaces)
    {
        var texts = context.AdditionalTextsProvider.Combine(context.AnalyzerConfigOptionsProvider);
        var items = texts
            .Select(static (pair, _) => (File: pair.Left, Path: PythonFileReader.RelativePath(pair.Left, pair.Right)))
            .Where(static file => file.Path is not null)
            .WithTrackingName(StepNames.PythonPaths);
        var candidates = texts
            .Select(static (pair, _) => (File: pair.Left, Path: PythonFileReader.CandidatePath(pair.Left, pair.Right)))
            .Where(static file => file.Path is not null)
            .Collect()
            .Select(static (files, _) => files.IsEmpty ? PythonCandidates.None : new PythonCandidates(files))
            .WithTrackingName(StepNames.PythonCandidates);
        var named = Named(interfaces)
            .Combine(candidates)
            .SelectMany(static (pair, _) => pair.Left
                .Select(path => (File: pair.Right.Find(path)!, Path: (string?)path))
                .Where(found => found.File is not null))
            .WithTrackingName(StepNames.PythonPaths);

        return Modules(items).Collect()
            .Combine(Modules(named).Collect())
            .Select(static (all, _) => new PythonFileTable(all.Left.Concat(all.Right)))
            .WithTrackingName(StepNames.PythonFileTable);
    }

    private static IncrementalValuesProvider<PythonFile> Modules(IncrementalValuesProvider<(AdditionalText File, string? Path)> files) => files
        .Select(static (file, cancellationToken) =>
            new PythonFile(file.Path!, PythonFileReader.ReadModule(file.File.GetText(cancellationToken), cancellationToken)))
        .WithTrackingName(StepNames.PythonFiles);

    /// <summary>The paths that the interfaces name, each once and in the common form.</summary>
    private static IncrementalValueProvider<EquatableArray<string>> Named(IReadOnlyList<IncrementalValuesProvider<Outcome<InterfaceModel>?>> interfaces)
    {
        var all = Paths(interfaces[0]).Collect();
        foreach (var others in interfaces.Skip(1))
        {
            all = all.Combine(Paths(others).Collect()).Select(static (pair, _) => ImmutableArray.CreateRange(pair.Left.Concat(pair.Right)));
        }

        return all
            .Select(static (paths, _) => paths.Distinct(StringComparer.Ordinal).OrderBy(path => path, StringComparer.Ordinal).ToEquatableArray())
            .WithTrackingName(StepNames.NamedFiles);
    }

    private static IncrementalValuesProvider<string> Paths(IncrementalValuesProvider<Outcome<InterfaceModel>?> interfaces) =>
        interfaces.SelectMany(static (parsed, _) => parsed?.Value is { } model ? PythonFileTable.PathsOf(model).Select(PythonFilePath.Normalise) : []);
}
