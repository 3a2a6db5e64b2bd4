using GlobusCompute.Remote.Shared.Python;

namespace GlobusCompute.Remote.Generators.Python;

/// <summary>
/// Cuts Python text into tokens by the rules of Python's own tokenizer. Any text gives an answer, in linear time: what is not Python comes out as operators of
/// one character.
/// </summary>
internal sealed class PythonLexer(string text)
{
    private const int TabSize = 8;
    private readonly PythonStringScanner _strings = new(text);
    private int _position;
    private int _line = 1;
    private int _depth;
    private long _steps;
    private bool _atLineStart = true;

    /// <summary>Columns of white space before the current logical line, tabs counted to the next multiple of eight.</summary>
    public int Indentation { get; private set; }

    /// <summary>How many characters were looked at so far, some of them more than once.</summary>
    public long Steps => _steps + _strings.Steps;

    public PythonToken Next()
    {
        var from = _position;
        var token = Read();
        _steps += _position - from + 1;
        return token;
    }

    private PythonToken Read()
    {
        if (_atLineStart)
        {
            SkipToLogicalLine();
        }
        else
        {
            SkipWithinLine();
        }

        if (_position >= text.Length)
        {
            return AtEnd();
        }

        _atLineStart = false;
        var start = _position;
        var line = _line;
        var c = text[start];
        if (c == '\n')
        {
            Advance();
            _atLineStart = true;
            return new(PythonTokenKind.NewLine, start, 1, line, _depth);
        }

        if (_strings.TryScan(start, out var end))
        {
            while (_position < end)
            {
                Advance();
            }

            return Token(PythonTokenKind.String, start, line);
        }

        if (PythonIdentifier.IsStart(c))
        {
            do
            {
                _position++;
            }
            while (_position < text.Length && PythonIdentifier.IsPart(text[_position]));
            return Token(PythonTokenKind.Name, start, line);
        }

        if (IsDigit(c) || (c == '.' && IsDigit(Peek(1))))
        {
            SkipNumber();
            return Token(PythonTokenKind.Number, start, line);
        }

        return Operator(c, start, line);
    }

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    private PythonToken AtEnd()
    {
        if (_atLineStart)
        {
            return new(PythonTokenKind.End, text.Length, 0, _line, 0);
        }

        // The last line may lack its end, or end within brackets.
        _atLineStart = true;
        _depth = 0;
        return new(PythonTokenKind.NewLine, text.Length, 0, _line, 0);
    }

    private PythonToken Operator(char c, int start, int line)
    {
        _position++;
        switch (c)
        {
            case '(' or '[' or '{':
                return Token(PythonTokenKind.Operator, start, line) with { Depth = _depth++ };
            case ')' or ']' or '}':
                _depth = Math.Max(0, _depth - 1);
                break;
            case '=' or '!' or '<' or '>' or ':' or '-' when Peek(0) is '=' || (c == '-' && Peek(0) == '>'):
                _position++;
                break;
        }

        return Token(PythonTokenKind.Operator, start, line);
    }

    /// <summary>Moves to the first token of the next line that has one, and measures its indentation.</summary>
    private void SkipToLogicalLine()
    {
        var column = 0;
        var joined = 0;
        while (_position < text.Length)
        {
            switch (text[_position])
            {
                case ' ':
                    column++;
                    break;
                case '\t':
                    column = ((column / TabSize) + 1) * TabSize;
                    break;
                case '\f':
                    column = 0;
                    break;
                case '\n':
                    column = 0;
                    joined = 0;
                    break;
                case '#':
                    SkipComment();
                    continue;
                case '\\' when Peek(1) == '\n':
                    // Where white space is continued on another line, the first line decides about the indentation.
                    joined = joined > 0 ? joined : column;
                    column = 0;
                    Advance();
                    break;
                default:
                    Indentation = joined > 0 ? joined : column;
                    return;
            }

            Advance();
        }
    }

    private void SkipWithinLine()
    {
        while (_position < text.Length)
        {
            switch (text[_position])
            {
                case ' ' or '\t' or '\f':
                case '\n' when _depth > 0:
                    Advance();
                    break;
                case '\\' when Peek(1) == '\n':
                    Advance();
                    Advance();
                    break;
                case '#':
                    SkipComment();
                    break;
                default:
                    return;
            }
        }
    }

    private void SkipComment()
    {
        while (_position < text.Length && text[_position] != '\n')
        {
            _position++;
        }
    }

    private void SkipNumber()
    {
        // A sign belongs to the number behind the e of an exponent only; hexadecimal digits may end in e as well.
        var hexadecimal = text[_position] == '0' && Peek(1) is 'x' or 'X';
        do
        {
            var c = text[_position++];
            if (!hexadecimal && c is 'e' or 'E' && Peek(0) is '+' or '-' && IsDigit(Peek(1)))
            {
                _position++;
            }
        }
        while (_position < text.Length && (PythonIdentifier.IsPart(text[_position]) || text[_position] == '.'));
    }

    private void Advance()
    {
        if (text[_position++] == '\n')
        {
            _line++;
        }
    }

    private char Peek(int offset) => _position + offset < text.Length ? text[_position + offset] : '\0';

    private PythonToken Token(PythonTokenKind kind, int start, int line) => new(kind, start, _position - start, line, _depth);
}
