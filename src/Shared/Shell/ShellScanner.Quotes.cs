namespace GlobusCompute.Remote.Shared.Shell;

/// <content>Quotes, expansions and expressions.</content>
internal sealed partial class ShellScanner
{
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

        if (c == '}')
        {
            _script.Expansions.Add((_frames.Peek().Start, _position));
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
        if (frame.Parentheses == 0)
        {
            _script.Expressions.Add((frame.Start, _position));
        }

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
                _fields[_field].Danger ??= "it follows a '$', which gives the quotes another meaning; write '\\$' or leave a blank";
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
            _fields[_field].Danger ??= "it follows a backslash, which would escape its first quote";
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
}
