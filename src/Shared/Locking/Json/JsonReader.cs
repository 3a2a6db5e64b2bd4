using System.Globalization;
using System.Text;

namespace GlobusCompute.Remote.Shared.Locking.Json;

/// <summary>Reads JSON (RFC 8259) with the places of its values: no comments, no trailing commas, nothing behind the value.</summary>
/// <remarks>A compiler brings no JSON reader that an analyzer may use: two assemblies of one name and different versions do not load there.</remarks>
internal sealed class JsonReader
{
    /// <summary>How deep arrays and objects may be nested; System.Text.Json's own default.</summary>
    public const int MaxDepth = 64;

    private static readonly JsonValue[] s_noItems = [];
    private static readonly JsonProperty[] s_noProperties = [];
    private readonly string _text;
    private int _position;

    private JsonReader(string text) => _text = text;

    private bool IsAtEnd => _position == _text.Length;

    // No JSON has this character where it could be taken for anything else.
    private char Current => IsAtEnd ? '\0' : _text[_position];

    /// <summary>Reads the one value of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where it begins.</param>
    /// <exception cref="JsonSyntaxException">The text is not JSON.</exception>
    public static JsonValue Read(string text, int start = 0)
    {
        var reader = new JsonReader(text) { _position = start };
        reader.SkipWhiteSpace();
        var value = reader.ReadValue(0);
        reader.SkipWhiteSpace();
        return reader.IsAtEnd ? value : throw reader.Expected("the end of the file");
    }

    private JsonValue ReadValue(int depth) => Current switch
    {
        '{' => ReadObject(depth),
        '[' => ReadArray(depth),
        '"' => ReadText(),
        '-' or (>= '0' and <= '9') => ReadNumber(),
        't' => ReadWord("true", JsonKind.True),
        'f' => ReadWord("false", JsonKind.False),
        'n' => ReadWord("null", JsonKind.Null),
        _ => throw Expected("a value"),
    };

    private JsonValue ReadObject(int depth)
    {
        var start = Enter(depth);
        var properties = new List<JsonProperty>();
        if (!Skip('}'))
        {
            do
            {
                SkipWhiteSpace();
                if (Current != '"')
                {
                    throw Expected("a property's name in double quotes");
                }

                var name = ReadText();
                SkipWhiteSpace();
                if (!Skip(':'))
                {
                    throw Expected("':'");
                }

                SkipWhiteSpace();
                properties.Add(new(name.Text, name.Span, ReadValue(depth + 1)));
                SkipWhiteSpace();
            }
            while (Skip(','));

            if (!Skip('}'))
            {
                throw Expected("',' or '}'");
            }
        }

        return new(JsonKind.Object, From(start), "", s_noItems, properties);
    }

    private JsonValue ReadArray(int depth)
    {
        var start = Enter(depth);
        var items = new List<JsonValue>();
        if (!Skip(']'))
        {
            do
            {
                SkipWhiteSpace();
                items.Add(ReadValue(depth + 1));
                SkipWhiteSpace();
            }
            while (Skip(','));

            if (!Skip(']'))
            {
                throw Expected("',' or ']'");
            }
        }

        return new(JsonKind.Array, From(start), "", items, s_noProperties);
    }

    private JsonValue ReadText()
    {
        var start = _position++;
        var builder = new StringBuilder();
        while (Current != '"')
        {
            if (IsAtEnd)
            {
                throw new JsonSyntaxException(_position, "the file ends within a string");
            }

            if (Current < ' ')
            {
                throw new JsonSyntaxException(_position, Current is '\n' or '\r' ? "a string is not closed on its line" : "a string has a control character");
            }

            builder.Append(Current == '\\' ? ReadEscape() : _text[_position++]);
        }

        _position++;
        return new(JsonKind.String, From(start), builder.ToString(), s_noItems, s_noProperties);
    }

    private char ReadEscape()
    {
        var start = _position++;
        var c = Current;
        _position += IsAtEnd ? 0 : 1;
        return c switch
        {
            '"' or '\\' or '/' => c,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => ReadHexadecimal(start),
            _ => throw new JsonSyntaxException(start, "a backslash precedes a character that it cannot escape"),
        };
    }

    private char ReadHexadecimal(int start)
    {
        var code = 0;
        for (var i = 0; i < 4; i++, _position++)
        {
            var digit = Current switch
            {
                >= '0' and <= '9' => Current - '0',
                >= 'a' and <= 'f' => Current - 'a' + 10,
                >= 'A' and <= 'F' => Current - 'A' + 10,
                _ => throw new JsonSyntaxException(start, "'\\u' is not followed by four hexadecimal digits"),
            };
            code = (code * 16) + digit;
        }

        return (char)code;
    }

    private JsonValue ReadNumber()
    {
        var start = _position;
        Skip('-');
        if (!Skip('0'))
        {
            ReadDigits();
        }

        if (Skip('.'))
        {
            ReadDigits();
        }

        if (Skip('e') || Skip('E'))
        {
            _ = Skip('+') || Skip('-');
            ReadDigits();
        }

        var span = From(start);
        return new(JsonKind.Number, span, _text.Substring(span.Start, span.Length), s_noItems, s_noProperties);
    }

    private void ReadDigits()
    {
        var start = _position;
        while (Current is >= '0' and <= '9')
        {
            _position++;
        }

        if (_position == start)
        {
            throw Expected("a digit");
        }
    }

    private JsonValue ReadWord(string word, JsonKind kind)
    {
        var start = _position;
        if (string.CompareOrdinal(_text, start, word, 0, word.Length) != 0)
        {
            throw Expected("a value");
        }

        _position += word.Length;
        return new(kind, From(start), "", s_noItems, s_noProperties);
    }

    private int Enter(int depth)
    {
        if (depth == MaxDepth)
        {
            throw new JsonSyntaxException(_position, $"values are nested deeper than {MaxDepth.ToString(CultureInfo.InvariantCulture)} levels");
        }

        var start = _position++;
        SkipWhiteSpace();
        return start;
    }

    private void SkipWhiteSpace()
    {
        while (Current is ' ' or '\t' or '\r' or '\n')
        {
            _position++;
        }
    }

    private bool Skip(char c)
    {
        if (IsAtEnd || _text[_position] != c)
        {
            return false;
        }

        _position++;
        return true;
    }

    private TextRange From(int start) => new(start, _position - start);

    private JsonSyntaxException Expected(string what)
    {
        var found = IsAtEnd ? "the end of the file"
            : Current is > ' ' and < '\x7f' ? $"'{Current}'"
            : "U+" + ((int)Current).ToString("X4", CultureInfo.InvariantCulture);
        return new(_position, $"{what} is expected, and {found} is there");
    }
}
