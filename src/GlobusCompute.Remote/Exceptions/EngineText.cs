namespace GlobusCompute.Remote.Exceptions;

/// <summary>Takes the frame off what an endpoint's engine says of a task: a line of plus signs before each attempt, one of minus signs after it.</summary>
internal static class EngineText
{
    private const string Attempt = "Traceback from attempt: ";
    private const int ShortestRule = 8;

    /// <summary>What is said of the last attempt; the whole text where there is no frame.</summary>
    public static (int Start, int Length) LastAttempt(string text)
    {
        if (!IsRule(text, 0, '+'))
        {
            return (0, text.Length);
        }

        // The last attempt's frame is the last line of plus signs with a heading below it; other such lines are the text's own.
        var start = text.LastIndexOf('\n' + Attempt, StringComparison.Ordinal);
        while (start > 0 && !IsRule(text, text.LastIndexOf('\n', start - 1) + 1, '+'))
        {
            start = text.LastIndexOf('\n' + Attempt, start - 1, StringComparison.Ordinal);
        }

        // Without a heading, the text begins below the rule.
        var heading = start > 0 ? start + 1 : 0;
        var begin = text.IndexOf('\n', heading) is var line and >= 0 ? line + 1 : text.Length;
        var last = text.LastIndexOf('\n', Math.Max(0, text.AsSpan().TrimEnd('\n').Length - 1)) + 1;
        return (begin, (last >= begin && IsRule(text, last, '-') ? last : text.Length) - begin);
    }

    private static bool IsRule(string text, int start, char sign)
    {
        var end = text.IndexOf('\n', start);
        var line = text.AsSpan(start, (end < 0 ? text.Length : end) - start);
        return line.Length >= ShortestRule && line.Trim(sign).IsEmpty;
    }
}
