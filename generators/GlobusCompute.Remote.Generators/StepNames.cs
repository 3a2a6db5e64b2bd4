using GlobusCompute.Remote.Generators.Binding;
using GlobusCompute.Remote.Generators.Locking;
using GlobusCompute.Remote.Generators.Modules;

namespace GlobusCompute.Remote.Generators;

/// <summary>The names under which a driver tracks the generator's steps, in the order in which data passes them.</summary>
internal static class StepNames
{
    /// <summary>Interfaces with remote functions of their own.</summary>
    public const string Interfaces = nameof(Interfaces);

    /// <summary>Interfaces whose remote functions are all inherited.</summary>
    public const string InheritingInterfaces = nameof(InheritingInterfaces);

    /// <summary>Which additional files are the project's Python files. It passes on what the compiler gave, so it is a place to look up, no model.</summary>
    public const string PythonPaths = nameof(PythonPaths);

    /// <summary>The Python files that are not items, to be looked up by path. As <see cref="PythonPaths"/>, a place to look up; none of them is read.</summary>
    public const string PythonCandidates = nameof(PythonCandidates);

    /// <summary>The paths that interfaces name.</summary>
    public const string NamedFiles = nameof(NamedFiles);

    /// <summary>The project's Python files with the names they bind, each by itself.</summary>
    public const string PythonFiles = nameof(PythonFiles);

    /// <summary>All Python files, to be looked up by path.</summary>
    public const string PythonFileTable = nameof(PythonFileTable);

    /// <summary>Interfaces that are written from Python files.</summary>
    public const string ModuleInterfaces = nameof(ModuleInterfaces);

    /// <summary>Names of types that several of those files want in one namespace.</summary>
    public const string AmbiguousTypes = nameof(AmbiguousTypes);

    /// <summary>An interface with the Python files it names. From here on, an interface depends on nothing else.</summary>
    public const string LinkedInterfaces = nameof(LinkedInterfaces);

    /// <summary>An interface with the methods that Python files give it.</summary>
    public const string ExpandedInterfaces = nameof(ExpandedInterfaces);

    /// <summary>The records and enums of one Python file in one namespace.</summary>
    public const string ModuleTypes = nameof(ModuleTypes);

    /// <summary>An interface with its functions found in those files.</summary>
    public const string Proxies = nameof(Proxies);

    /// <summary>Which additional file is the project's lock file. As <see cref="PythonPaths"/>, a place to look up.</summary>
    public const string LockPaths = nameof(LockPaths);

    /// <summary>What the lock file pins.</summary>
    public const string LockFiles = nameof(LockFiles);

    /// <summary>All that is pinned, to be looked up by method.</summary>
    public const string LockTable = nameof(LockTable);

    /// <summary>An interface with its functions pinned. From here on, it depends on no other interface's entries.</summary>
    public const string LockedProxies = nameof(LockedProxies);

    /// <summary>The generated text.</summary>
    public const string Sources = nameof(Sources);

    /// <summary>All steps.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Interfaces, InheritingInterfaces, ModuleInterfaces, NamedFiles, PythonCandidates, PythonPaths, PythonFiles, PythonFileTable,
        AmbiguousTypes, LinkedInterfaces, ExpandedInterfaces, Proxies,
        LockPaths, LockFiles, LockTable, LockedProxies, Sources, ModuleTypes,
    ];

    /// <summary>The steps whose outputs are models: nothing of the compiler's in them, and equal when they say the same.</summary>
    public static IReadOnlyList<string> Models { get; } =
    [
        Interfaces, InheritingInterfaces, ModuleInterfaces, NamedFiles, PythonFiles, AmbiguousTypes, LinkedInterfaces,
        ExpandedInterfaces, Proxies, LockFiles, LockedProxies, Sources,
        ModuleTypes,
    ];
}
