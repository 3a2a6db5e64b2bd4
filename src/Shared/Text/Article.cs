namespace GlobusCompute.Remote.Shared.Text;

/// <summary>Puts the indefinite article before the name of a type, by how the name is spoken.</summary>
internal static class Article
{
    /// <summary>Returns <c>an int[]</c>, <c>a double</c>, <c>a uint</c>, <c>an E</c>.</summary>
    /// <param name="name">The name, as C# writes it.</param>
    public static string With(string name) => $"{(IsAn(name) ? "an" : "a")} {name}";

    private static bool IsAn(string name)
    {
        if (name.Length == 0)
        {
            return false;
        }

        // A capital that no small letter follows is spoken by its own name: an E, an XDocument, an SByte, a UInt128.
        // What begins with "u" is mostly spoken "you".
        var isSpelled = char.IsUpper(name[0]) && (name.Length == 1 || !char.IsLower(name[1]));
        return char.ToUpperInvariant(name[0]) switch
        {
            'A' or 'E' or 'I' or 'O' => true,
            'F' or 'H' or 'L' or 'M' or 'N' or 'R' or 'S' or 'X' => isSpelled,
            _ => false,
        };
    }
}
