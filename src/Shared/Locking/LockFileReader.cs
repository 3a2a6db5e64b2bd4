using System.Globalization;
using GlobusCompute.Remote.Shared.Locking.Json;

namespace GlobusCompute.Remote.Shared.Locking;

/// <summary>Reads lock files. The library and the compiler read them by this code alone, so that neither refuses what the other takes.</summary>
/// <remarks>
/// It takes what <see cref="LockFileWriter"/> writes, in any order and layout, and nothing else: what an entry says beyond that would be lost when the file is
/// written again.
/// </remarks>
internal sealed class LockFileReader
{
    private const string Fix = "; fix it, or delete the file and run 'gcompute function pin'";
    private static readonly string[] s_fileProperties = ["version", "functions"];
    private static readonly string[] s_entryProperties = ["method", "environment", "function_id", "source_hash", "owner", "time"];
    private readonly string _text;
    private readonly int _start;
    private readonly TextLines _lines;

    private LockFileReader(string text)
    {
        _text = text;
        _start = text.Length - text.TrimStart('\uFEFF').Length;
        _lines = new TextLines(text, _start);
    }

    /// <summary>Reads a lock file's text. Byte order marks at its beginning are taken, as editors make them.</summary>
    public static LockFile Read(string text) => new LockFileReader(text).Read();

    private LockFile Read()
    {
        try
        {
            return new(ReadFile(JsonReader.Read(_text, _start)), null);
        }
        catch (JsonSyntaxException e)
        {
            return _lines.ConflictMarker() is { } marker
                ? Unreadable(marker, $"has merge conflict markers at line {Line(marker)}; keep one side's entries, then run 'gcompute function pin'")
                : Unreadable(e.Position, $"is not valid JSON at line {Line(e.Position)}: {e.Message}{Fix}");
        }
        catch (LockFaultException e)
        {
            return Unreadable(e.Position, $"is malformed at line {Line(e.Position)}: {e.Message}");
        }
    }

    private LockFile Unreadable(int position, string message) => LockFile.Unreadable(new(position, _lines.Of(position), message));

    private string Line(int position) => _lines.Of(position).ToString(CultureInfo.InvariantCulture);

    private List<LockEntry> ReadFile(JsonValue root)
    {
        // Before anything else is judged: another version may have other properties.
        if (root.Properties.FirstOrDefault(static property => property.Name == "version")?.Value is { } version)
        {
            var number = version.Kind == JsonKind.Number
                && int.TryParse(version.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : 0;
            if (number != LockRules.Version)
            {
                throw number > LockRules.Version
                    ? new LockFaultException(
                        version.Span.Start,
                        $"it is of version {version.Text}, but this version supports {LockRules.Version}; update GlobusCompute.Remote and gcompute")
                    : Fault(version, "'version' is not a version number");
            }
        }

        var properties = Properties(root, s_fileProperties, "the file");
        var functions = properties["functions"];
        if (functions.Kind != JsonKind.Array)
        {
            throw Fault(functions, "'functions' is not a list");
        }

        var entries = new List<LockEntry>(functions.Items.Count);
        var lines = new Dictionary<(string, string), int>();
        foreach (var item in functions.Items)
        {
            var entry = ReadEntry(item);
            var key = (entry.Pin.Method, entry.Pin.Environment);
            if (lines.TryGetValue(key, out var earlier))
            {
                entry = entry with { EarlierLine = earlier };
            }
            else
            {
                lines.Add(key, entry.Line);
            }

            entries.Add(entry);
        }

        return entries;
    }

    private LockEntry ReadEntry(JsonValue value)
    {
        var properties = Properties(value, s_entryProperties, "an entry");
        string Text(string name, Func<string, bool> isValid, string form) =>
            properties[name] is { Kind: JsonKind.String } found && isValid(found.Text) ? found.Text : throw Fault(properties[name], $"'{name}' is not {form}");

        var pin = new LockPin(
            Text("method", LockRules.IsMethod, "the name of a method, as 'MyApp.IAnalysis.Fit'"),
            Text("environment", LockRules.IsEnvironment, "the URL of a service, with a lower-case host and a slash at its end"),
            Text("function_id", LockRules.IsId, "a UUID in lower case and not all zero"),
            Text("source_hash", LockRules.IsHash, "'sha256:' and 64 hexadecimal digits in lower case"));
        return new(
            pin,
            properties["owner"].Kind == JsonKind.Null ? null : Text("owner", LockRules.IsId, "a UUID in lower case and not all zero, nor null"),
            Text("time", LockRules.IsTime, "a time in UTC, as '2026-11-23T23:40:00Z'"),
            properties["method"].Span,
            _lines.Of(value.Span.Start),
            EarlierLine: null);
    }

    /// <summary>The values of an object that has exactly these properties.</summary>
    private static Dictionary<string, JsonValue> Properties(JsonValue value, string[] names, string what)
    {
        if (value.Kind != JsonKind.Object)
        {
            throw Fault(value, $"{what} is not an object");
        }

        var values = new Dictionary<string, JsonValue>(StringComparer.Ordinal);
        foreach (var property in value.Properties)
        {
            if (Array.IndexOf(names, property.Name) < 0)
            {
                throw new LockFaultException(property.Span.Start, $"{what} has no '{property.Name}' in version {LockRules.Version}{Fix}");
            }

            if (values.ContainsKey(property.Name))
            {
                throw new LockFaultException(property.Span.Start, $"{what} has '{property.Name}' twice{Fix}");
            }

            values.Add(property.Name, property.Value);
        }

        return Array.Find(names, name => !values.ContainsKey(name)) is { } missing ? throw Fault(value, $"{what} lacks '{missing}'") : values;
    }

    private static LockFaultException Fault(JsonValue value, string what) => new(value.Span.Start, what + Fix);
}
