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

    /// <summary>Ends the word in front of a sign that ends words, and with it the statement where the sign ends that.</summary>
    private void EndWord(Frame frame, char sign)
    {
        // "2>" is one sign, and ">&" and "&>" are others.
        var isNumber = sign is '<' or '>' && _position > frame.WordStart && Word(frame).All(char.IsDigit);
        if (!isNumber)
        {
            AddWord(frame);
        }

        if (sign is '<' or '>' && !frame.IsCondition)
        {
            frame.NextKind = sign == '<' && At(1) == '<' ? ShellWordKind.HereString : ShellWordKind.Target;
        }
        else if (sign is ';' or '\n' or '(' or ')' || (sign is '&' or '|' && !IsPartOfRedirection(sign)))
        {
            if (!frame.IsCondition)
            {
                EndStatement(frame);
            }
        }
    }

    private bool IsPartOfRedirection(char sign) =>
        (_position > 0 && _text[_position - 1] is '<' or '>') || (sign == '&' && At(1) == '>');

    private int Depth => _frames.Count(static frame => frame.Place == Place.Command && !frame.IsList);

    private void AddWord(Frame frame)
    {
        if (_position <= frame.WordStart)
        {
            return;
        }

        var word = new ShellWordPlace(frame.WordStart, _position, frame.NextKind, Depth);
        var text = Word(frame);
        frame.Words.Add(word);
        frame.WordStart = _position;
        frame.NextKind = ShellWordKind.Argument;
        frame.IsCondition = text == "[[" || (frame.IsCondition && text != "]]");
    }

    /// <summary>Ends the statement that is under way in a frame.</summary>
    private void EndStatement(Frame frame)
    {
        AddWord(frame);
        if (frame.Words.Count > 0 && !frame.IsList)
        {
            _script.Statements.Add([.. frame.Words]);
        }

        frame.Words.Clear();
        frame.NextKind = ShellWordKind.Argument;
        frame.IsCondition = false;
        frame.SubscriptDepth = 0;
        frame.WordStart = _position + 1;
    }

    private void PopAt(bool isEnd)
    {
        if (isEnd)
        {
            var place = _frames.Pop().Place;

            // The line end that closes a comment ends a word, too.
            if (place == Place.Comment)
            {
                var frame = _frames.Peek();
                frame.WordStart = _position + 1;
                EndStatement(frame);
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
            Start = wordStart;
        }

        public int Start { get; }

        public Place Place { get; }

        public int Parentheses { get; set; }

        public int WordStart { get; set; }

        /// <summary>The words of the statement so far.</summary>
        public List<ShellWordPlace> Words { get; } = [];

        /// <summary>What the next word is.</summary>
        public ShellWordKind NextKind { get; set; }

        /// <summary>Whether it stands between <c>[[</c> and <c>]]</c>, where signs do not end a statement.</summary>
        public bool IsCondition { get; set; }

        /// <summary>Whether its words are values of an array.</summary>
        public bool IsList { get; set; }

        /// <summary>How many brackets of a subscript are open.</summary>
        public int SubscriptDepth { get; set; }
    }
}
