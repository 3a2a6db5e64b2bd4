namespace GlobusCompute.Remote.Shared.Shell;

/// <summary>
/// Finds out where in a bash command each field stands. Single quotes around a value protect it in a plain word alone: inside other quotes, in arithmetic, in
/// comments or behind a backslash they mean something else. What bash's own grammar makes hard to follow is refused as a whole, so that no field is ever taken
/// for safer than it is.
/// </summary>
internal sealed partial class ShellScanner
{
    private const string Advice = "give it a word of its own: put it into a variable first (name={name}; ... \"$name\")";

    private readonly List<ShellField> _fields;
    private readonly ShellScript _script = new();
    private string _text;
    private string? _intricate;
    private int _position;
    private int _field;

    /// <param name="text">The command as bash gets it, with marks in the place of fields.</param>
    /// <param name="fields">The quoted fields, in the order of their marks.</param>
    public ShellScanner(string text, List<ShellField> fields)
    {
        _text = text;
        _fields = fields;
    }

    public void Scan()
    {
        _frames.Push(new Frame(Place.Command, 0, 0));
        while (_position < _text.Length)
        {
            Step(_text[_position]);
        }

        // The last sign may be half of one that has two.
        _position = _text.Length;
        if (_frames.Peek().Place == Place.Comment)
        {
            _frames.Pop();
        }

        EndStatement(_frames.Peek());
        if (_frames.Count > 1)
        {
            _intricate ??= "a quote, brace or parenthesis of the command is never closed";
        }

        if (_intricate is not null)
        {
            _fields.ForEach(field => field.Danger ??= _intricate);
        }
        else
        {
            ApplyRules();
        }
    }

    private void ApplyRules()
    {
        var statements = _script.Statements.ConvertAll(words => new ShellStatement(_text, words));
        foreach (var risk in statements.SelectMany(ShellRules.In))
        {
            foreach (var field in _fields)
            {
                if (field.Position >= risk.Word.Start && field.Position < risk.Word.End)
                {
                    field.Danger ??= risk.Reason;
                    field.IsWholeWord = false;
                }
            }
        }

        new ShellVariables(_text, _script, _fields, statements).Apply();
    }

    private void Step(char c)
    {
        var frame = _frames.Peek();
        if (frame.Place is not (Place.SingleQuotes or Place.AnsiQuotes or Place.Comment))
        {
            JoinLines();
            if (_position == _text.Length)
            {
                return;
            }

            c = _text[_position];
        }

        if (c == ShellTemplate.QuotedMark)
        {
            Field(frame);
            _position++;
            return;
        }

        switch (frame.Place)
        {
            case Place.Command:
                InCommand(frame, c);
                break;
            case Place.DoubleQuotes:
                InDoubleQuotes(c);
                break;
            case Place.SingleQuotes:
                PopAt(c == '\'');
                break;
            case Place.AnsiQuotes:
                InAnsiQuotes(c);
                break;
            case Place.Parameter:
                InParameter(c);
                break;
            case Place.Arithmetic:
                InArithmetic(frame, c);
                break;
            default:
                PopAt(c == '\n');
                break;
        }
    }

    /// <summary>
    /// Takes out the line ends behind a backslash, where they mean nothing: here, and within the signs that are looked at together. What stands on both sides
    /// of one is one word, and a comment begins after it as if it were not there.
    /// </summary>
    private void JoinLines()
    {
        for (var ahead = 0; ahead < 3; ahead++)
        {
            while (At(ahead) == '\\' && At(ahead + 1) == '\n')
            {
                _text = _text.Remove(_position + ahead, 2);
            }

            if (At(ahead) is not ('$' or '<' or '>' or '(' or '&' or '[' or '='))
            {
                return;
            }
        }
    }

