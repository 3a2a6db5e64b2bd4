using GlobusCompute.Remote.Generators.Collections;

namespace GlobusCompute.Remote.Generators.Python;

/// <summary>Turns annotations into types. What is not a type that it knows becomes <see cref="PythonTypeKind.Unknown"/>; nothing is refused.</summary>
/// <remarks>Its nesting is limited, so no text can exhaust the stack.</remarks>
/// <param name="names">The names of the text.</param>
/// <param name="classes">The names of its classes.</param>
internal sealed class PythonTypeReader(PythonNames names, IEnumerable<string> classes)
{
    private const int MaximumNesting = 24;
    private readonly PythonNamedTypes _named = new(names, classes);
    private PythonStatement _tokens;
    private ISet<string>? _variables;
    private IReadOnlyDictionary<string, PythonType>? _bound;
    private PythonAliasReader? _aliases;
    private int _index;
    private int _nesting;
    private int _arrays;

    /// <summary>How many tokens were looked at.</summary>
    public long Steps { get; private set; }

    public static PythonType Unknown(string text, string name = "") => new(PythonTypeKind.Unknown, text, name, default);

    /// <summary>Reads an annotation, or gives null where there is none.</summary>
    /// <param name="annotation">Its tokens.</param>
    /// <param name="variables">Names of type variables, or null.</param>
    public PythonType? Read(PythonStatement annotation, ISet<string>? variables)
    {
        if (annotation.Count == 0)
        {
            return null;
        }

        var (tokens, index, outer) = (_tokens, _index, _variables);
        (_tokens, _index, _variables) = (annotation, 0, variables);
        var type = ReadUnion();
        var whole = type is not null && _index == annotation.Count ? type : Unknown(annotation.Written());
        (_tokens, _index, _variables) = (tokens, index, outer);
        return whole;
    }

    /// <summary>Reads what an alias stands for, as if it stood in no other type.</summary>
    /// <param name="alias">Its tokens.</param>
    /// <param name="bound">What stands in place of its type variables.</param>
    public PythonType ReadAlias(PythonStatement alias, IReadOnlyDictionary<string, PythonType> bound)
    {
        var (nesting, arrays, outer) = (_nesting, _arrays, _bound);
        (_nesting, _arrays, _bound) = (0, 0, bound);
        var type = Read(alias, null);
        (_nesting, _arrays, _bound) = (nesting, arrays, outer);
        return type ?? Unknown("");
    }

    /// <summary>Reads the annotation of a field; an empty one is <see cref="PythonTypeKind.Unknown"/>.</summary>
    public PythonType ReadField(PythonStatement annotation) => Read(annotation, null) ?? Unknown("");

    /// <summary>Reads types with <c>|</c> between them; null where the tokens are not a type.</summary>
    private PythonType? ReadUnion()
    {
        Steps++;
        if (++_nesting > MaximumNesting)
        {
            _nesting--;
            return null;
        }

        var start = _index;
        var type = ReadPrimary();
        if (type is not null && _tokens.Is(_index, "|"))
        {
            var members = new List<PythonType> { type };
            while (type is not null && _tokens.Is(_index, "|"))
            {
                _index++;
                type = ReadPrimary();
                if (type is not null)
                {
                    members.Add(type);
                }
            }

            type = type is null ? null : PythonTypeMaker.Union(members, Written(start));
        }

        _nesting--;
        return type;
    }

    private PythonType? ReadPrimary()
    {
        Steps++;
        var start = _index;
        if (_tokens.Is(_index, PythonTokenKind.String))
        {
            return ReadQuoted();
        }

        if (_tokens.Is(_index, "("))
        {
            _index++;
            var inner = ReadUnion();
            return inner is not null && _tokens.Is(_index++, ")") ? inner : null;
        }

        if (_tokens.Is(_index, "*") || !_tokens.Is(_index, PythonTokenKind.Name))
        {
            return null;
        }

        _index++;
        while (_tokens.Is(_index, ".") && _tokens.Is(_index + 1, PythonTokenKind.Name))
        {
            Steps++;
            _index += 2;
        }

        var dotted = string.Concat(Enumerable.Range(start, _index - start).Select(_tokens.TextAt));
        if (_bound is not null && _bound.TryGetValue(dotted, out var argument))
        {
            return SkipSubscript() ? argument : null;
        }

        if (_variables?.Contains(dotted) == true)
        {
            return SkipSubscript() ? new(PythonTypeKind.Any, Written(start), "", default) : null;
        }

        var name = names.Resolve(dotted);
        if (name is null && names.FindAlias(dotted) is { } alias)
        {
            _aliases ??= new(this, names);
            return ReadAliasArguments() is { } arguments ? _aliases.Read(alias, arguments) with { Text = Written(start) } : null;
        }

        if (_arrays > 0 && name == "numpy.dtype" && _tokens.Is(_index, "["))
        {
            var depth = _tokens[_index++].Depth;
            return ReadUnion() is { } element && SkipToClosing(depth) ? element : null;
        }

        return name is null || (_tokens.Is(_index, "[") && PythonTypeNames.KindOf(name) == PythonTypeKind.Unknown && !PythonTypeNames.IsRestated(name))
            ? (SkipSubscript() ? _named.Of(name, Written(start)) : null)
            : _tokens.Is(_index, "[") ? ReadSubscript(name, start) : _named.Of(name, Written(start));
    }

