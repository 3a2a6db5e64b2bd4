using System.Text;

namespace GlobusCompute.Remote.Functions;

/// <summary>Brings Python text into the one form that is hashed and registered.</summary>
internal static class PythonSource
{
    /// <summary>LF line ends, no byte order mark, no indentation common to all lines (protocol.md §9, trap 4).</summary>
    /// <exception cref="ArgumentException">The text is empty or holds an unpaired surrogate, which cannot be sent.</exception>
    public static string Normalise(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var text = source.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new ArgumentException("The Python source is empty.", nameof(source));
        }

        foreach (var rune in text.EnumerateRunes())
        {
            // EnumerateRunes turns an unpaired surrogate into U+FFFD, which a text may also hold by itself.
            if (rune == Rune.ReplacementChar && !IsWellFormed(text))
            {
                throw new ArgumentException("The Python source holds half of a surrogate pair, which cannot be sent.", nameof(source));
            }
        }

        return RemoveCommonIndentation(text);
    }

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static string RemoveCommonIndentation(string text)
    {
        var lines = text.Split('\n');
        string? common = null;
        foreach (var line in lines)
        {
            var content = line.AsSpan().TrimStart(" \t");
            if (content.IsEmpty)
            {
                continue;
            }

            var indentation = line.AsSpan(0, line.Length - content.Length);
            common = common is null
                ? indentation.ToString()
                : common[..common.AsSpan().CommonPrefixLength(indentation)];
        }

        if (string.IsNullOrEmpty(common))
        {
            return text;
        }

        for (var i = 0; i < lines.Length; i++)
        {
            lines[i] = lines[i].StartsWith(common, StringComparison.Ordinal) ? lines[i][common.Length..] : lines[i].TrimStart(' ', '\t');
        }

        return string.Join('\n', lines);
    }
}
