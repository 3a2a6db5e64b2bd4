namespace GlobusCompute.Remote.Generators.Models;

/// <summary>One parameter of a remote function.</summary>
/// <param name="Name">The C# name without <c>@</c>.</param>
/// <param name="Identifier">The name as C# code refers to it.</param>
/// <param name="PythonName">The Python name, for arguments that travel by keyword.</param>
/// <param name="Role">The use of the argument.</param>
/// <param name="IsKeyword">Whether it always travels by keyword.</param>
/// <param name="OmitWhenNull">Whether it is left out when null.</param>
/// <param name="ElementType">The element type of a variadic parameter, or of a sequence that a Map goes through, as C# writes it.</param>
/// <param name="IsSpan">Whether a variadic parameter is a span, which must not outlive the call.</param>
/// <param name="IsDynamic">Whether the type is <c>dynamic</c>, which must not be bound at run time.</param>
/// <param name="IsUnquoted">Whether the value is put into a command as it is.</param>
internal sealed record ParameterModel(
    string Name,
    string Identifier,
    string PythonName,
    ParameterRole Role,
    bool IsKeyword,
    bool OmitWhenNull,
    string? ElementType,
    bool IsSpan,
    bool IsDynamic,
    bool IsUnquoted = false)
{
    /// <summary>The bare name of the parameter's type, where it has one.</summary>
    public string? TypeName { get; init; }

    /// <summary>The format in which the argument travels, or null where JSON and pickles carry it.</summary>
    public FormatModel? Format { get; init; }

    /// <summary>Whether recordings must not hold the value.</summary>
    public bool IsSensitive { get; init; }

    /// <summary>Whether Python gets the argument.</summary>
    public bool Travels => Role is ParameterRole.Argument or ParameterRole.Variadic or ParameterRole.Each;
}

/// <summary>The use of an argument.</summary>
internal enum ParameterRole
{
    /// <summary>One Python argument.</summary>
    Argument,

    /// <summary>Python's <c>*args</c>.</summary>
    Variadic,

    /// <summary>One word of a command.</summary>
    Word,

    /// <summary>Several words of a command.</summary>
    Words,

    /// <summary>The cancellation token, which stays local.</summary>
    Token,

    /// <summary>A sequence that a Map goes through: one Python argument for each of its elements.</summary>
    Each,

    /// <summary>The options of a Map, which stay local.</summary>
    MapOptions,

    /// <summary>The app's name for the call, which stays local.</summary>
    Tag,
}
