using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Python;

namespace GlobusCompute.Remote.Generators.Models;

/// <summary>A member's function after its Python source was looked up.</summary>
/// <param name="Name">The Python object to call, or null when the member is not a remote function.</param>
/// <param name="File">The Python file that the function comes from or is checked against, or null.</param>
/// <param name="Source">The text to register, or null for a pinned function.</param>
/// <param name="Problem">Why it cannot be called, or null.</param>
internal sealed record BoundFunction(string? Name, PythonFile? File, string? Source, Problem? Problem)
{
    /// <summary>The function in its own file, where <see cref="Name"/> is an adapter of it; null where they are the same.</summary>
    public string? Adapted { get; init; }

    /// <summary>The file's own text, where <see cref="Source"/> has more than that; null where they are the same.</summary>
    public string? AdaptedSource { get; init; }

    /// <summary>Stands for members that are not remote functions.</summary>
    public static BoundFunction None { get; } = new(null, null, null, null);
}
