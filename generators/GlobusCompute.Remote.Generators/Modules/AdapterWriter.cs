using GlobusCompute.Remote.Generators.Collections;
using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Generators.Python;

namespace GlobusCompute.Remote.Generators.Modules;

/// <summary>Writes the Python functions that stand between .NET and a file's functions where plain values are not enough.</summary>
internal sealed class AdapterWriter
{
    private readonly PythonModule _python;
    private readonly AdapterText _text;
    private readonly ArgumentConversionWriter _arguments;
    private readonly ResultConversionWriter _results;

    // A format takes Python's own values.
    private bool _keepsResult;

    /// <param name="python">The file.</param>
    /// <param name="isDeclared">Whether the project has a type of its own for a class.</param>
    public AdapterWriter(PythonModule python, Func<PythonClass, bool> isDeclared)
    {
        _python = python;
        _text = new(python);
        _arguments = new(python, _text, isDeclared);
        _results = new(python, _text);
    }

    /// <summary>All that was written, or null when nothing was needed.</summary>
    public string? Text => _text.IsEmpty ? null : _text.ToString();

    /// <summary>The name of the function to call instead, or null when the function itself can be called.</summary>
    /// <param name="function">The function.</param>
    /// <param name="parameters">The parameters of the C# method.</param>
    /// <param name="overload">The number of the overload, from 0.</param>
    /// <param name="arraysCome">Whether numpy's arrays come as such.</param>
    /// <param name="format">The format of the result, or null.</param>
    public string? Write(PythonSignature function, EquatableArray<ModuleParameter> parameters, int overload, bool arraysCome, FormatModel? format)
    {
        _keepsResult = format is { IsPlainData: false };
        var names = new AdapterNames(function, parameters, _python);
        var arguments = parameters.ToDictionary(
            parameter => parameter,
            parameter => parameter.Format is { IsPlainData: false } ? null : _arguments.Build(Received(parameter), names.Value(parameter), arraysCome));
        if (Plain(function, names.Result) == names.Result && function is { IsAsync: false, IsGenerator: false }
            && !IsGathered(function)
            && arguments.Values.All(built => built is null)
            && !parameters.Any(names.IsHeld))
        {
            return null;
        }

        var name = overload < 0 ? $"_call_{function.Name}_declared" : $"_call_{function.Name}" + (overload == 0 ? "" : $"_{overload + 1}");
        return _text.Function($"call {overload} {function.Name}", name, () => Lines(function, parameters, arguments, names));
    }

    /// <summary>
    /// The same for a method whose C# types are the app's own: what it sends may be an object's data or something else that Python takes.
    /// </summary>
    public string? WriteTolerant(PythonSignature function, EquatableArray<ModuleParameter> parameters, int number, FormatModel? format)
    {
        _arguments.IsTolerant = true;
        var name = Write(function, parameters, -1 - number, arraysCome: true, format);
        _arguments.IsTolerant = false;
        return name;
    }

    /// <summary>Whether an argument for an optional parameter has to go by keyword, so that it may be missing.</summary>
    public static bool MustGoByKeyword(PythonParameter parameter, bool isVariadic) =>
        parameter is { Kind: PythonParameterKind.PositionalOrKeyword, Default: not null } && !isVariadic;

    /// <summary>
    /// Whether an argument goes by keyword although Python takes it by position only, since what stands after it could not come without it otherwise.
    /// </summary>
    public static bool IsHeld(ModuleParameter parameter, bool isVariadic) =>
        parameter.OmitWhenNull && (parameter.Python.Kind == PythonParameterKind.PositionalOnly
            || (isVariadic && parameter.Python.Kind == PythonParameterKind.PositionalOrKeyword));

