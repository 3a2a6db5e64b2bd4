namespace GlobusCompute.Remote.Shared.Types;

/// <summary>A type that is read and written without metadata.</summary>
/// <param name="Name">The type as C# writes it, without <c>global::</c>.</param>
/// <param name="Python">The type that its values are of in Python, or null where that depends on the value or the payload.</param>
/// <param name="Kind">What its values become for Python.</param>
/// <param name="Fit">What JSON makes of its values, or null where that is for its properties to say.</param>
/// <param name="Uses">What else it may be part of.</param>
internal sealed record TypeRow(string Name, string? Python, WireKind Kind, JsonFit? Fit, TypeUses Uses)
{
    /// <summary>
    /// What Python authors write for it, or null where it travels in more than one form, so that it is for the author to say which one is wanted.
    /// </summary>
    public string? Annotation => Python is "bool" or "int" or "float" or "str" ? Python : null;

    /// <summary>Whether it may be used in a way.</summary>
    public bool Is(TypeUses use) => (Uses & use) == use;
}
