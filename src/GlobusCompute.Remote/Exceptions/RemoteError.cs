namespace GlobusCompute.Remote.Exceptions;

/// <summary>
/// Finds the exception's type and message in what a worker or endpoint said of a failure. All of it is a best effort (protocol.md §9, trap 32).
/// </summary>
internal static class RemoteError
{
    private const string Traceback = "Traceback (most recent call last):\n";

    /// <summary>The line below the last traceback's frames with all that follows it; else the last line.</summary>
    public static (string? Type, string Message) Parse(string text)
    {
        var start = text.LastIndexOf(Traceback, StringComparison.Ordinal);
        if (start < 0 || (start > 0 && text[start - 1] != '\n'))
        {
            return SplitLastLine(text);
        }

        // Frames and the source below them are indented.
        var rest = text.AsSpan(start + Traceback.Length);
        while (!rest.IsEmpty && rest[0] is ' ' or '\n')
        {
            rest = rest[(rest.IndexOf('\n') is var end and >= 0 ? end + 1 : rest.Length)..];
        }

        var (type, message) = Split(WithoutFrame(rest));
        return type is null ? SplitLastLine(text) : (type, message);
    }

    internal static (string? Type, string Message) SplitLastLine(string text)
    {
        var rest = WithoutFrame(text);
        return Split(rest[(rest.LastIndexOf('\n') + 1)..].TrimStart(" |").Trim());
    }

    // Endpoints frame what they say of lost workers by lines of '+' and '-'. A text of such lines alone keeps its last one.
    private static ReadOnlySpan<char> WithoutFrame(ReadOnlySpan<char> text)
    {
        var rest = text.TrimEnd();
        while (rest.LastIndexOf('\n') is var end and > 0 && rest[(end + 1)..].Trim(" |+-").IsEmpty)
        {
            rest = rest[..end].TrimEnd();
        }

        return rest;
    }

    private static (string? Type, string Message) Split(ReadOnlySpan<char> text)
    {
        var line = text.IndexOf('\n') is var end and >= 0 ? text[..end] : text;
        var colon = line.IndexOf(':');
        var type = colon < 0 ? line.TrimEnd() : line[..colon];
        return type.IsEmpty || !IsDottedName(type)
            ? (null, text.ToString())
            : (type.ToString(), colon < 0 ? "" : text[(colon + 1)..].Trim().ToString());
    }

    private static bool IsDottedName(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('_' or '.'))
            {
                return false;
            }
        }

        return !char.IsDigit(text[0]);
    }
}
