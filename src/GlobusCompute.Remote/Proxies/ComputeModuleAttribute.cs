namespace GlobusCompute.Remote;

/// <summary>
/// Writes the interface from a Python file: a method for each of its public functions, with types from the annotations, defaults from the <c>def</c>s and
/// documentation from the docstrings, and beside the interface records for dataclasses and TypedDicts and enums for Enums.
/// </summary>
/// <remarks>
/// The interface is <c>partial</c>, and may declare methods by itself: a function that one of them calls gets no second method. Public are the functions that
/// <c>__all__</c> lists; without it, those whose names do not begin with an underscore. A type that already exists in the interface's namespace is used instead
/// of a generated one. An interface may be written from several files.
/// </remarks>
/// <param name="file">The file of a <c>PythonFunction</c> item, relative to the project.</param>
[AttributeUsage(AttributeTargets.Interface, AllowMultiple = true)]
public sealed class ComputeModuleAttribute(string file) : Attribute
{
    /// <summary>Gets the file, relative to the project.</summary>
    public string File { get; } = file ?? throw new ArgumentNullException(nameof(file));

    /// <summary>
    /// Gets or sets the Python names of the functions for which methods are generated, public or not; null, the default, for all public ones.
    /// </summary>
    public string[]? Functions { get; set; }

    /// <summary>
    /// Gets or sets whether the generated methods return <see cref="Task{TResult}"/> and <see cref="Task"/> instead of <see cref="ComputeFuture{T}"/> and
    /// <see cref="ComputeFuture"/>. Default false. Has no effect on methods that the interface declares, nor on what is registered.
    /// </summary>
    public bool ReturnsTask { get; set; }
}
