using GlobusCompute.Remote.Generators.Collections;
using GlobusCompute.Remote.Generators.Python;

namespace GlobusCompute.Remote.Generators.Models;

/// <summary>An interface and the Python files that it names, so that no other file can change what is made of it.</summary>
/// <param name="Interface">The interface.</param>
/// <param name="Files">What is there under each path that a function gives, each path once.</param>
internal sealed record LinkedInterface(InterfaceModel Interface, EquatableArray<FileLookup> Files)
{
    /// <summary>Names of types that several files want in the interface's namespace.</summary>
    public EquatableArray<string> Ambiguous { get; init; }

    /// <summary>What each of its modules' files gives it; none before the interface got the members that are written from them.</summary>
    public EquatableArray<ModulePart> Parts { get; init; }

    /// <summary>What is there under a path of the interface, or null for null.</summary>
    public FileLookup? Find(string? path) => path is null ? null : Files.First(file => file.Path == path);
}

/// <summary>A path looked up among the project's Python files.</summary>
/// <param name="Path">The path as <c>[ComputeFunction]</c> writes it.</param>
/// <param name="File">The file, or null when the project has none there.</param>
/// <param name="Nearest">For a missing file the path of one that may be meant, or null.</param>
internal sealed record FileLookup(string Path, PythonFile? File, string? Nearest);
