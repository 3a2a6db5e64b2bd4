using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using GlobusCompute.Remote.Shared.Text;

namespace GlobusCompute.Remote.Tool.Sessions;

/// <summary>Where a command writes: results to standard output, all else to standard error.</summary>
internal sealed class ToolOutput(bool isJson)
{
    // Programs and shells read the lines, no browser.
    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Gets whether results are written as JSON.</summary>
    public bool IsJson => isJson;

    /// <summary>Writes a line that people read, such as what goes on, to standard error; nothing with JSON.</summary>
    public void Tell(string text)
    {
        if (!isJson)
        {
            Warn(text);
        }
    }

    /// <summary>Writes lines to standard error, with JSON too.</summary>
    public static void Warn(string text) => StatusLine.Write(() => Console.Error.WriteLine(PrintableText.Of(text)));

    /// <summary>Writes a line of a result. What a terminal would obey is escaped: names and messages come from others.</summary>
    public static void Line(string text) => StatusLine.Write(() => Console.Out.WriteLine(PrintableText.Of(text)));

    /// <summary>Writes text as it is, unless a terminal would obey what is in it.</summary>
    public static void Raw(string text) => Console.Out.WriteLine(Console.IsOutputRedirected ? text : PrintableText.Of(text));

    /// <summary>Writes one object as a line of JSON.</summary>
    public static void Json(Action<Utf8JsonWriter> write) => Console.Out.WriteLine(ToJson(write));

    /// <summary>Writes one object as JSON.</summary>
    public static string ToJson(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, s_json))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return PrintableJson(Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
    }

    /// <summary>Writes names and values below each other.</summary>
    public static void Facts(params (string Name, string? Value)[] facts)
    {
        var width = facts.Max(static fact => fact.Name.Length) + 2;
        foreach (var (name, value) in facts)
        {
            if (value is not null)
            {
                Line($"{name.PadRight(width)}{value}");
            }
        }
    }

    /// <summary>Writes a table of rows below a head.</summary>
    public static void Table(string[] head, IReadOnlyList<string[]> rows)
    {
        var all = rows.Select(static row => Array.ConvertAll(row, static cell => PlainText.Clean(cell))).Prepend(head).ToList();
        var widths = head.Select((_, column) => all.Max(row => row[column].Length)).ToArray();
        foreach (var row in all)
        {
            Line(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }
    }

    // Within a string of JSON, what has no width or turns the direction around is written as an escape of JSON, which is the same text to a program.
    private static string PrintableJson(string json)
    {
        StringBuilder? escaped = null;
        for (var i = 0; i < json.Length; i++)
        {
            var hides = json[i] >= '\u007F' && (char.IsControl(json[i]) || HiddenCharacter.Is(json[i]) || json[i] is '\u2028' or '\u2029');
            if (hides)
            {
                escaped ??= new StringBuilder(json, 0, i, json.Length + 16);
                escaped.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\u{(int)json[i]:x4}");
                if (char.IsHighSurrogate(json[i]) && i + 1 < json.Length)
                {
                    escaped.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\u{(int)json[++i]:x4}");
                }
            }
            else
            {
                escaped?.Append(json[i]);
            }
        }

        return escaped?.ToString() ?? json;
    }
}
