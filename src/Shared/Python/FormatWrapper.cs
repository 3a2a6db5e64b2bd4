using System.Globalization;
using System.Text;

namespace GlobusCompute.Remote.Shared.Python;

/// <summary>
/// Appends to a Python source the function that decodes formatted arguments and encodes the result. The whole text is registered, and so hashed.
/// </summary>
internal static class FormatWrapper
{
    private const string BaseName = "gcompute_formats";

    // The function is called from a function of its own, whose names the source does not hold: what the other one is written in cannot hide the function.
    private const string Template = """



        # Appended by GlobusCompute.Remote for payload formats: decodes arguments of {function} and encodes its result.
        def {wrapper}(*{wrapper}_args, **{wrapper}_named):
            return {wrapper}_call({function}, {wrapper}_args, {wrapper}_named)


        def {wrapper}_call(function, args, named):
            import base64
            import builtins
            import zlib

        {adapters}

            uses = {uses}

            def fail(format, where, error):
                text = f"{format[0]}: {where}: {builtins.type(error).__name__}: {error}"
                raise builtins.ValueError(text) from error

            def decode(format, where, value):
                if value is None:
                    return None
                if builtins.isinstance(value, builtins.list):
                    return [decode(format, f"{where}, item {i}", item) for i, item in builtins.enumerate(value)]
                if builtins.isinstance(value, builtins.dict):
                    return {key: decode(format, f"{where}, item {key!r}", item) for key, item in value.items()}
                try:
                    if builtins.isinstance(value, builtins.str):
                        value = base64.b64decode(value)
                    data = builtins.memoryview(value)[1:]
                    data = zlib.decompress(data) if value[0] else builtins.bytes(data)
                    return format[2](data)
                except builtins.Exception as error:
                    fail(format, where, error)

            def compressible(data):
                # Parts of it: noise would be compressed in vain, which takes longer than to send it.
                sample = b"".join([data[i * (builtins.len(data) // 8):][:8192] for i in builtins.range(8)])
                return builtins.len(zlib.compress(sample, 1)) < builtins.len(sample) * 9 // 10

            def encode(format, where, value):
                if value is None:
                    return None
                if format[3] and builtins.isinstance(value, builtins.dict):
                    return {key: encode(format, f"{where}, item {key!r}", item) for key, item in value.items()}
                if format[3] and builtins.isinstance(value, (builtins.list, builtins.tuple)):
                    return [encode(format, f"{where}, item {i}", item) for i, item in builtins.enumerate(value)]
                try:
                    data = format[1](value)
                except builtins.Exception as error:
                    # A format that takes the list as a whole does not say which item it was.
                    if builtins.isinstance(value, (builtins.list, builtins.tuple)):
                        for i, item in builtins.enumerate(value):
                            try:
                                format[1](item)
                            except builtins.Exception as cause:
                                fail(format, f"{where}, item {i}", cause)
                    fail(format, where, error)
                kind = b"\0"
                if builtins.len(data) > 7 * 1024 * 1024 or (builtins.len(data) > 3 * 1024 * 1024 and compressible(builtins.memoryview(data))):
                    packed = zlib.compress(data, 1)
                    if builtins.len(packed) < builtins.len(data) * 9 // 10:
                        kind, data = b"\1", packed
                return base64.b64encode(b"".join((kind, data))).decode("ascii")

            def take(key, value):
                use = uses.get(key)
                if use is None and builtins.isinstance(key, builtins.int) and key >= {rest}:
                    use = uses["*"]
                return value if use is None else decode(use[0], f"argument '{use[1]}'", value)

            result = function(
                *[take(i, value) for i, value in builtins.enumerate(args)],
                **{key: take(key, value) for key, value in named.items()},
            )
            return {result}

        """;

