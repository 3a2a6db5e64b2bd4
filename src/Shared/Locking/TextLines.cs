namespace GlobusCompute.Remote.Shared.Locking;

/// <summary>The lines of a text, ended by what the C# compiler takes for line ends: so do its diagnostics count them.</summary>
internal sealed class TextLines
{
    private readonly string _text;
    private readonly List<int> _starts;

    /// <summary>Finds the lines.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where its first line begins.</param>
    public TextLines(string text, int start)
    {
        _text = text;
        _starts = [start];
        for (var i = start; i < text.Length; i++)
        {
            var isEnd = text[i] is '\n' or '\u0085' or '\u2028' or '\u2029' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n'));
            if (isEnd)
            {
                _starts.Add(i + 1);
            }
        }
    }

    /// <summary>The line of a position, from 1 on.</summary>
    public int Of(int position)
    {
        var index = _starts.BinarySearch(position);
        return index < 0 ? ~index : index + 1;
    }

    /// <summary>Where the first line begins that a merge left for somebody to decide, or null. No line of JSON begins like this.</summary>
    public int? ConflictMarker()
    {
        foreach (var start in _starts)
        {
            if (IsConflictMarker(start))
            {
                return start;
            }
        }

        return null;
    }

    private bool IsConflictMarker(int start)
    {
        const int Length = 7;
        var end = start + Length;
        if (end > _text.Length || _text[start] is not ('<' or '=' or '>' or '|'))
        {
            return false;
        }

        for (var i = start + 1; i < end; i++)
        {
            if (_text[i] != _text[start])
            {
                return false;
            }
        }

        return end == _text.Length || _text[end] is ' ' or '\r' or '\n';
    }
}
