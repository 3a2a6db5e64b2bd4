using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using GlobusCompute.Remote.Generators.Python;
using GlobusCompute.Remote.Serialization;

namespace GlobusCompute.Remote.Tool.Running;

/// <summary>A value of a call, read from a word by the annotation of its parameter.</summary>
/// <param name="add">Adds it to a call, under a keyword or null.</param>
internal sealed class ArgumentValue(Action<CallArguments, string?> add)
{
    // What a file or a word may hold without the machine's memory being at risk.
    private const long MaxFileBytes = 256L * 1024 * 1024;

    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Gets whether the value is for numpy.</summary>
    public bool IsArray { get; init; }

    public void AddTo(CallArguments call, string? keyword) => add(call, keyword);

    /// <summary>Gets whether a word is a number, which may begin with a minus sign.</summary>
    public static bool IsNumber(string word) => TryFloat(word) is not null;

    /// <summary>Reads a word.</summary>
    /// <param name="text">The word; <c>@file</c> stands for the content of a file, <c>@-</c> for standard input, <c>@@x</c> for the text <c>@x</c>.</param>
    /// <param name="name">The parameter, for messages.</param>
    /// <param name="type">Its annotation; null without one.</param>
    /// <param name="isLiteral">Whether <c>@</c> is an ordinary character.</param>
    /// <exception cref="BadOptionException">The word does not fit the annotation, or its file cannot be read.</exception>
    public static ArgumentValue Read(string text, string name, PythonType? type, bool isLiteral = false)
    {
        if (isLiteral || !text.StartsWith('@'))
        {
            return Convert(text, name, type);
        }

        if (text.StartsWith("@@", StringComparison.Ordinal))
        {
            return Convert(text[1..], name, type);
        }

        var bytes = ReadFile(text[1..], name);
        if (type is { } && Core(type) is { Kind: PythonTypeKind.Bytes })
        {
            return Of(bytes);
        }

        try
        {
            var content = s_utf8.GetString(bytes);
            content = content.StartsWith('\uFEFF') ? content[1..] : content;
            return Convert(type is { } && Core(type) is { Kind: PythonTypeKind.Str } ? content : content.Trim(), name, type);
        }
        catch (DecoderFallbackException)
        {
            throw new BadOptionException($"{name}: the file '{text[1..]}' is not UTF-8 text.");
        }
    }

    private static ArgumentValue Of<T>(T value) => new((call, keyword) => _ = keyword is null ? call.Add(value) : call.AddKeyword(keyword, value));

    private static ArgumentValue Convert(string text, string name, PythonType? type)
    {
        if (type is null)
        {
            return Guess(text);
        }

        if (type.NamesNone && text is "null" or "None")
        {
            return Of(PythonValue.None);
        }

        return TryConvert(text, Core(type)) ?? throw new BadOptionException($"{name} must be {RuleOf(type)}, but is '{Short(text)}'.");
    }

    // None of several types is what is meant by anything but 'null'.
    private static PythonType Core(PythonType type)
    {
        if (type.Kind != PythonTypeKind.Union)
        {
            return type;
        }

        var members = type.Arguments.Where(static member => member.Kind != PythonTypeKind.None).ToList();
        return members.Count == 1 ? Core(members[0]) : type;
    }