    private void InCommand(Frame frame, char c)
    {
        if (frame.SubscriptDepth > 0 || (c == '[' && BeginsSubscript(frame)))
        {
            frame.SubscriptDepth += c == '[' ? 1 : c == ']' ? -1 : 0;
        }

        switch (c)
        {
            case '\\':
                Escape();
                return;
            case '\'':
                Push(Place.SingleQuotes, 1);
                return;
            case '"':
                Push(Place.DoubleQuotes, 1);
                return;
            case '$':
                Dollar(inDoubleQuotes: false);
                return;
            case '`':
                Backtick();
                return;
            case '#' when _position == frame.WordStart:
                Push(Place.Comment, 1);
                return;
            case '<' when At(1) == '<' && At(2) != '<':
                Refuse("the command has a here-document, in which quotes mean nothing; use a here-string (<<< {name}) or printf");
                break;
            case '<' or '>' when At(1) == '(':
                // What stands within is commands of its own.
                Push(Place.Command, 2, parentheses: 1);
                return;
            case '(' when At(1) == '(' && _text.IndexOf('=', Math.Max(0, _position - 1), Math.Min(1, _position)) < 0:
                EndStatement(frame);
                Push(Place.Arithmetic, 2, parentheses: 2);
                return;
            case '(' when _position > frame.WordStart && _text[_position - 1] == '=':
                Push(Place.Command, 1, parentheses: 1);
                _frames.Peek().IsList = true;
                return;
            case '(':
                frame.Parentheses++;
                break;
            case ')' when _frames.Count > 1 && --frame.Parentheses == 0:
                EndStatement(frame);
                _frames.Pop();
                _position++;
                return;
        }

        if (IsBoundary(c))
        {
            // A pattern of 'case' closes a parenthesis that nothing has opened.
            if (_frames.Count > 1 && Word(frame) == "case")
            {
                Refuse("the command has a 'case' inside $(...), whose end cannot be determined");
            }

            EndWord(frame, c);

            // A here-string's three signs are one operator.
            _position += c == '<' && At(1) == '<' ? 2 : 0;
            frame.WordStart = _position + 1;
        }

        _position++;
    }

    private void Field(Frame frame)
    {
        var field = _fields[_field++];
        field.Position = _position;
        field.Depth = Depth;
        field.Danger ??= frame.Place switch
        {
            Place.SingleQuotes or Place.AnsiQuotes => "it is in single quotes, which its own quotes would end; remove them, since the value is quoted anyway",
            Place.DoubleQuotes => "it is in double quotes, in which its own quotes have no meaning; remove them, since the value is quoted anyway",
            Place.Parameter => "it is in ${...}; " + Advice,
            Place.Arithmetic => "it is in ((...)), which evaluates it as an expression; " + Advice,
            Place.Comment => "it is in a comment, which ends at the first line of the value",
            _ when frame.SubscriptDepth > 0 || IsSubscript(Word(frame)) => "it is in a subscript, which bash evaluates as an expression; " + Advice,
            _ => null,
        };
        field.IsWholeWord = frame.Place == Place.Command && frame.WordStart == _position
            && (_position + 1 == _text.Length || IsBoundary(_text[_position + 1]));
    }

    /// <summary>Whether a bracket is open in a word: behind a name, or at the start of the word, as in <c>a=([1]=2)</c>.</summary>
    private static bool IsSubscript(string word)
    {
        var depth = 0;
        foreach (var c in word)
        {
            depth += c == '[' ? 1 : c == ']' && depth > 0 ? -1 : 0;
        }

        return depth > 0 && word[0] != '-';
    }

    /// <summary>Whether a bracket begins the subscript of an assignment, in which blanks may stand.</summary>
    private bool BeginsSubscript(Frame frame)
    {
        var word = Word(frame);
        return frame.IsList ? word.Length == 0
            : word.Length > 0 && word.All(static c => char.IsLetterOrDigit(c) || c == '_')
                && frame.Words.All(other => ShellStatement.IsAssignment(_text.Substring(other.Start, other.End - other.Start)));
    }

    private string Word(Frame frame) => _text.Substring(frame.WordStart, Math.Max(0, _position - frame.WordStart));

    private static bool IsBoundary(char c) => c is ' ' or '\t' or '\n' or ';' or '&' or '|' or '(' or ')' or '<' or '>';

    private char At(int offset) => _position + offset < _text.Length ? _text[_position + offset] : '\0';

    private void Refuse(string reason) => _intricate ??= reason + ", so whether quotes would protect the value cannot be determined";
}
