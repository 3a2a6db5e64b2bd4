using System.Globalization;
using System.Text;

namespace GlobusCompute.Remote.Serialization.Python;

/// <summary>Writes values for people to read: clipped, and ended where a value contains itself.</summary>
internal sealed class PythonRepr
{
    private const int MaxDepth = 30;

    private readonly StringBuilder _text = new();
    private readonly List<PythonValue> _path = [];

    private readonly int _maxLength;

    private PythonRepr(int maxLength) => _maxLength = maxLength;

    /// <summary>Whether nothing more will be seen.</summary>
    public bool IsFull => _text.Length > _maxLength;

    /// <param name="value">The value.</param>
    /// <param name="maxLength">How many characters are shown at most.</param>
    public static string Of(PythonValue value, int maxLength = 1000)
    {
        var repr = new PythonRepr(maxLength);
        repr.AddNested(value);
        return repr.IsFull ? string.Concat(repr._text.ToString().AsSpan(0, maxLength), "…") : repr._text.ToString();
    }

    public void Add(string text)
    {
        if (!IsFull)
        {
            _text.Append(text.Length <= _maxLength ? text : text[.._maxLength]);
        }
    }

    public void AddQuoted(string text)
    {
        var quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        _text.Append(quote);
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, _maxLength + 1)))
        {
            if (IsFull)
            {
                break;
            }

            _ = c switch
            {
                '\n' => _text.Append("\\n"),
                '\r' => _text.Append("\\r"),
                '\t' => _text.Append("\\t"),
                '\\' => _text.Append("\\\\"),
                _ when c == quote => _text.Append('\\').Append(c),
                _ when char.IsControl(c) => _text.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}"),
                _ => _text.Append(c),
            };
        }

        _text.Append(quote);
    }

    /// <summary>A value within another.</summary>
    public void AddNested(PythonValue value)
    {
        if (IsFull)
        {
            return;
        }

        if (_path.Count >= MaxDepth || _path.Exists(outer => ReferenceEquals(outer, value)))
        {
            Add(value.Kind switch
            {
                PythonKind.Dictionary => "{...}",
                PythonKind.Tuple => "(...)",
                PythonKind.List => "[...]",
                _ => "...",
            });
            return;
        }

        _path.Add(value);
        value.WriteRepr(this);
        _path.RemoveAt(_path.Count - 1);
    }

    public void AddItems(string open, IEnumerable<PythonValue> items, string close)
    {
        Add(open);
        var isFirst = true;
        foreach (var item in items)
        {
            if (IsFull)
            {
                return;
            }

            Add(isFirst ? "" : ", ");
            isFirst = false;
            AddNested(item);
        }

        Add(close);
    }

    public void AddEntries(string open, IEnumerable<KeyValuePair<PythonValue, PythonValue>> entries, string close)
    {
        Add(open);
        var isFirst = true;
        foreach (var (key, value) in entries)
        {
            if (IsFull)
            {
                return;
            }

            Add(isFirst ? "" : ", ");
            isFirst = false;
            AddNested(key);
            Add(": ");
            AddNested(value);
        }

        Add(close);
    }

    public void AddCall(string name, IEnumerable<PythonValue> arguments)
    {
        Add(name + "(");
        var isFirst = true;
        foreach (var argument in arguments)
        {
            if (IsFull)
            {
                return;
            }

            Add(isFirst ? "" : ", ");
            isFirst = false;
            AddNested(argument);
        }

        Add(")");
    }
}
