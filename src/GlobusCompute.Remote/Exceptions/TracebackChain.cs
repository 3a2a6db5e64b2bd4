namespace GlobusCompute.Remote.Exceptions;

/// <summary>Finds the exception that was raised last in a traceback; those that led to it are printed before it.</summary>
/// <remarks>
/// A message may hold a traceback, and a chain of them looks like a chain of the exception's own. Two things tell them apart. What
/// <c>traceback.format_exc</c> makes ends with a line end, so an empty line stands behind a message that ends with it. And what
/// <c>concurrent.futures</c> quotes stands between lines of three quotes. Where neither is so, the last exception printed is taken.
/// </remarks>
internal sealed class TracebackChain
{
    private const string Header = "Traceback (most recent call last):";
    private const string Quotes = "\"\"\"";

    private static readonly string[] s_links =
    [
        "The above exception was the direct cause of the following exception:",
        "During handling of the above exception, another exception occurred:",
    ];

    private readonly string _text;
    private int _block;
    private bool _hasTraceback;
    private bool _isQuoted;

    // Where the next exception would begin if what looks like a link in a message were one.
    private int _held = -1;
    private int _heldInQuotes = -1;

    private TracebackChain(string text) => _text = text;

    /// <summary>Where the traceback of the last exception begins.</summary>
    public static int LastBlock(string text) => new TracebackChain(text).Read();

    private int Read()
    {
        var at = Traceback.EndOfFrames(_text, 0);
        while (at < _text.Length)
        {
            var next = Traceback.NextLine(_text, at);
            if (IsLink(at, next))
            {
                // An empty line stands after it.
                at = Link(at, next + 1);
                continue;
            }

            Note(at, next);
            at = next;
        }

        return _isQuoted && _heldInQuotes >= 0 ? _heldInQuotes : _held >= 0 ? _held : _block;
    }

    /// <summary>Decides on what looks like a link, and gives where to go on.</summary>
    private int Link(int at, int next)
    {
        // A group's message has a margin, so no line without one is of it.
        if (Traceback.MarginAt(_text, _block).Length == 0)
        {
            if (_isQuoted)
            {
                _heldInQuotes = next;
                return next;
            }

            // Before the link and its empty line: another one, which closes the traceback in the message.
            if (_hasTraceback && !(at >= 3 && _text[at - 3] == '\n'))
            {
                _held = next;
                return next;
            }
        }

        (_block, _held, _heldInQuotes, _hasTraceback, _isQuoted) = (next, -1, -1, false, false);
        return Traceback.EndOfFrames(_text, next);
    }

    /// <summary>Takes note of a line of a message.</summary>
    private void Note(int at, int next)
    {
        var line = _text.AsSpan(at, next - at).TrimEnd('\n');
        if (line.SequenceEqual(Quotes))
        {
            _isQuoted = !_isQuoted;
            _heldInQuotes = -1;
            _hasTraceback &= _isQuoted;
        }
        else if (line.EndsWith(Header) && _text.AsSpan(next).TrimStart(" |").StartsWith("File "))
        {
            _hasTraceback = true;
        }
        else if (line.IsEmpty && !(next < _text.Length && IsLink(next, Traceback.NextLine(_text, next))))
        {
            // The traceback in the message has ended, so what looked like a link was one of its own.
            _held = -1;
        }
    }

    private bool IsLink(int at, int next) =>
        at >= 2 && _text[at - 2] == '\n' && next < _text.Length && _text[next] == '\n'
        && (Traceback.IsLine(_text, at, s_links[0]) || Traceback.IsLine(_text, at, s_links[1]))
        && Traceback.BeginsAt(_text, next + 1);
}