    private PythonType? ReadSubscript(string name, int start)
    {
        var depth = _tokens[_index++].Depth;
        var kind = PythonTypeNames.KindOf(name);
        if (kind == PythonTypeKind.Literal)
        {
            return ReadLiteral(start, depth);
        }

        if (PythonTypeNames.IsTransparent(name) || kind is PythonTypeKind.None or PythonTypeKind.Any)
        {
            var inner = kind == PythonTypeKind.Unknown ? ReadUnion() : new PythonType(kind, Written(start), "", default);
            return inner is not null && SkipToClosing(depth) ? inner with { Text = Written(start) } : null;
        }

        _arrays += kind == PythonTypeKind.Array ? 1 : 0;
        var type = ReadArguments(name, kind, start, depth);
        _arrays -= kind == PythonTypeKind.Array ? 1 : 0;
        return type;
    }

    private PythonType? ReadArguments(string name, PythonTypeKind kind, int start, int depth)
    {
        var arguments = new List<PythonType>();
        var isVariadic = false;
        while (!_tokens.Is(_index, "]"))
        {
            if (_tokens.Is(_index, ".") && _tokens.Is(_index + 1, ".") && _tokens.Is(_index + 2, "."))
            {
                isVariadic = true;
                _index += 3;
            }
            else if (kind == PythonTypeKind.Tuple && _tokens.Is(_index, "(") && _tokens.Is(_index + 1, ")"))
            {
                _index += 2;
            }
            else if (ReadUnion() is { } argument)
            {
                arguments.Add(argument);
            }
            else
            {
                return kind is PythonTypeKind.Array or PythonTypeKind.Dict && SkipToClosing(depth)
                    ? new(kind, Written(start), "", default) { Exact = PythonTypeNames.ExactOf(name) }
                    : null;
            }

            if (_tokens.Is(_index, ","))
            {
                _index++;
            }
            else if (!_tokens.Is(_index, "]"))
            {
                return null;
            }
        }

        _index++;
        return PythonTypeMaker.Generic(name, kind, arguments, isVariadic, Written(start));
    }

    /// <summary>Reads what stands in square brackets behind an alias; null where these are not closed.</summary>
    private List<PythonType>? ReadAliasArguments()
    {
        var arguments = new List<PythonType>();
        if (!_tokens.Is(_index, "["))
        {
            return arguments;
        }

        var depth = _tokens[_index++].Depth;
        while (ReadUnion() is { } argument)
        {
            arguments.Add(argument);
            _index += _tokens.Is(_index, ",") ? 1 : 0;
        }

        return SkipToClosing(depth) ? arguments : null;
    }

    private PythonType? ReadLiteral(int start, int depth)
    {
        var values = new List<PythonType>();
        while (_index < _tokens.Count && !(_tokens[_index].Depth == depth && _tokens.Is(_index, "]")))
        {
            var from = _index;
            while (_index < _tokens.Count && _tokens[_index].Depth > depth && !(_tokens[_index].Depth == depth + 1 && _tokens.Is(_index, ",")))
            {
                Steps++;
                _index++;
            }

            var value = _tokens.Slice(from, _index).Written();
            values.Add(new(PythonTypeKind.LiteralValue, value, value, default));
            _index += _tokens.Is(_index, ",") ? 1 : 0;
        }

        return !_tokens.Is(_index++, "]") ? null
            : _named.OwnerOf(values) is { } member ? new(PythonTypeKind.Class, Written(start), member, default)
            : new(PythonTypeKind.Literal, Written(start), "", values.ToEquatableArray());
    }

    /// <summary>Reads the type in a string, or in strings that follow each other.</summary>
    private PythonType? ReadQuoted()
    {
        var text = PythonLiteral.ReadString(_tokens.TextAt(_index++));
        if (_tokens.Is(_index, PythonTokenKind.String))
        {
            var parts = new List<string?> { text };
            while (_tokens.Is(_index, PythonTokenKind.String))
            {
                parts.Add(PythonLiteral.ReadString(_tokens.TextAt(_index++)));
            }

            text = parts.Contains(null) ? null : string.Concat(parts);
        }

        if (text is null || _nesting > MaximumNesting / 2)
        {
            return null;
        }

        var quoted = PythonStatement.Parse(text, out var steps);
        Steps += steps;
        _nesting += MaximumNesting / 4;
        var type = Read(quoted, _variables);
        _nesting -= MaximumNesting / 4;
        return type;
    }

    /// <summary>Passes over square brackets, where some stand here.</summary>
    private bool SkipSubscript() => !_tokens.Is(_index, "[") || SkipToClosing(_tokens[_index].Depth);

    /// <summary>Moves behind the square bracket that closes the one at a depth.</summary>
    private bool SkipToClosing(int depth)
    {
        while (_index < _tokens.Count)
        {
            Steps++;
            var isClosing = _tokens[_index].Depth == depth && _tokens.Is(_index, "]");
            _index++;
            if (isClosing)
            {
                return true;
            }
        }

        return false;
    }

    private string Written(int start) => _tokens.Slice(start, _index).Written();
}
