namespace GlobusCompute.Remote.Generators.Python;

/// <summary>
/// Reads expressions of literals by their tokens: numbers with signs, strings that follow each other or are added, <c>True</c>, <c>False</c> and <c>None</c>,
/// all of them in round brackets too.
/// </summary>
internal sealed class PythonConstantReader
{
    private const int MaximumNesting = 24;
    private readonly PythonStatement _tokens;
    private readonly bool _isExact;
    private int _index;
    private int _nesting;

    private PythonConstantReader(PythonStatement tokens, bool isExact)
    {
        _tokens = tokens;
        _isExact = isExact;
    }

    /// <summary>The value, or null where it is anything else or cannot be known here.</summary>
    public static PythonConstant? Read(PythonStatement tokens)
    {
        var reader = new PythonConstantReader(tokens, isExact: true);
        var value = reader.ReadSum();
        return reader._index == tokens.Count ? value : null;
    }

    /// <summary>
    /// The text of a string, or of strings that follow each other, in round brackets too; null where the tokens are anything else. What cannot be known here,
    /// such as characters given by name, stays as it is written.
    /// </summary>
    public static string? ReadText(PythonStatement tokens)
    {
        var reader = new PythonConstantReader(tokens, isExact: false);
        var value = reader.ReadOperand();
        return reader._index == tokens.Count && value is { Kind: PythonConstantKind.String } ? value.Text : null;
    }

    private PythonConstant? ReadSum()
    {
        var value = ReadOperand();
        List<string>? parts = null;
        while (value is { Kind: PythonConstantKind.String } && _tokens.Is(_index, "+"))
        {
            _index++;
            parts ??= [value.Text];
            value = ReadOperand();
            if (value is not { Kind: PythonConstantKind.String })
            {
                return null;
            }

            parts.Add(value.Text);
        }

        return parts is null ? value : new(PythonConstantKind.String, string.Concat(parts));
    }

    private PythonConstant? ReadOperand()
    {
        if (_nesting == MaximumNesting)
        {
            return null;
        }

        _nesting++;
        var value = ReadNested();
        _nesting--;
        return value;
    }

    private PythonConstant? ReadNested()
    {
        if (_tokens.Is(_index, PythonTokenKind.String))
        {
            return ReadStrings();
        }

        var at = _index++;
        if (_tokens.Is(at, "("))
        {
            var inner = _isExact ? ReadSum() : ReadOperand();
            return _tokens.Is(_index++, ")") ? inner : null;
        }

        if (_tokens.Is(at, "-") || _tokens.Is(at, "+"))
        {
            // Nobody writes a number with two signs on purpose.
            var operand = _tokens.Is(_index, "-") || _tokens.Is(_index, "+") ? null : ReadOperand();
            return _tokens.Is(at, "-") ? operand?.Negated() : operand?.Negated()?.Negated();
        }

        return _tokens.Is(at, PythonTokenKind.Number) ? PythonNumber.Read(_tokens.TextAt(at))
            : _tokens.Is(at, "None") ? PythonConstant.None
            : _tokens.Is(at, "True") ? PythonConstant.True
            : _tokens.Is(at, "False") ? PythonConstant.False
            : null;
    }

    private PythonConstant? ReadStrings()
    {
        var parts = new List<string>();
        for (; _tokens.Is(_index, PythonTokenKind.String); _index++)
        {
            if (PythonStringLiteral.Read(_tokens.TextAt(_index), _isExact) is not { } part)
            {
                return null;
            }

            parts.Add(part);
        }

        return new(PythonConstantKind.String, string.Concat(parts));
    }
}