    private IEnumerable<string> Lines(
        PythonSignature function, EquatableArray<ModuleParameter> parameters, Dictionary<ModuleParameter, string?> arguments, AdapterNames names)
    {
        yield return $"({string.Join(", ", names.Header)}):";
        foreach (var parameter in parameters.Where(parameter => parameter.IsKeyword))
        {
            if (arguments[parameter] is not { } value)
            {
                continue;
            }

            if (parameter is { Default: null, OmitWhenNull: false })
            {
                yield return $"{names.Value(parameter)} = {value}";
            }
            else
            {
                yield return $"if \"{parameter.Python.Name}\" in {names.Named}:";
                yield return $"    {names.Value(parameter)} = {value}";
            }
        }

        if (function.IsAsync && !IsGathered(function))
        {
            yield return "import asyncio";
        }

        var call = Run(function, $"{function.Name}({string.Join(", ", Given(function, parameters, arguments, names))})");
        var plain = Plain(function, names.Result);
        if (plain.IndexOf(names.Result, StringComparison.Ordinal) == plain.LastIndexOf(names.Result, StringComparison.Ordinal))
        {
            yield return $"return {Plain(function, call)}";
        }
        else
        {
            // A condition asks for the value more than once.
            yield return $"{names.Result} = {call}";
            yield return $"return {plain}";
        }
    }

    /// <summary>What the function is called with: by position in its own order, then the rest by keyword.</summary>
    private IEnumerable<string> Given(
        PythonSignature function, EquatableArray<ModuleParameter> parameters, Dictionary<ModuleParameter, string?> arguments, AdapterNames names)
    {
        foreach (var parameter in function.Parameters.SelectMany(python => parameters.Where(parameter => parameter.Python == python && !parameter.IsVariadic)))
        {
            if (names.IsHeld(parameter))
            {
                var value = $"{_text.Module("inspect")}.signature({function.Name}).parameters[\"{parameter.Python.Name}\"].default";
                yield return $"{names.Named}.pop(\"{parameter.Python.Name}\", {value})";
            }
            else if (!parameter.IsKeyword)
            {
                yield return arguments[parameter] ?? names.Value(parameter);
            }
        }

        if (parameters.FirstOrDefault(parameter => parameter.IsVariadic) is { } variadic)
        {
            yield return arguments[variadic] is { } built ? $"*[{built} for v in {names.Own(variadic)}]" : "*" + names.Own(variadic);
        }

        if (parameters.Any(parameter => parameter.IsKeyword))
        {
            yield return "**" + names.Named;
        }
    }

    /// <summary>The annotation of what comes: a parameter with the default None takes None, whatever its annotation says.</summary>
    private static PythonType? Received(ModuleParameter parameter) =>
        parameter is { Python.Default: "None", OmitWhenNull: false } ? parameter.Annotation?.OrNone() : parameter.Annotation;

    /// <summary>Whether a call gives something that only a loop of events can walk through.</summary>
    private static bool IsGathered(PythonSignature function) =>
        function is { IsAsync: true, IsGenerator: true } or { IsGenerator: false, Returns.Kind: PythonTypeKind.AsyncIterator };

    private IEnumerable<string> Gather()
    {
        yield return "(items):";
        yield return "import asyncio";
        yield return "async def run(items):";
        yield return $"    if {_text.BuiltIn("hasattr")}(items, \"__await__\"):";
        yield return "        items = await items";
        yield return "    return [v async for v in items]";
        yield return "return asyncio.run(run(items))";
    }

    private string Run(PythonSignature function, string call) => function switch
    {
        _ when IsGathered(function) => $"{_text.Function("gather", "_gather", Gather)}({call})",
        { IsGenerator: true } => $"{_text.BuiltIn("list")}({call})",
        { IsAsync: true } => $"asyncio.run({call})",
        _ => call,
    };

    // What was walked through is a list.
    private string Plain(PythonSignature function, string value) => _keepsResult
        ? value
        : _results.Convert(IsGathered(function) || function is { IsGenerator: true, Returns.Kind: PythonTypeKind.Iterator }
            ? function.Returns is { } type ? type with { Kind = PythonTypeKind.List } : null
            : function.Returns, value) ?? value;
}
