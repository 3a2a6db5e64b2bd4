using GlobusCompute.Remote.Shared.Python;

namespace GlobusCompute.Remote.Exceptions;

/// <summary>Finds the exception that a function raised in what a worker or endpoint says of a failure (protocol.md §4.9).</summary>
/// <param name="Type">The exception's type, qualified as Python prints it; null when the text names none.</param>
/// <param name="Message">Its message, with the notes after it; the text's last line when it names no type.</param>
internal sealed record RemoteError(string? Type, string Message)
{
    // What an exception's type ends with, where a text is nothing but a type and a message.
    private static readonly string[] s_endings = ["Error", "Exception", "Warning", "Exceeded", "Lost", "Timeout", "Exit", "Interrupt", "Group"];

    /// <summary>The text of a report that is not a traceback, on one line; null where type and message say all.</summary>
    public string? Report { get; private init; }

    /// <summary>Where in the text the frames of the exception begin and end; both 0 where it has none.</summary>
    public (int Start, int End) Frames { get; private init; }

    /// <summary>Never fails: a text in no form that is known has no type.</summary>
    /// <param name="text">What the worker or endpoint says.</param>
    /// <param name="userMessage">What it says to users, or null.</param>
    public static RemoteError Parse(string text, string? userMessage = null)
    {
        var (offset, length) = EngineText.LastAttempt(text);
        var body = text.Substring(offset, length);
        var start = Traceback.BeginsAt(body, 0) || IsException(FirstLine(body)) ? 0 : Traceback.Find(body);
        if (start < 0)
        {
            return ReportOf(body.Trim(), userMessage) ?? Split(LastLine(body));
        }

        var block = start + TracebackChain.LastBlock(body[start..]);
        var final = Traceback.EndOfFrames(body, block);
        if (final >= body.Length)
        {
            return Split(LastLine(body));
        }

        var error = Traceback.BeginsAt(body, block) ? SplitFinal(Traceback.Final(body, final, block)) : Split(body[block..].TrimEnd());
        return error with { Frames = (offset + block, offset + final) };
    }

    private static RemoteError? ReportOf(string text, string? userMessage)
    {
        var open = text.IndexOf('(');
        return open > 0 && text[^1] == ')' && IsTypeName(text.AsSpan(0, open))
            ? new(text[..open], PythonReport.Message(text[..open], text[(open + 1)..^1], userMessage)) { Report = text }
            : null;
    }

    /// <summary>A line that Python has written begins with the type, whatever its name.</summary>
    private static RemoteError SplitFinal(string final)
    {
        var line = FirstLine(final);
        var colon = line.IndexOf(": ");
        return colon > 0 ? new(line[..colon].ToString(), final[(colon + 2)..])
            : IsTypeName(line) ? new(line.ToString(), Notes(final.AsSpan(line.Length)))
            : new(null, final);
    }

    // Below a type without a message are notes, or what an endpoint has drawn around the text.
    private static string Notes(ReadOnlySpan<char> rest) => rest.IsEmpty || rest.Trim("-\n").IsEmpty ? "" : rest[1..].ToString();

    private static RemoteError Split(string text)
    {
        var line = FirstLine(text);
        var colon = line.IndexOf(':');
        var type = colon < 0 ? line.TrimEnd() : line[..colon];
        return !IsTypeName(type) ? new(null, text)
            : new(type.ToString(), colon < 0 ? text[line.Length..].Trim() : text[(colon + 1)..].Trim());
    }

    private static string LastLine(string text)
    {
        var rest = text.AsSpan().Trim();
        return rest[(rest.LastIndexOf('\n') + 1)..].TrimStart(" |").Trim().ToString();
    }

    private static ReadOnlySpan<char> FirstLine(string text) => text.AsSpan(0, text.IndexOf('\n') is var end and >= 0 ? end : text.Length);

    // "parsl.errors.WorkerLost: …" and "ValueError" are exceptions that were printed without their frames; "Note: …" is not.
    private static bool IsException(ReadOnlySpan<char> line)
    {
        var type = line[..(line.IndexOf(": ") is var colon and >= 0 ? colon : line.Length)];
        if (!IsTypeName(type))
        {
            return false;
        }

        foreach (var ending in s_endings)
        {
            if (type.EndsWith(ending, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsTypeName(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            // "f.<locals>.E" is a class within a function; names of files may have hyphens.
            if (!PythonIdentifier.IsPart(c) && c is not ('.' or '<' or '>' or '-'))
            {
                return false;
            }
        }

        return !text.IsEmpty && !char.IsDigit(text[0]) && text[0] is not ('.' or '-');
    }
}
