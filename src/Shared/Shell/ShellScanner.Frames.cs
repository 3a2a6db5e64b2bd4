namespace GlobusCompute.Remote.Shared.Shell;

/// <content>The places of bash's grammar that are open where the scanner stands, the innermost on top.</content>
internal sealed partial class ShellScanner
{
    private readonly Stack<Frame> _frames = new();

    private enum Place
    {
        Command,
        SingleQuotes,
        DoubleQuotes,
        AnsiQuotes,
        Parameter,
        Arithmetic,
        Comment,
    }

    private void Push(Place place, int length, int parentheses = 0)
    {
        _position += length;
        _frames.Push(new Frame(place, parentheses, _position));
    }

    private void PopAt(bool isEnd)
    {
        if (isEnd)
        {
            var place = _frames.Pop().Place;

            // The line end that closes a comment ends a word, too.
            if (place == Place.Comment)
            {
                _frames.Peek().WordStart = _position + 1;
            }
        }

        _position++;
    }

    private sealed class Frame
    {
        public Frame(Place place, int parentheses, int wordStart)
        {
            Place = place;
            Parentheses = parentheses;
            WordStart = wordStart;
        }

        public Place Place { get; }

        public int Parentheses { get; set; }

        public int WordStart { get; set; }
    }
}
