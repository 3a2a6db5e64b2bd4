using GlobusCompute.Remote.Shared.Python;

namespace GlobusCompute.Remote.Generators.Python.Syntax;

/// <summary>Cuts Python text into the tokens of its grammar, in one pass.</summary>
internal sealed class Tokenizer
{
    private const int MaximumBrackets = 200;
    private readonly string _text;
    private readonly CancellationToken _cancellationToken;
    private readonly List<Token> _tokens = [];
    private readonly List<int> _brackets = [];
    private readonly LineReader _lines;
    private readonly FormatTokenizer _formats;
    private int _position;
    private bool _isLineStart = true;
    private SyntaxFault? _error;

    private Tokenizer(string text, CancellationToken cancellationToken)
    {
        _text = text;
        _cancellationToken = cancellationToken;
        _lines = new(text, _tokens, cancellationToken);
        _formats = new(text, _tokens, _brackets);
    }

    /// <summary>Cuts a text.</summary>
    /// <param name="text">The text, with normalised line ends.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static TokenizedText Run(string text, CancellationToken cancellationToken)
    {
        var tokenizer = new Tokenizer(text, cancellationToken);
        while (tokenizer._error is null && tokenizer.Step())
        {
        }

        var unclosed = tokenizer.Finish();
        return new(text, tokenizer._tokens, tokenizer._error, unclosed, tokenizer._lines.IsBeyondLimits);
    }

    private bool Step()
    {
        if (_formats.IsInText)
        {
            _position = _formats.ReadText(_position, out _error);
            return true;
        }

        if (_isLineStart && _brackets.Count == 0)
        {
            _isLineStart = false;
            _position = _lines.ReadIndentation(_position, out _error);
        }
        else
        {
            _position = _lines.Skip(_position, _brackets.Count > 0, out _error);
        }

        if (_error is not null || _position >= _text.Length)
        {
            return false;
        }

        if (_text[_position] == '\n')
        {
            _cancellationToken.ThrowIfCancellationRequested();
            Add(TokenKind.NewLine, 1);
            _isLineStart = true;
            return true;
        }

        ReadToken();
        return true;
    }

    private void ReadToken()
    {
        var c = _text[_position];
        if (StringPrefix.TryRead(_text, _position, out var prefix))
        {
            ReadString(prefix);
        }
        else if (PythonIdentifier.IsStart(c))
        {
            var end = IdentifierScanner.Scan(_text, _position, out var invalid);
            if (invalid >= 0)
            {
                Fail(invalid, IdentifierScanner.Describe(_text, invalid));
                return;
            }

            Add(Keywords.Find(_text, _position, end - _position), end - _position);
        }
        else if (c is >= '0' and <= '9' || (c == '.' && Peek(1) is >= '0' and <= '9'))
        {
            var end = NumberScanner.Scan(_text, _position, out var error);
            if (error is not null)
            {
                Fail(end, error);
                return;
            }

            Add(TokenKind.Number, end - _position);
        }
        else
        {
            ReadOperator(c);
        }
    }

    private void ReadString(StringPrefix prefix)
    {
        if (prefix.IsFormatted || prefix.IsTemplate)
        {
            _formats.Open(_position, prefix);
            _position = prefix.Content;
            return;
        }

        var position = prefix.Content;
        while (position < _text.Length && !prefix.IsClosedAt(_text, position))
        {
            if (_text[position] == '\n' && !prefix.IsTriple)
            {
                break;
            }

            position += _text[position] == '\\' ? 2 : 1;
        }

        if (position >= _text.Length || _text[position] == '\n')
        {
            _error = _formats.Unterminated(_position, prefix, Math.Min(position, _text.Length));
            return;
        }

        Add(TokenKind.String, position + (prefix.IsTriple ? 3 : 1) - _position);
    }

    private void ReadOperator(char c)
    {
        var (kind, length) = OperatorScanner.Scan(_text, _position);
        if (_formats.Current?.IsFieldAt(_brackets.Count) == true)
        {
            if (c == ':')
            {
                Add(TokenKind.Colon, 1);
                _formats.Current.BeginSpecification();
                return;
            }

            if (c == '}')
            {
                _formats.Current.CloseField();
            }
        }

        switch (kind)
        {
            case TokenKind.LeftParenthesis or TokenKind.LeftBracket or TokenKind.LeftBrace:
                if (_brackets.Count >= MaximumBrackets)
                {
                    Fail(_position, "too many nested parentheses");
                    return;
                }

                _brackets.Add(_position);
                break;
            case TokenKind.RightParenthesis or TokenKind.RightBracket or TokenKind.RightBrace:
                CloseBracket(c);
                break;
            case TokenKind.Unknown when c is not ('$' or '?' or '`' or '<'):
                Fail(_position, c == '\0' ? "source code cannot contain null bytes" : IdentifierScanner.Describe(_text, _position));
                return;
        }

        if (_error is null)
        {
            Add(kind, length);
        }
    }

    private void CloseBracket(char c)
    {
        if (_brackets.Count == 0)
        {
            Fail(_position, $"unmatched '{c}'");
            return;
        }

        var open = _brackets[_brackets.Count - 1];
        if ((_text[open], c) is ('(', ')') or ('[', ']') or ('{', '}'))
        {
            _brackets.RemoveAt(_brackets.Count - 1);
            return;
        }

        Fail(_position, _formats.Current?.IsFieldAt(_brackets.Count) == true
            ? $"f-string: unmatched '{c}'"
            : $"closing parenthesis '{c}' does not match opening parenthesis '{_text[open]}'" + LineOf(open));
    }

    /// <summary>Closes what is open at the end of the text.</summary>
    private int? Finish()
    {
        var end = _text.Length;
        if (_error is null && _formats.Current is { } open && _brackets.Count == 0)
        {
            _error = _formats.Unterminated(open.Start, open.Prefix, end);
        }

        if (_tokens.Count > 0 && _tokens[_tokens.Count - 1].Kind is not (TokenKind.NewLine or TokenKind.Indent or TokenKind.Dedent))
        {
            _tokens.Add(new(TokenKind.NewLine, end, 0));
        }

        for (var i = 0; i < _lines.Depth; i++)
        {
            _tokens.Add(new(TokenKind.Dedent, end, 0));
        }

        _tokens.Add(new(TokenKind.End, end, 0));
        return _error is null && _brackets.Count > 0 ? _brackets[_brackets.Count - 1] : null;
    }

    private string LineOf(int position)
    {
        var line = TextPosition.LineOf(_text, position);
        return line == TextPosition.LineOf(_text, _position) ? "" : $" on line {line}";
    }

    private void Add(TokenKind kind, int length)
    {
        _tokens.Add(new(kind, _position, length));
        _position += length;
    }

    private void Fail(int position, string message) => _error = new(message, position, 1);

    private char Peek(int offset) => _position + offset < _text.Length ? _text[_position + offset] : '\0';
}
