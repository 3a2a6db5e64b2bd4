namespace GlobusCompute.Remote.Shared.Shell;

/// <summary>
/// Finds out where in a bash command each field stands. Single quotes around a value protect it in a plain word alone: inside other quotes, in
/// arithmetic, in comments or behind a backslash they mean something else. What bash's own grammar makes hard to follow is refused as a whole, so
/// that no field is ever taken for safer than it is.
/// </summary>
internal sealed partial class ShellScanner
{
    private const string Advice = "give it a word of its own: put it into a variable first (name={name}; ... \"$name\")";

    private readonly string _text;
    private readonly List<ShellField> _fields;
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

        if (_frames.Peek().Place == Place.Comment)
        {
            _frames.Pop();
        }

        if (_frames.Count > 1)
        {
            _intricate ??= "a quote, brace or parenthesis of the command is never closed";
        }

        if (_intricate is not null)
        {
            _fields.ForEach(field => field.Danger ??= _intricate);
        }
    }

    private void Step(char c)
    {
        var frame = _frames.Peek();
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

    private void InCommand(Frame frame, char c)
    {
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
            case '(' when At(1) == '(':
                Push(Place.Arithmetic, 2, parentheses: 2);
                return;
            case '(':
                frame.Parentheses++;
                break;
            case ')' when _frames.Count > 1 && --frame.Parentheses == 0:
                _frames.Pop();
                _position++;
                return;
        }

        if (IsBoundary(c))
        {
            // A pattern of 'case' closes a parenthesis that nothing has opened.
            if (_frames.Count > 1 && Word(frame) == "case")
            {
                Refuse("the command has a 'case' inside $(...), whose end cannot be told");
            }

            // A here-string's three signs are one operator.
            _position += c == '<' && At(1) == '<' ? 2 : 0;
            frame.WordStart = _position + 1;
        }

        _position++;
    }

    private void InDoubleQuotes(char c)
    {
        switch (c)
        {
            case '\\':
                Escape();
                break;
            case '$':
                Dollar(inDoubleQuotes: true);
                break;
            case '`':
                Backtick();
                break;
            default:
                PopAt(c == '"');
                break;
        }
    }

    private void InAnsiQuotes(char c)
    {
        if (c == '\\')
        {
            Escape();
        }
        else
        {
            PopAt(c == '\'');
        }
    }

    private void InParameter(char c)
    {
        if (c is '\'' or '"' or '`' or '\\' or '{' or '(')
        {
            Refuse("the command has a ${...} with quotes, braces or parentheses in it");
        }

        PopAt(c == '}');
    }

    private void InArithmetic(Frame frame, char c)
    {
        if (c is '\'' or '"' or '`' or '\\')
        {
            Refuse("the command has quotes inside ((...))");
        }

        frame.Parentheses += c == '(' ? 1 : c == ')' ? -1 : 0;
        PopAt(frame.Parentheses == 0);
    }

    private void Dollar(bool inDoubleQuotes)
    {
        switch (At(1))
        {
            case '\'' when !inDoubleQuotes:
                Push(Place.AnsiQuotes, 2);
                break;
            case '"' when !inDoubleQuotes:
                Push(Place.DoubleQuotes, 2);
                break;
            case '(' when At(2) == '(':
                Push(Place.Arithmetic, 3, parentheses: 2);
                break;
            case '(':
                Push(Place.Command, 2, parentheses: 1);
                break;
            case '{':
                Push(Place.Parameter, 2);
                break;
            case '[':
                Refuse("the command has a $[...], the old form of $((...))");
                _position += 2;
                break;
            case ShellTemplate.QuotedMark when _position + 1 < _text.Length:
                _fields[_field].Danger ??= "it stands behind a '$', which gives the quotes another meaning; write '\\$' or leave a blank";
                _position++;
                break;
            default:
                _position++;
                break;
        }
    }

    private void Escape()
    {
        if (_position + 1 < _text.Length && _text[_position + 1] == ShellTemplate.QuotedMark)
        {
            _fields[_field].Danger ??= "it stands behind a backslash, which would take its first quote away";
            _position++;
            return;
        }

        _position += 2;
    }

    private void Backtick()
    {
        Refuse("the command has a backtick; write $(...)");
        _position++;
    }

    private void Field(Frame frame)
    {
        var field = _fields[_field++];
        field.Danger ??= frame.Place switch
        {
            Place.SingleQuotes or Place.AnsiQuotes => "it stands in single quotes, which its own would end; leave the quotes out, the value gets its own",
            Place.DoubleQuotes => "it stands in double quotes, in which its own mean nothing; leave the quotes out, the value gets its own",
            Place.Parameter => "it stands in ${...}; " + Advice,
            Place.Arithmetic => "it stands in ((...)), which evaluates it as an expression; " + Advice,
            Place.Comment => "it stands in a comment, which ends at the first line of the value",
            _ when IsSubscript(Word(frame)) => "it stands in a subscript, which bash evaluates as an expression; " + Advice,
            _ => null,
        };
        field.IsWholeWord = frame.Place == Place.Command && frame.WordStart == _position
            && (_position + 1 == _text.Length || IsBoundary(_text[_position + 1]));
    }

    private static bool IsSubscript(string word)
    {
        var open = word.IndexOf('[');
        return open > 0 && word.IndexOf(']') < 0;
    }

    private string Word(Frame frame) => _text.Substring(frame.WordStart, Math.Max(0, _position - frame.WordStart));

    private static bool IsBoundary(char c) => c is ' ' or '\t' or '\n' or ';' or '&' or '|' or '(' or ')' or '<' or '>';

    private char At(int offset) => _position + offset < _text.Length ? _text[_position + offset] : '\0';

    private void Refuse(string reason) => _intricate ??= reason + ", so it cannot be told whether quotes would protect the value";
}
