using System.Text;

namespace GlobusCompute.Remote.Testing.Recording;

/// <summary>Finds where top-level statements begin, and what they bind.</summary>
internal ref struct PythonStatementScanner
{
    private readonly string _source;
    private readonly StringBuilder _code = new();
    private int _position;
    private int _depth;

    // Behind the last character of code: comments after it belong to no statement.
    private int _end;

    private PythonStatementScanner(string source) => _source = source;

    /// <summary>Divides a source; null when it ends within a string or brackets.</summary>
    public static List<PythonStatement>? Divide(string source) => new PythonStatementScanner(source).Scan();

    private List<PythonStatement>? Scan()
    {
        var statements = new List<PythonStatement>();
        var start = -1;
        var codeStart = 0;
        var isDecorated = false;
        while (_position < _source.Length)
        {
            // At the begin of a line outside of brackets and strings.
            var line = _source.AsSpan(_position);
            if (line[0] is not ('\n' or ' ' or '\t' or '\f' or '#' or '\r') && !isDecorated && !Continues(line))
            {
                Add(statements, start, codeStart);
                start = _position;
                codeStart = _code.Length;
            }

            if (line[0] is not ('\n' or ' ' or '\t' or '\f' or '#' or '\r'))
            {
                isDecorated = line[0] == '@';
            }

            if (!TryReadLine())
            {
                return null;
            }
        }

        Add(statements, start, codeStart);
        return statements;
    }

    // A branch of the statement before.
    private static bool Continues(ReadOnlySpan<char> line)
    {
        var end = 0;
        while (end < line.Length && char.IsLetter(line[end]))
        {
            end++;
        }

        return line[..end] is "elif" or "else" or "except" or "finally" || line[0] is ')' or ']' or '}';
    }

    private readonly void Add(List<PythonStatement> statements, int start, int codeStart)
    {
        if (start >= 0)
        {
            var code = _code.ToString(codeStart, _code.Length - codeStart);
            statements.Add(new PythonStatement(_source[start.._end], code, PythonNames.BoundBy(code)));
        }
    }

    /// <summary>Reads to the end of a logical line.</summary>
    private bool TryReadLine()
    {
        while (_position < _source.Length)
        {
            var c = _source[_position];
            switch (c)
            {
                case '\n' when _depth == 0:
                    _code.Append(c);
                    _position++;
                    return true;
                case '\\' when _position + 1 < _source.Length:
                    _code.Append(' ');
                    _position += 2;
                    break;
                case '#':
                    var end = _source.IndexOf('\n', _position);
                    _position = end < 0 ? _source.Length : end;
                    break;
                case '"' or '\'':
                    if (!TryReadString(c))
                    {
                        return false;
                    }

                    _end = _position;
                    break;
                default:
                    _depth += c is '(' or '[' or '{' ? 1 : c is ')' or ']' or '}' ? -1 : 0;
                    _depth = Math.Max(_depth, 0);
                    _code.Append(c);
                    _position++;
                    _end = char.IsWhiteSpace(c) ? _end : _position;
                    break;
            }
        }

        return _depth == 0;
    }

    private bool TryReadString(char quote)
    {
        // The prefix was read as a word. Code stands in strings that are formatted alone.
        var prefix = _code.Length;
        while (prefix > 0 && char.IsAsciiLetter(_code[prefix - 1]))
        {
            prefix--;
        }

        var letters = _code.ToString(prefix, _code.Length - prefix).ToLowerInvariant();
        var isPrefix = letters is "r" or "u" or "b" or "f" or "t" or "br" or "rb" or "fr" or "rf" or "tr" or "rt";
        if (isPrefix)
        {
            _code.Length = prefix;
        }

        var isTriple = string.CompareOrdinal(_source, _position, new string(quote, 3), 0, 3) == 0;
        var mark = new string(quote, isTriple ? 3 : 1);
        var start = _position + mark.Length;
        var at = start;
        while (true)
        {
            if (at >= _source.Length || (!isTriple && _source[at] == '\n'))
            {
                return false;
            }

            if (_source[at] == '\\')
            {
                at += 2;
            }
            else if (string.CompareOrdinal(_source, at, mark, 0, mark.Length) == 0)
            {
                break;
            }
            else
            {
                at++;
            }
        }

        if (isPrefix && letters.AsSpan().IndexOfAny('f', 't') >= 0)
        {
            _code.Append(' ').Append(_source.AsSpan(start, at - start)).Append(' ');
        }

        _position = at + mark.Length;
        return true;
    }
}
