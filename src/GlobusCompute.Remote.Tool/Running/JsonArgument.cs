using System.Text.Json;
using GlobusCompute.Remote.Generators.Python;
using GlobusCompute.Remote.Serialization;

namespace GlobusCompute.Remote.Tool.Running;

/// <summary>Makes Python values of JSON: of the types that an annotation names, for elements and keys too.</summary>
internal static class JsonArgument
{
    private const int MaxShown = 60;

    /// <summary>Makes the value of JSON that <c>json.loads</c> makes.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="path">What it is of, for messages: a parameter, or a part of one such as <c>x[2]</c>.</param>
    /// <exception cref="JsonMisfitException">A number is beyond a float, or a text is not one.</exception>
    public static PythonValue ToPython(JsonElement json, string path) => json.ValueKind switch
    {
        JsonValueKind.Null => PythonValue.None,
        JsonValueKind.True => PythonValue.From(true),
        JsonValueKind.False => PythonValue.From(false),
        JsonValueKind.String => PythonValue.From(Text(json, path)),
        JsonValueKind.Number => ScalarWord.TryInteger(json.GetRawText()) is { } integer ? PythonValue.From(integer) : PythonValue.From(Float(json, path)),
        JsonValueKind.Array => PythonValue.List(json.EnumerateArray().Select((item, index) => ToPython(item, $"{path}[{index}]"))),
        _ => PythonValue.Dictionary(json.EnumerateObject().Select(member =>
        {
            var name = Name(member, path);
            return KeyValuePair.Create(PythonValue.From(name), ToPython(member.Value, $"{path}['{name}']"));
        })),
    };

    /// <summary>Makes the value that an annotation asks for.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="type">The annotation.</param>
    /// <param name="path">What it is of, for messages.</param>
    /// <exception cref="JsonMisfitException">The JSON does not fit.</exception>
    public static PythonValue Read(JsonElement json, PythonType type, string path) => type.Kind switch
    {
        PythonTypeKind.Tuple => PythonValue.Tuple(Elements(json, type, path)),
        PythonTypeKind.VariadicTuple => PythonValue.Tuple(Items(json, type, path)),
        PythonTypeKind.Set => type.Exact == "frozenset" ? PythonValue.FrozenSet(Items(json, type, path)) : PythonValue.Set(Items(json, type, path)),
        PythonTypeKind.List or PythonTypeKind.Sequence or PythonTypeKind.Iterable or PythonTypeKind.Iterator => PythonValue.List(Items(json, type, path)),
        PythonTypeKind.Dict => Dictionary(json, type, path),
        PythonTypeKind.Union => Member(json, type, path),
        PythonTypeKind.Int => json.ValueKind == JsonValueKind.Number && ScalarWord.TryInteger(json.GetRawText()) is { } integer
            ? PythonValue.From(integer)
            : throw Misfit(json, path, "an integer"),
        PythonTypeKind.Float => json.ValueKind == JsonValueKind.Number ? PythonValue.From(Float(json, path))
            : json.ValueKind == JsonValueKind.String && Text(json, path) is "NaN" or "Infinity" or "-Infinity" ? Word(json, type, path, "a number")
            : throw Misfit(json, path, "a number"),
        PythonTypeKind.Bool => json.ValueKind is JsonValueKind.True or JsonValueKind.False ? ToPython(json, path) : throw Misfit(json, path, "true or false"),
        PythonTypeKind.None => json.ValueKind == JsonValueKind.Null ? PythonValue.None : throw Misfit(json, path, "null"),
        PythonTypeKind.Str => json.ValueKind == JsonValueKind.String ? ToPython(json, path) : throw Misfit(json, path, "a text"),
        PythonTypeKind.Complex or PythonTypeKind.Decimal or PythonTypeKind.TimeDelta => Word(json, type, path, $"a number or a text of the type {type.Text}"),
        PythonTypeKind.Bytes or PythonTypeKind.Uuid or PythonTypeKind.Date or PythonTypeKind.Time or PythonTypeKind.DateTime =>
            json.ValueKind == JsonValueKind.String ? Word(json, type, path, $"a text of the type {type.Text}")
            : throw Misfit(json, path, $"a text of the type {type.Text}"),
        PythonTypeKind.Literal => type.Arguments.Select(value => Literal(json, value.Name, path)).FirstOrDefault(static value => value is not null)
            ?? throw Misfit(json, path, $"one of {string.Join(", ", type.Arguments.Select(static value => value.Name))}"),
        PythonTypeKind.Array => throw new JsonMisfitException($"{path} is annotated as {type.Text}, and arrays within other values cannot be written as JSON"),
        _ => ToPython(json, path),
    };

    /// <summary>Makes an array for numpy: of numbers, or of rows of one length; null where the JSON is something else.</summary>
    /// <exception cref="JsonMisfitException">A number is beyond a float.</exception>
    public static object? TryArray(JsonElement json, string path)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var items = json.EnumerateArray().ToList();
        if (items.TrueForAll(static item => item.ValueKind == JsonValueKind.Number))
        {
            return items.Count > 0 && items.TrueForAll(static item => item.TryGetInt64(out _))
                ? items.Select(static item => item.GetInt64()).ToArray()
                : items.Select((item, index) => Float(item, $"{path}[{index}]")).ToArray();
        }

        if (!items.TrueForAll(static row =>
            row.ValueKind == JsonValueKind.Array && row.EnumerateArray().All(static item => item.ValueKind == JsonValueKind.Number)))
        {
            return null;
        }

