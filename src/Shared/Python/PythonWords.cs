namespace GlobusCompute.Remote.Shared.Python;

/// <summary>Looks for names in Python text.</summary>
internal static class PythonWords
{
    /// <summary>Whether a text holds a name as a word of its own, in any form that is the same name to Python.</summary>
    /// <param name="source">The text.</param>
    /// <param name="name">The name, normalised.</param>
    public static bool Mentions(string source, string name)
    {
        for (var at = 0; at < source.Length; at++)
        {
            var start = at;
            while (at < source.Length && PythonIdentifier.IsPart(source[at]))
            {
                at++;
            }

            if (at > start && IsSame(source, start, at - start, name))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSame(string source, int start, int length, string name)
    {
        if (length == name.Length && string.CompareOrdinal(source, start, name, 0, length) == 0)
        {
            return true;
        }

        for (var i = start; i < start + length; i++)
        {
            if (source[i] >= '\u0080')
            {
                return PythonIdentifier.Normalize(source.Substring(start, length)) == name;
            }
        }

        return false;
    }
}