    /// <summary>The source with the wrapper after it, and the wrapper's name, which the source does not hold.</summary>
    /// <param name="source">A normalized source.</param>
    /// <param name="function">The Python object that the wrapper calls.</param>
    /// <param name="arguments">The arguments that are decoded; empty for none.</param>
    /// <param name="result">The adapter that encodes the result; null for none.</param>
    public static (string Name, string Source) Append(string source, string function, IReadOnlyList<FormattedArgument> arguments, PythonAdapter? result)
    {
        var name = BaseName;
        for (var i = 2; source.Contains(name) || name == function; i++)
        {
            name = BaseName + i.ToString(CultureInfo.InvariantCulture);
        }

        var adapters = arguments.Select(argument => argument.Adapter).Concat(result is null ? [] : new[] { result }).Distinct().ToList();
        string Format(PythonAdapter adapter) => "format_" + adapters.IndexOf(adapter).ToString(CultureInfo.InvariantCulture);

        var text = new StringBuilder();
        foreach (var adapter in adapters)
        {
            Write(text, adapter, Format(adapter));
        }

        var uses = arguments.SelectMany(argument => argument.Keys.Select(key => $"{key}: ({Format(argument.Adapter)}, {Quote(argument.Name)})"));
        var rest = arguments.FirstOrDefault(argument => argument.VariadicFrom >= 0)?.VariadicFrom ?? int.MaxValue;
        var wrapper = Template.Replace("\r\n", "\n")
            .Replace("{rest}", rest.ToString(CultureInfo.InvariantCulture))
            .Replace("{result}", result is null ? "result" : $"encode({Format(result)}, \"result\", result)")
            .Replace("{wrapper}", name)
            .Replace("{function}", function)
            .Replace("{uses}", "{" + string.Join(", ", uses) + "}")
            .Replace("{adapters}", text.ToString().TrimEnd('\n'));
        return (name, source + (source is [.., '\n'] ? wrapper.Substring(1) : wrapper));
    }

    private static void Write(StringBuilder text, PythonAdapter adapter, string format)
    {
        text.Append(text.Length == 0 ? "    def " : "\n    def ").Append(format).Append("():\n");
        foreach (var line in PythonSourceText.Normalize(adapter.Source).Trim('\n').Split('\n'))
        {
            text.Append(line.Length == 0 ? "" : "        ").Append(line).Append('\n');
        }

        text.Append("        return (").Append(Quote(adapter.Name)).Append(", encode, decode, ").Append(adapter.IsPerItem ? "True" : "False").Append(")\n\n");
        text.Append("    ").Append(format).Append(" = ").Append(format).Append("()\n");
    }

    private static string Quote(string text) => "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"";
}

/// <summary>The worker's side of a format.</summary>
/// <param name="Name">The format's name, for messages.</param>
/// <param name="Source">Python text that defines <c>encode(value)</c> and <c>decode(data)</c>.</param>
/// <param name="IsPerItem">Whether items of lists, tuples and dicts are encoded one by one.</param>
internal sealed record PythonAdapter(string Name, string Source, bool IsPerItem);

/// <summary>An argument that arrives in a format.</summary>
/// <param name="Name">The parameter as messages name it.</param>
/// <param name="Position">Its position among the positional arguments; -1 when it goes by keyword only.</param>
/// <param name="Keyword">Its keyword; null when it goes by position only.</param>
/// <param name="IsVariadic">Whether all positional arguments from the position on are meant.</param>
/// <param name="Adapter">Its adapter.</param>
internal sealed record FormattedArgument(string Name, int Position, string? Keyword, bool IsVariadic, PythonAdapter Adapter)
{
    /// <summary>The position from which all arguments are meant, or -1.</summary>
    public int VariadicFrom => IsVariadic ? Position : -1;

    /// <summary>The keys under which the wrapper finds it, as Python writes them.</summary>
    public IEnumerable<string> Keys
    {
        get
        {
            if (IsVariadic)
            {
                yield return "\"*\"";
                yield break;
            }

            if (Position >= 0)
            {
                yield return Position.ToString(CultureInfo.InvariantCulture);
            }

            if (Keyword is not null)
            {
                yield return $"\"{Keyword}\"";
            }
        }
    }
}
