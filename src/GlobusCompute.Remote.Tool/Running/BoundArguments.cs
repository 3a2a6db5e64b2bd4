using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Python;

namespace GlobusCompute.Remote.Tool.Running;

/// <summary>Words of a command line, bound to the parameters of a <c>def</c> as Python binds the arguments of a call.</summary>
internal sealed class BoundArguments
{
    private readonly PythonSignature? _signature;
    private readonly string _function;
    private readonly Dictionary<string, ArgumentValue> _named = new(StringComparer.Ordinal);
    private readonly List<ArgumentValue> _more = [];
    private readonly List<KeyValuePair<string, ArgumentValue>> _others = [];
    private readonly HashSet<string> _byPosition = new(StringComparer.Ordinal);
    private int _position;

    public BoundArguments(string function, PythonSignature? signature) => (_function, _signature) = (function, signature);

    private BoundArguments(BoundArguments other)
    {
        (_signature, _function, _position) = (other._signature, other._function, other._position);
        _named = new Dictionary<string, ArgumentValue>(other._named, StringComparer.Ordinal);
        _more = [.. other._more];
        _others = [.. other._others];
        _byPosition = new HashSet<string>(other._byPosition, StringComparer.Ordinal);
    }

    /// <summary>Gets whether Python values are passed as numpy arrays: some parameter is annotated as one.</summary>
    public bool HasArrays => _named.Values.Any(static value => value.IsArray);

    /// <summary>Gets what tells the files apart whose content is an argument, with the argument, in a fixed order.</summary>
    public IEnumerable<string> FileDigests => _named.OrderBy(static one => one.Key, StringComparer.Ordinal).Concat(_others)
        .Concat(_more.Select(static (value, index) => KeyValuePair.Create($"{index}", value)))
        .Where(static one => one.Value.FileDigest is not null)
        .Select(static one => $"@{one.Key}={one.Value.FileDigest}");

    private IEnumerable<PythonParameter> Parameters => _signature?.Parameters ?? Enumerable.Empty<PythonParameter>();

    private PythonParameter? Variadic(PythonParameterKind kind) => Parameters.FirstOrDefault(parameter => parameter.Kind == kind);

    /// <summary>Returns a copy, to which more can be added.</summary>
    public BoundArguments Copy() => new(this);