        var (rows, columns) = (items.Count, items[0].GetArrayLength());
        var grid = new double[rows, columns];
        for (var row = 0; row < rows; row++)
        {
            if (items[row].GetArrayLength() != columns)
            {
                return null;
            }

            var column = 0;
            foreach (var item in items[row].EnumerateArray())
            {
                grid[row, column] = Float(item, $"{path}[{row}][{column}]");
                column++;
            }
        }

        return grid;
    }

    private static IEnumerable<PythonValue> Elements(JsonElement json, PythonType type, string path)
    {
        ExpectArray(json, path);
        var (count, wanted) = (json.GetArrayLength(), type.Arguments.Count);
        return count == wanted
            ? json.EnumerateArray().Select((item, index) => Read(item, type.Arguments[index], $"{path}[{index}]"))
            : throw new JsonMisfitException($"{path} has {count} element{(count == 1 ? "" : "s")}, not {wanted}");
    }

    private static IEnumerable<PythonValue> Items(JsonElement json, PythonType type, string path)
    {
        ExpectArray(json, path);
        return json.EnumerateArray().Select((item, index) =>
            type.Arguments.Count > 0 ? Read(item, type.Arguments[0], $"{path}[{index}]") : ToPython(item, $"{path}[{index}]"));
    }

    private static PythonValue Dictionary(JsonElement json, PythonType type, string path)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw Misfit(json, path, "a JSON object");
        }

        return PythonValue.Dictionary(json.EnumerateObject().Select(member =>
        {
            var name = Name(member, path);
            return type.Arguments.Count < 2
                ? KeyValuePair.Create(PythonValue.From(name), ToPython(member.Value, $"{path}['{name}']"))
                : KeyValuePair.Create(Key(name, type.Arguments[0], path), Read(member.Value, type.Arguments[1], $"{path}['{name}']"));
        }));
    }

    private static PythonValue Key(string name, PythonType type, string path) =>
        type.Kind is PythonTypeKind.Unknown or PythonTypeKind.Any or PythonTypeKind.Class ? PythonValue.From(name)
        : ScalarWord.TryRead(name, type) ?? throw new JsonMisfitException($"the key '{name}' of {path} is not of the type {type.Text}");

    // The most exact member first: an int stays one for 'float | int', and a text one for 'date | str'.
    private static PythonValue Member(JsonElement json, PythonType type, string path)
    {
        JsonMisfitException? first = null;
        var (count, isContainer) = (0, json.ValueKind is JsonValueKind.Array or JsonValueKind.Object);
        foreach (var member in type.Arguments.OrderBy(static member => member.Kind switch
        {
            PythonTypeKind.None => 0,
            PythonTypeKind.Bool => 1,
            PythonTypeKind.Int => 2,
            PythonTypeKind.Float => 3,
            PythonTypeKind.Str => 4,
            PythonTypeKind.Any or PythonTypeKind.Unknown or PythonTypeKind.Class => 6,
            _ => 5,
        }))
        {
            try
            {
                return Read(json, member, path);
            }
            catch (JsonMisfitException e)
            {
                // Which element does not fit is known where only one member is a container.
                if (IsContainer(member) == isContainer && member.Kind != PythonTypeKind.None)
                {
                    first ??= e;
                    count++;
                }
            }
        }

        throw count == 1 ? first! : Misfit(json, path, $"a value of the type {type.Text}");
    }

    private static bool IsContainer(PythonType type) => type.Kind is PythonTypeKind.List or PythonTypeKind.Tuple or PythonTypeKind.VariadicTuple
        or PythonTypeKind.Set or PythonTypeKind.Dict or PythonTypeKind.Sequence or PythonTypeKind.Iterable or PythonTypeKind.Iterator or PythonTypeKind.Array;

    private static PythonValue Word(JsonElement json, PythonType type, string path, string rule) => json.ValueKind switch
    {
        JsonValueKind.String => ScalarWord.TryRead(Text(json, path), type),
        JsonValueKind.Number => ScalarWord.TryRead(json.GetRawText(), type),
        _ => null,
    } ?? throw Misfit(json, path, rule);

    // A text is the literal of a text, and all else is written as in Python or JSON.
    private static PythonValue? Literal(JsonElement json, string literal, string path)
    {
        var isText = literal.Length > 1 && literal[0] is '\'' or '"';
        return json.ValueKind == JsonValueKind.String
            ? isText ? ScalarWord.TryLiteral(Text(json, path), literal) : null
            : isText || json.ValueKind is JsonValueKind.Array or JsonValueKind.Object ? null : ScalarWord.TryLiteral(json.GetRawText(), literal);
    }

    private static void ExpectArray(JsonElement json, string path)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            throw Misfit(json, path, "a JSON array");
        }
    }

    private static double Float(JsonElement json, string path) => json.GetDouble() is var value && double.IsFinite(value)
        ? value
        : throw new JsonMisfitException($"{path} is {Short(json.GetRawText())}, which is beyond the range of a float");

    private static string Text(JsonElement json, string path)
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new JsonMisfitException($"{path} holds an unpaired surrogate, which is not a character");
        }
    }

    private static string Name(JsonProperty member, string path)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            throw new JsonMisfitException($"a key of {path} holds an unpaired surrogate, which is not a character");
        }
    }

    private static JsonMisfitException Misfit(JsonElement json, string path, string rule) => new($"{path} must be {rule}, but is {Short(json.GetRawText())}");

    private static string Short(string text) => text.Length <= MaxShown ? text : $"{text[..(MaxShown - 3)]}...";
}
