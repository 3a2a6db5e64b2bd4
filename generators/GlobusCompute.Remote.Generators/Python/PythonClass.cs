using GlobusCompute.Remote.Generators.Collections;

namespace GlobusCompute.Remote.Generators.Python;

/// <summary>A class at module level.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Line">The line of its <c>class</c>, or of the assignment that makes it, from 1.</param>
/// <param name="Kind">What it is made for.</param>
/// <param name="Fields">Its fields in Python's order, those of a base in the same file among them; empty for enums and other kinds of classes.</param>
/// <param name="Docstring">Its docstring without common indentation, or null.</param>
internal sealed record PythonClass(string Name, int Line, PythonClassKind Kind, EquatableArray<PythonField> Fields, string? Docstring)
{
    /// <summary>The members of an enum in order, without aliases of earlier ones and without names that start with an underscore.</summary>
    public EquatableArray<PythonEnumMember> Members { get; init; }

    /// <summary>Whether it is an enum whose members can be combined: a <c>Flag</c> or <c>IntFlag</c>.</summary>
    public bool IsFlag { get; init; }

    /// <summary>What JSON makes of an enum's members.</summary>
    public PythonEnumForm EnumForm { get; init; }

    /// <summary>
    /// Whether its constructor may take other arguments than its fields: it, or the base whose constructor it has, is a <c>@dataclass(init=False)</c> or has an
    /// <c>__init__</c> or a <c>__new__</c> of its own.
    /// </summary>
    public bool HasOwnConstructor { get; init; }

    /// <summary>Whether it, or a base of it in the same file, has a base that is not known here, so that fields may be missing.</summary>
    public bool HasUnknownBase { get; init; }

    /// <summary>How many classes of the same file it inherits from, one through the other.</summary>
    public int Depth { get; init; }
}

/// <summary>A field of a dataclass, dictionary or named tuple.</summary>
/// <param name="Name">Its name, or its key in a dictionary.</param>
/// <param name="Type">Its type; without an annotation, <see cref="PythonTypeKind.Unknown"/> with an empty text.</param>
/// <param name="Default">The text of its default as written, that in <c>field(default=...)</c> too, or null when there is none.</param>
/// <param name="Line">Its line, from 1.</param>
internal sealed record PythonField(string Name, PythonType Type, string? Default, int Line)
{
    /// <summary>The type of what it holds: one with the default None may be None, whatever its annotation says.</summary>
    public PythonType Held => Default == "None" ? Type.OrNone() : Type;

    /// <summary>The text of what makes its default anew for each object, in <c>field(default_factory=...)</c>; null when there is none.</summary>
    public string? DefaultFactory { get; init; }

    /// <summary>Whether the constructor can do without it.</summary>
    public bool HasDefault => Default is not null || DefaultFactory is not null;

    /// <summary>Whether it is a parameter of the constructor; false for <c>field(init=False)</c>.</summary>
    public bool IsInit { get; init; } = true;

    /// <summary>Whether it is a parameter of the constructor and nothing that objects have, as an <c>InitVar</c> is.</summary>
    public bool IsInitOnly { get; init; }

    /// <summary>Whether the constructor takes it by keyword only.</summary>
    public bool IsKeywordOnly { get; init; }

    /// <summary>Whether a dictionary must have it. True for fields of other kinds of classes.</summary>
    public bool IsRequired { get; init; } = true;
}

/// <summary>A member of an enum.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">
/// The text of its value as written; <c>auto()</c> where only the name is given, as in <c>Enum("Color", "RED GREEN")</c>; the empty string where the value is a
/// part of something else, as in <c>A, B = range(2)</c>.
/// </param>
/// <param name="Line">Its line, from 1.</param>
internal sealed record PythonEnumMember(string Name, string Value, int Line)
{
    /// <summary>Its value where that is certainly an integer that the text says; otherwise null.</summary>
    public long? Number { get; init; }
}

/// <summary>What JSON makes of an enum's members.</summary>
internal enum PythonEnumForm
{
    /// <summary>Nothing: they are objects of their class alone.</summary>
    None,

    /// <summary>Numbers: they are of type <c>int</c> as well.</summary>
    Number,

    /// <summary>Text: they are of type <c>str</c> as well.</summary>
    Text,

    /// <summary>That is not known here: a base may say.</summary>
    Unknown,
}

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
