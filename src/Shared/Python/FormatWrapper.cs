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


        def {wrapper}_call(function, args, named, formats=[]):
            import base64
            import binascii
            import builtins
            import sys
            import types
            import zlib

            def fail(name, where, error):
                text = f"{name}: {where}: {builtins.type(error).__name__}: {error}"
                raise builtins.ValueError(text) from error

            def load(name, text):
                # In globals of its own: the names of this file mean nothing to it, and its names nothing to this file. Later tasks use them again.
                kept = sys.modules.setdefault("gcompute_formats", types.ModuleType("gcompute_formats")).__dict__
                try:
                    scope = kept.get(text)
                    if scope is None:
                        scope = {"__builtins__": builtins, "__name__": "gcompute_format"}
                        builtins.exec(builtins.compile(text, f"<format {name}>", "exec", dont_inherit=True), scope)
                        kept[text] = scope
                    return name, scope["encode"], scope["decode"]
                except builtins.Exception as error:
                    fail(name, "the adapter cannot be loaded", error)

            if not formats:
                formats.extend([
        {adapters}
                ])

            uses = {uses}

            def expand(data):
                size = builtins.int.from_bytes(data[:8], "little")
                stream = zlib.decompressobj()
                made = stream.decompress(data[8:], size + 1)
                if builtins.len(made) != size or not stream.eof or stream.unused_data:
                    raise builtins.ValueError("the compressed data is damaged")
                return made

            def decode(format, where, value):
                if value is None:
                    return None
                if builtins.isinstance(value, builtins.list):
                    return [decode(format, f"{where}, item {i}", item) for i, item in builtins.enumerate(value)]
                if builtins.isinstance(value, builtins.dict):
                    return {key: decode(format, f"{where}, item {key!r}", item) for key, item in value.items()}
                try:
                    data = binascii.a2b_base64(value) if builtins.isinstance(value, builtins.str) else builtins.bytes(value)
                    if data[:1] not in (b"\0", b"\1"):
                        raise builtins.ValueError("the data does not begin as the client begins it")
                    return format[2](expand(builtins.memoryview(data)[1:]) if data[0] else data[1:])
                except builtins.Exception as error:
                    fail(format[0], where, error)

            def compressible(data):
                # Parts of it: noise would be compressed in vain, which takes longer than to send it.
                sample = b"".join([data[i * (builtins.len(data) // 8):][:8192] for i in builtins.range(8)])
                return builtins.len(zlib.compress(sample, 1)) < builtins.len(sample) * 9 // 10

            def pack(data):
                data = builtins.memoryview(data)
                data = data.cast("B") if data.nbytes else b""
                size = builtins.len(data)
                if size > 7 * 1024 * 1024 or (size > 3 * 1024 * 1024 and compressible(data)):
                    packed = zlib.compress(data, 1)
                    if builtins.len(packed) < size * 9 // 10:
                        return b"".join((b"\1", size.to_bytes(8, "little"), packed))
                return b"".join((b"\0", data))

            def encode(format, shape, where, value):
                if value is None:
                    return None
                kind = builtins.type(value).__name__
                if builtins.isinstance(value, (types.CoroutineType, types.GeneratorType, types.AsyncGeneratorType)):
                    fail(format[0], where, builtins.TypeError(f"the function returned a {kind}; have it return the values instead"))
                if shape == "dict":
                    if not builtins.isinstance(value, builtins.dict):
                        fail(format[0], where, builtins.TypeError(f"a dict is expected, and the function returned {kind}"))
                    return {key: encode(format, "value", f"{where}, item {key!r}", item) for key, item in value.items()}
                if shape == "list":
                    if builtins.isinstance(value, (builtins.str, builtins.bytes, builtins.dict)) or not builtins.hasattr(value, "__iter__"):
                        fail(format[0], where, builtins.TypeError(f"a list is expected, and the function returned {kind}"))
                    return [encode(format, "value", f"{where}, item {i}", item) for i, item in builtins.enumerate(value)]
                try:
                    return base64.b64encode(pack(format[1](value))).decode("ascii")
                except builtins.Exception as error:
                    # A format that takes the list as a whole does not say which item it was.
                    if shape == "whole" and builtins.isinstance(value, (builtins.list, builtins.tuple)):
                        for i, item in builtins.enumerate(value):
                            try:
                                format[1](item)
                            except builtins.Exception as cause:
                                fail(format[0], f"{where}, item {i}", cause)
                    fail(format[0], where, error)

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
    public static (string Name, string Source) Append(string source, string function, IReadOnlyList<FormattedArgument> arguments, FormattedReturn? result)
    {
        var name = BaseName;
        for (var i = 2; source.Contains(name) || name == function; i++)
        {
            name = BaseName + i.ToString(CultureInfo.InvariantCulture);
        }

        var adapters = arguments.Select(argument => argument.Adapter).Concat(result is null ? [] : new[] { result.Adapter }).Distinct().ToList();
        string Format(PythonAdapter adapter) => "formats[" + adapters.IndexOf(adapter).ToString(CultureInfo.InvariantCulture) + "]";

        var text = new StringBuilder();
        foreach (var adapter in adapters)
        {
            Write(text, adapter);
        }

        var uses = arguments.SelectMany(argument => argument.Keys.Select(key => $"{key}: ({Format(argument.Adapter)}, {Quote(argument.Name)})"));
        var rest = arguments.FirstOrDefault(argument => argument.VariadicFrom >= 0)?.VariadicFrom ?? int.MaxValue;
        var wrapper = Template.Replace("\r\n", "\n")
            .Replace("{rest}", rest.ToString(CultureInfo.InvariantCulture))
            .Replace("{result}", result is null ? "result" : $"encode({Format(result.Adapter)}, {Quote(result.ShapeText)}, \"result\", result)")
            .Replace("{wrapper}", name)
            .Replace("{function}", function)
            .Replace("{uses}", "{" + string.Join(", ", uses) + "}")
            .Replace("{adapters}", text.ToString().TrimEnd('\n'));
        return (name, source + (source is [.., '\n'] ? wrapper.Substring(1) : wrapper));
    }

    /// <summary>Writes an adapter's text as literals, a line each: so it reads well, and nothing in it depends on where it stands.</summary>
    private static void Write(StringBuilder text, PythonAdapter adapter)
    {
        text.Append("            load(").Append(Quote(adapter.Name)).Append(", (\n");
        foreach (var line in PythonSourceText.Normalize(adapter.Source).Trim('\n').Split('\n'))
        {
            text.Append("                ").Append(Quote(line + "\n")).Append('\n');
        }

        text.Append("            )),\n");
    }

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            _ = c switch
            {
                '\\' or '"' => quoted.Append('\\').Append(c),
                '\n' => quoted.Append("\\n"),
                < ' ' => quoted.Append("\\x").Append(((int)c).ToString("x2", CultureInfo.InvariantCulture)),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
    }
}
