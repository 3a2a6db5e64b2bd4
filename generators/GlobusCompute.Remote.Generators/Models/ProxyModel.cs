using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Locking;
using GlobusCompute.Remote.Generators.Modules;
using GlobusCompute.Remote.Generators.Python;

namespace GlobusCompute.Remote.Generators.Models;

/// <summary>An interface together with what was found in the Python files that it names, and in no others.</summary>
/// <param name="Interface">The interface.</param>
/// <param name="Functions">One entry per member of the interface, in the same order.</param>
internal sealed record ProxyModel(InterfaceModel Interface, EquatableArray<BoundFunction> Functions)
{
    /// <summary>What is written from Python files.</summary>
    public EquatableArray<ModulePart> Parts { get; init; }
}

/// <summary>A member's function after its Python source was looked up.</summary>
/// <param name="Name">The Python object to call, or null when the member is no remote function.</param>
/// <param name="File">The Python file that the function comes from or is checked against, or null.</param>
/// <param name="Source">The text to register, or null for a pinned function.</param>
/// <param name="Problem">Why it cannot be called, or null.</param>
internal sealed record BoundFunction(string? Name, PythonFile? File, string? Source, Problem? Problem)
{
    /// <summary>The function in its own file, where <see cref="Name"/> is an adapter of it; null where they are the same.</summary>
    public string? Adapted { get; init; }

    /// <summary>The file's own text, where <see cref="Source"/> has more than that; null where they are the same.</summary>
    public string? AdaptedSource { get; init; }

    /// <summary>What the lock file has to do with the function; null where nothing is registered from a source, and before the lock file was looked up.</summary>
    public LockedFunction? Locked { get; init; }

    /// <summary>Stands for members that are no remote function.</summary>
    public static BoundFunction None { get; } = new(null, null, null, null);
}