    /// <summary>Adds words as they stand on a command line.</summary>
    /// <param name="words">The words: <c>value</c>, <c>name=value</c>, <c>--name value</c> and <c>--name=value</c>.</param>
    /// <param name="verbatim">How many of the last ones are values, whatever they look like: those behind <c>--</c>.</param>
    /// <param name="options">The options of the command, for a hint about a misspelled one.</param>
    /// <exception cref="BadOptionException">The words are not arguments of the function. The message says why.</exception>
    public void AddWords(IReadOnlyList<string> words, int verbatim, IEnumerable<string> options)
    {
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (i >= words.Count - verbatim || ArgumentValue.IsNumber(word))
            {
                AddPositional(word);
            }
            else if (word.StartsWith("--", StringComparison.Ordinal) && word.Length > 2)
            {
                var equals = word.IndexOf('=');
                var name = (equals < 0 ? word[2..] : word[2..equals]).Replace('-', '_');
                ThrowIfUnknown(name, word, options);
                AddKeyword(name, equals >= 0 ? word[(equals + 1)..]
                    : i + 1 < words.Count - verbatim ? words[++i]
                    : throw new BadOptionException($"the argument {word} has no value: write {name}=VALUE."));
            }
            else if (word.StartsWith('-') && word.Length > 1)
            {
                throw new BadOptionException($"unrecognized option '{word}'. A text that begins with '-' is passed behind '--'.");
            }
            else if (word.IndexOf('=') is var at and > 0 && IsName(word[..at]))
            {
                AddKeyword(word[..at], word[(at + 1)..]);
            }
            else
            {
                AddPositional(word);
            }
        }
    }

    /// <summary>Adds the argument of a parameter, however that is passed.</summary>
    /// <param name="name">The name of the parameter.</param>
    /// <param name="text">Its text.</param>
    /// <param name="isLiteral">Whether <c>@</c> at its start is an ordinary character and names no file.</param>
    /// <exception cref="BadOptionException">It is not one of the function, is there already, or does not fit its annotation.</exception>
    public void AddNamed(string name, string text, bool isLiteral = false)
    {
        var parameter = Find(name);
        if (parameter is null)
        {
            ThrowIfUnknown(name, $"{name}=", []);
            var others = Variadic(PythonParameterKind.VariadicKeyword);
            ThrowIfTwice(name, _others.Exists(other => other.Key == name));
            _others.Add(new(name, ArgumentValue.Read(text, name, others?.Annotation, isLiteral)));
            return;
        }

        ThrowIfTwice(name, _named.ContainsKey(name));
        _named.Add(name, ArgumentValue.Read(text, name, parameter.Annotation, isLiteral));
    }

    /// <summary>Throws if the function would fail for want of an argument.</summary>
    /// <exception cref="BadOptionException">An argument is missing. The message names all that are, and the call.</exception>
    public void ThrowIfIncomplete()
    {
        var before = Parameters.Where(static one => one.Kind == PythonParameterKind.PositionalOnly).SkipWhile(one => _named.ContainsKey(one.Name)).ToList();
        if (before.Find(one => _named.ContainsKey(one.Name)) is { } behind)
        {
            throw new BadOptionException($"'{behind.Name}' is positional-only, so that '{before[0].Name}' before it needs a value too: {Describe()}.");
        }

        var missing = Parameters.Where(parameter => parameter.IsRequired && !_named.ContainsKey(parameter.Name)).Select(static one => one.Name).ToList();
        if (missing.Count > 0)
        {
            throw new BadOptionException(
                $"{_function} needs {(missing.Count == 1 ? "an argument" : "arguments")} for {string.Join(", ", missing)}: {Describe()}.");
        }
    }

    /// <summary>Gets whether a parameter has a value.</summary>
    public bool Has(string name) => _named.ContainsKey(name) || _others.Exists(other => other.Key == name);

    /// <summary>Gets whether the function takes a keyword argument of a name.</summary>
    public bool Takes(string name) => Find(name) is not null || _signature is null || Variadic(PythonParameterKind.VariadicKeyword) is not null;

    /// <summary>Gets the parameter of a name, or null.</summary>
    public PythonParameter? Find(string name) => Parameters.FirstOrDefault(one => one.Name == name && one.Kind is not (
        PythonParameterKind.VariadicPositional or PythonParameterKind.VariadicKeyword));

    /// <summary>Gets the names of the parameters.</summary>
    public IEnumerable<string> Names => Parameters.Select(static one => one.Name);

    /// <summary>Gets whether a parameter has a default.</summary>
    public bool IsOptional(string name) => Find(name) is { Default: not null };

    /// <summary>Gets whether the annotation of a parameter names None.</summary>
    public bool AllowsNone(string name) => Find(name)?.Annotation is { NamesNone: true };

    /// <summary>Makes the arguments of a call.</summary>
    public CallArguments ToCall()
    {
        var call = new CallArguments();
        var isOpen = true;
        foreach (var parameter in Parameters.Where(static one => one.IsPositional))
        {
            // What stands behind an omitted one goes by its keyword.
            isOpen = isOpen && _named.ContainsKey(parameter.Name)
                && (parameter.Kind == PythonParameterKind.PositionalOnly || _byPosition.Contains(parameter.Name));
            if (isOpen)
            {
                _named[parameter.Name].AddTo(call, null);
            }
            else if (_named.TryGetValue(parameter.Name, out var value))
            {
                value.AddTo(call, parameter.Name);
            }
        }

        _more.ForEach(value => value.AddTo(call, null));
        foreach (var parameter in Parameters.Where(one => one.Kind == PythonParameterKind.KeywordOnly && _named.ContainsKey(one.Name)))
        {
            _named[parameter.Name].AddTo(call, parameter.Name);
        }

        _others.ForEach(other => other.Value.AddTo(call, other.Key));
        return call;
    }

    // As in Python: no keyword reaches a positional-only parameter, and one of the same name is for '**'.
    private void AddKeyword(string name, string text)
    {
        if (Find(name) is not { Kind: PythonParameterKind.PositionalOnly })
        {
            AddNamed(name, text);
            return;
        }

        var others = Variadic(PythonParameterKind.VariadicKeyword) ?? throw new BadOptionException(
            $"'{name}' of {_function} is positional-only: write its value without its name. {Describe()}.");
        ThrowIfTwice(name, _others.Exists(other => other.Key == name));
        _others.Add(new(name, ArgumentValue.Read(text, name, others.Annotation)));
    }

    private void AddPositional(string text)
    {
        var positional = Parameters.Where(static one => one.IsPositional).ToList();
        if (_position < positional.Count)
        {
            var parameter = positional[_position++];
            ThrowIfTwice(parameter.Name, _named.ContainsKey(parameter.Name));
            _named.Add(parameter.Name, ArgumentValue.Read(text, parameter.Name, parameter.Annotation));
            _byPosition.Add(parameter.Name);
            return;
        }

        var more = Variadic(PythonParameterKind.VariadicPositional);
        if (_signature is not null && more is null)
        {
            throw new BadOptionException($"{_function} takes at most {positional.Count} positional argument{(positional.Count == 1 ? "" : "s")}, "
                + $"and '{text}' is one more: {Describe()}.");
        }

        _more.Add(ArgumentValue.Read(text, $"argument {_position + _more.Count + 1}", more?.Annotation));
    }

    // Without a signature, any name may be one; with one, a text such as a=b is a value where nothing is called a.
    private bool IsName(string text) => text.All(static c => char.IsLetterOrDigit(c) || c == '_') && !char.IsDigit(text[0])
        && (Takes(text) || NextIsNotText());

    private bool NextIsNotText()
    {
        var next = Parameters.Where(static one => one.IsPositional).Skip(_position).FirstOrDefault() ?? Variadic(PythonParameterKind.VariadicPositional);
        return next is null or { Annotation: not null and not { Kind: PythonTypeKind.Str } };
    }

    private void ThrowIfUnknown(string name, string written, IEnumerable<string> options)
    {
        if (Takes(name))
        {
            return;
        }

        var isOption = written.StartsWith('-');
        var names = Parameters.Select(static one => one.Name).ToList();
        var near = isOption ? NearestName.Find($"--{name}", options.Concat(names.Select(static one => $"--{one}"))) : NearestName.Find(name, names);
        throw new BadOptionException(
            (isOption ? $"unrecognized option '{written}', and {_function} has no parameter '{name}'." : $"{_function} has no parameter '{name}'.")
            + (near is null ? $" It is {Describe()}." : $" Did you mean '{near}'?"));
    }

    private void ThrowIfTwice(string name, bool isThere)
    {
        if (isThere)
        {
            throw new BadOptionException($"{_function} gets two values for '{name}': {Describe()}.");
        }
    }

    // As Python's help writes it, with '/' behind positional-only and '*' before keyword-only parameters.
    private string Describe()
    {
        var parts = new List<string>();
        PythonParameterKind? before = null;
        foreach (var one in Parameters)
        {
            if (before == PythonParameterKind.PositionalOnly && one.Kind != PythonParameterKind.PositionalOnly)
            {
                parts.Add("/");
            }

            if (one.Kind == PythonParameterKind.KeywordOnly && before is not (PythonParameterKind.KeywordOnly or PythonParameterKind.VariadicPositional))
            {
                parts.Add("*");
            }

            parts.Add(one.Kind switch
            {
                PythonParameterKind.VariadicPositional => $"*{one.Name}",
                PythonParameterKind.VariadicKeyword => $"**{one.Name}",
                _ => $"{one.Name}{(one.Annotation is { } type ? $": {type.Text}" : "")}{(one.Default is { } text ? $" = {text}" : "")}",
            });
            before = one.Kind;
        }

        if (before == PythonParameterKind.PositionalOnly)
        {
            parts.Add("/");
        }

        return $"{_function}({string.Join(", ", parts)})";
    }
}