    private static ArgumentValue? TryConvert(string text, PythonType type) => type.Kind switch
    {
        PythonTypeKind.Str => Of(text),
        PythonTypeKind.Int => BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? Of(number) : null,
        PythonTypeKind.Float => TryFloat(text) is { } value ? Of(value) : null,
        PythonTypeKind.Bool => text.ToLowerInvariant() switch { "true" => Of(true), "false" => Of(false), _ => null },
        PythonTypeKind.Bytes => Of(Encoding.UTF8.GetBytes(text)),
        PythonTypeKind.None => text is "null" or "None" ? Of(PythonValue.None) : null,
        PythonTypeKind.Complex => TryComplex(text) is { } complex ? Of(complex) : null,
        PythonTypeKind.Decimal => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? Of(value) : null,
        PythonTypeKind.Uuid => Guid.TryParse(text, out var id) ? Of(id) : null,
        PythonTypeKind.Date => DateOnly.TryParse(text, CultureInfo.InvariantCulture, out var date) ? Of(date) : null,
        PythonTypeKind.Time => TimeOnly.TryParse(text, CultureInfo.InvariantCulture, out var time) ? Of(time) : null,
        PythonTypeKind.TimeDelta => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) ? Of(span)
            : TryFloat(text) is { } seconds && double.IsFinite(seconds) && Math.Abs(seconds) < 1e11 ? Of(TimeSpan.FromSeconds(seconds)) : null,
        PythonTypeKind.DateTime => TryDateTime(text),
        PythonTypeKind.Union => type.Arguments.OrderBy(static member => member.Kind == PythonTypeKind.Str)
            .Select(member => TryConvert(text, member)).FirstOrDefault(static value => value is not null),
        PythonTypeKind.Literal => type.Arguments.Select(member => TryLiteral(text, member.Name)).FirstOrDefault(static value => value is not null),
        PythonTypeKind.List or PythonTypeKind.Tuple or PythonTypeKind.VariadicTuple or PythonTypeKind.Set or PythonTypeKind.Dict or PythonTypeKind.Sequence
            or PythonTypeKind.Iterable or PythonTypeKind.Iterator or PythonTypeKind.Array =>
                TryJson(text) is { } json ? OfJson(JsonArgument.TryRead(json, type)) : null,
        _ => Guess(text),
    };

    private static ArgumentValue? OfJson(object? read) => read switch
    {
        null => null,
        double[] vector => new ArgumentValue((call, keyword) => Of(vector).AddTo(call, keyword)) { IsArray = true },
        long[] vector => new ArgumentValue((call, keyword) => Of(vector).AddTo(call, keyword)) { IsArray = true },
        double[,] grid => new ArgumentValue((call, keyword) => Of(grid).AddTo(call, keyword)) { IsArray = true },
        HashSet<string> set => Of(set),
        HashSet<double> set => Of(set),
        HashSet<long> set => Of(set),
        var value => Of((PythonValue)value),
    };

    // As a person means it: JSON where it is JSON, else text.
    private static ArgumentValue Guess(string text) => TryJson(text) is { } json ? Of(JsonArgument.ToPython(json)) : Of(text);

    private static JsonElement? TryJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 100 });
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static double? TryFloat(string text) => text.ToLowerInvariant() switch
    {
        "nan" => double.NaN,
        "inf" or "+inf" or "infinity" => double.PositiveInfinity,
        "-inf" or "-infinity" => double.NegativeInfinity,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null,
    };

    private static Complex? TryComplex(string text)
    {
        if (TryFloat(text) is { } real)
        {
            return new Complex(real, 0);
        }

        var match = Regex.Match(
            text,
            @"^\(?(?<re>[+-]?[\d.]+(?:e[+-]?\d+)?(?=[+-]))?(?<im>[+-]?[\d.]+(?:e[+-]?\d+)?)j\)?$",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        return match.Success && TryFloat(match.Groups["im"].Value) is { } imaginary
            ? new Complex(match.Groups["re"].Success ? TryFloat(match.Groups["re"].Value) ?? double.NaN : 0, imaginary)
            : null;
    }

    private static ArgumentValue? TryDateTime(string text)
    {
        const DateTimeStyles Kept = DateTimeStyles.RoundtripKind | DateTimeStyles.AllowWhiteSpaces;
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, Kept, out var time))
        {
            return null;
        }

        return time.Kind == DateTimeKind.Unspecified ? Of(time) : Of(DateTimeOffset.Parse(text, CultureInfo.InvariantCulture));
    }

    private static ArgumentValue? TryLiteral(string text, string literal) => literal switch
    {
        "None" => text is "null" or "None" ? Of(PythonValue.None) : null,
        "True" or "False" => string.Equals(text, literal, StringComparison.OrdinalIgnoreCase) ? Of(literal == "True") : null,
        _ when literal.Trim('\'', '"') is var value && value.Length == literal.Length - 2 => text == value ? Of(value) : null,
        _ => text == literal && BigInteger.TryParse(literal, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? Of(number) : null,
    };

    private static string RuleOf(PythonType type) => Core(type).Kind switch
    {
        PythonTypeKind.Int => $"an integer ({type.Text})",
        PythonTypeKind.Float => $"a number ({type.Text})",
        PythonTypeKind.Bool => $"true or false ({type.Text})",
        PythonTypeKind.Literal => $"one of {string.Join(", ", Core(type).Arguments.Select(static value => value.Name))}",
        PythonTypeKind.Dict => $"a JSON object ({type.Text})",
        PythonTypeKind.List or PythonTypeKind.Tuple or PythonTypeKind.VariadicTuple or PythonTypeKind.Set or PythonTypeKind.Sequence
            or PythonTypeKind.Iterable or PythonTypeKind.Iterator => $"a JSON array ({type.Text})",
        PythonTypeKind.Array => $"a JSON array of numbers, all rows of one length ({type.Text})",
        _ => $"a value of the type {type.Text}",
    };

    private static string Short(string text) => text.Length <= 100 ? text : $"{text[..97]}...";

    private static byte[] ReadFile(string path, string name)
    {
        try
        {
            if (path != "-" && new FileInfo(path) is { Exists: true, Length: > MaxFileBytes })
            {
                throw new BadOptionException($"{name}: the file '{path}' is larger than {MaxFileBytes / (1024 * 1024)} MiB.");
            }

            if (path != "-")
            {
                return File.ReadAllBytes(path);
            }

            using var input = Console.OpenStandardInput();
            using var bytes = new MemoryStream();
            input.CopyTo(bytes);
            return bytes.ToArray();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new BadOptionException($"{name}: the file '{path}' cannot be read: {e.Message} A text that begins with '@' is written with '@@'.");
        }
    }
}
