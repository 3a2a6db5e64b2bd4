using GlobusCompute.Remote.Generators.Models;

namespace GlobusCompute.Remote.Generators.Python;

/// <summary>A class at module level.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Line">The line of its <c>class</c>, from 1.</param>
/// <param name="Kind">What it is made for.</param>
/// <param name="Fields">Its annotated fields in order, those of a base in the same file first; empty for other kinds of classes.</param>
/// <param name="Docstring">Its docstring without common indentation, or null.</param>
internal sealed record PythonClass(string Name, int Line, PythonClassKind Kind, EquatableArray<PythonField> Fields, string? Docstring);

/// <summary>An annotated field of a class.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Default">The text of its default as written, or null when there is none.</param>
/// <param name="Line">Its line, from 1.</param>
internal sealed record PythonField(string Name, PythonType Type, string? Default, int Line);

/// <summary>What a class is made for.</summary>
internal enum PythonClassKind
{
    /// <summary>Anything else.</summary>
    Other,

    /// <summary>A <c>@dataclass</c>.</summary>
    Dataclass,

    /// <summary>A <c>TypedDict</c>: a dictionary at run time.</summary>
    TypedDict,

    /// <summary>A <c>NamedTuple</c>: a tuple at run time.</summary>
    NamedTuple,

    /// <summary>An <c>Enum</c>.</summary>
    Enum,
}
