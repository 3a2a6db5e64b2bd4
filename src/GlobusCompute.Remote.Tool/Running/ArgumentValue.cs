using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
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

    /// <summary>Gets what tells the content of the file apart that the value was read from; null without a file.</summary>
    public string? FileDigest { get; private set; }

    public void AddTo(CallArguments call, string? keyword) => add(call, keyword);

    /// <summary>Gets whether a word is a value that may begin with a minus sign: a number, or what begins as one, such as the duration <c>-0:30</c>.</summary>
    public static bool IsNumber(string word) =>
        word is ['-', >= '0' and <= '9', ..] || ScalarWord.TryFloat(word) is not null || ScalarWord.IsBeyondFloat(word);

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

        if (text.Length == 1)
        {
            throw new BadOptionException($"{name}: '@' names no file. The text '@' is written as '@@'.");
        }

        var bytes = ReadFile(text[1..], name);
        var value = OfFile(text[1..], bytes, name, type);
        value.FileDigest = System.Convert.ToHexString(SHA256.HashData(bytes));
        return value;
    }

    private static ArgumentValue OfFile(string path, byte[] bytes, string name, PythonType? type)
    {
        if (type is { } && Core(type) is { Kind: PythonTypeKind.Bytes })
        {
            return Of(PythonValue.From(new ReadOnlyMemory<byte>(bytes)));
        }

        try
        {
            var content = s_utf8.GetString(bytes);
            content = content.StartsWith('\uFEFF') ? content[1..] : content;
            return Convert(type is { } && Core(type) is { Kind: PythonTypeKind.Str } ? content : content.Trim(), name, type);
        }
        catch (DecoderFallbackException)
        {
            throw new BadOptionException($"{name}: the file '{path}' is not UTF-8 text.");
        }
    }

    private static ArgumentValue Of<T>(T value) => new((call, keyword) => _ = keyword is null ? call.Add(value) : call.AddKeyword(keyword, value));

    private static ArgumentValue Convert(string text, string name, PythonType? type)
    {
        try
        {
            if (type is null)
            {
                return Guess(text, name);
            }

            return type.NamesNone && text is "null" or "None" ? Of(PythonValue.None)
                : TryConvert(text, name, Core(type)) ?? throw new BadOptionException(ScalarWord.IsBeyondFloat(text)
                    ? $"{name} must be {RuleOf(type)}, but '{Short(text)}' is beyond its range. Infinity is written as inf."
                    : $"{name} must be {RuleOf(type)}, but is '{Short(text)}'.");
        }
        catch (JsonMisfitException e)
        {
            var isAny = type is null || Core(type).Kind is PythonTypeKind.Any or PythonTypeKind.Unknown or PythonTypeKind.Class;
            throw new BadOptionException(isAny ? $"{e.Message}." : $"{name} does not fit {Core(type!).Text}: {e.Message}.");
        }
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

    private static ArgumentValue? TryConvert(string text, string name, PythonType type) => type.Kind switch
    {
        PythonTypeKind.List or PythonTypeKind.Tuple or PythonTypeKind.VariadicTuple or PythonTypeKind.Set or PythonTypeKind.Sequence
            or PythonTypeKind.Iterable or PythonTypeKind.Iterator =>
                TryJson(text, name) is { ValueKind: JsonValueKind.Array } json ? Of(JsonArgument.Read(json, type, name)) : null,
        PythonTypeKind.Dict => TryJson(text, name) is { ValueKind: JsonValueKind.Object } json ? Of(JsonArgument.Read(json, type, name)) : null,
        PythonTypeKind.Array => TryJson(text, name) is { } json ? OfArray(JsonArgument.TryArray(json, name)) : null,
        PythonTypeKind.Union => TryMember(text, name, type),
        PythonTypeKind.Unknown or PythonTypeKind.Any or PythonTypeKind.Class or PythonTypeKind.AsyncIterator => Guess(text, name),
        _ => ScalarWord.TryRead(text, type) is { } value ? Of(value) : null,
    };

    // A text fits anything, so that it comes last; JSON fits a container even where a text would do.
    private static ArgumentValue? TryMember(string text, string name, PythonType type)
    {
        JsonMisfitException? misfit = null;
        foreach (var member in type.Arguments.OrderBy(static member => ScalarWord.RankOf(member.Kind)))
        {
            try
            {
                if (TryConvert(text, name, member) is { } value)
                {
                    return value;
                }
            }
            catch (JsonMisfitException e)
            {
                misfit ??= e;
            }
        }

        return misfit is null ? null : throw misfit;
    }

    private static ArgumentValue? OfArray(object? read) => read switch
    {
        double[] vector => new ArgumentValue((call, keyword) => Of(vector).AddTo(call, keyword)) { IsArray = true },
        long[] vector => new ArgumentValue((call, keyword) => Of(vector).AddTo(call, keyword)) { IsArray = true },
        double[,] grid => new ArgumentValue((call, keyword) => Of(grid).AddTo(call, keyword)) { IsArray = true },
        _ => null,
    };

    // As a person means it: JSON where it is JSON, else text.
    private static ArgumentValue Guess(string text, string name) =>
        Of(TryJson(text, name) is { } json ? JsonArgument.ToPython(json, name) : PythonValue.From(text));

    private static JsonElement? TryJson(string text, string name)
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
        catch (ArgumentException)
        {
            // Half of a surrogate pair outside of an escape, which UTF-8 does not have.
            throw new JsonMisfitException($"{name} holds an unpaired surrogate, which is not a character");
        }
    }

    private static string RuleOf(PythonType type) => Core(type).Kind switch
    {
        PythonTypeKind.Int => $"an integer ({type.Text})",
        PythonTypeKind.Float => $"a number ({type.Text})",
        PythonTypeKind.Bool => $"true or false ({type.Text})",
        PythonTypeKind.Date => $"a date such as 2026-11-30 ({type.Text})",
        PythonTypeKind.Time => $"a time such as 18:30 or 18:30:05.25 ({type.Text})",
        PythonTypeKind.DateTime => $"a date and a time such as 2026-11-30T18:30:05+01:00 ({type.Text})",
        PythonTypeKind.TimeDelta => $"a number of seconds, or hh:mm:ss ({type.Text})",
        PythonTypeKind.Decimal => $"a number of at most 28 digits ({type.Text})",
        PythonTypeKind.Uuid => $"a UUID ({type.Text})",
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
