using System.Globalization;
using GlobusCompute.Remote.Generators.Collections;
using GlobusCompute.Remote.Generators.Locking.Json;
using GlobusCompute.Remote.Generators.Python;
using GlobusCompute.Remote.Shared.Python;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace GlobusCompute.Remote.Generators.Locking;

/// <summary>Recognises the project's lock file among its additional files, and reads it.</summary>
/// <remarks>
/// It takes what <see cref="LockFileWriter"/> writes, in any order and layout, and nothing else: what an entry says beyond that would be lost when the file is
/// written again.
/// </remarks>
internal static class LockFileReader
{
    /// <summary>The version of the file that is read and written.</summary>
    public const int Version = 1;

    private const string ItemType = "GlobusComputeLock";
    private const string ItemTypeKey = "build_metadata.AdditionalFiles.SourceItemType";
    private const string Mend = "; mend it, or delete the file and run 'gcompute functions pin'";
    private static readonly string[] s_fileProperties = ["version", "functions"];
    private static readonly string[] s_entryProperties = ["method", "environment", "function_id", "source_hash", "owner", "time"];

    /// <summary>Whether an additional file is a lock file.</summary>
    public static bool IsLockFile(AdditionalText file, AnalyzerConfigOptionsProvider provider) =>
        provider.GetOptions(file).TryGetValue(ItemTypeKey, out var type) && type == ItemType;

    /// <summary>Reads a lock file. Null is a file that could not be opened.</summary>
    public static LockFile Read(SourceText? text)
    {
        if (text is null)
        {
            return new(default, new(0, "cannot be opened"));
        }

        try
        {
            return new(ReadFile(JsonReader.Read(text.ToString())).ToEquatableArray(), null);
        }
        catch (JsonSyntaxException e)
        {
            var (position, message) = ConflictMarker(text) is { } marker
                ? (marker, $"has merge conflict markers at line {Line(text, marker)}; keep one side's entries, then run 'gcompute functions pin'")
                : (e.Position, $"is no valid JSON at line {Line(text, e.Position)}: {e.Message}{Mend}");
            return new(default, new(position, message));
        }
        catch (LockFileFaultException e)
        {
            return new(default, new(e.Position, $"is malformed at line {Line(text, e.Position)}: {e.Message}"));
        }
    }

    private static string Line(SourceText text, int position) => (text.Lines.GetLinePosition(position).Line + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>Where the first line begins that a merge left for somebody to decide, or null. No line of JSON begins like this.</summary>
    private static int? ConflictMarker(SourceText text)
    {
        foreach (var line in text.Lines)
        {
            var start = text.ToString(TextSpan.FromBounds(line.Start, Math.Min(line.End, line.Start + 8)));
            if (start.TrimEnd(' ') is "<<<<<<<" or "|||||||" or "=======" or ">>>>>>>")
            {
                return line.Start;
            }
        }

        return null;
    }

    private static List<LockEntry> ReadFile(JsonValue root)
    {
        // Before anything else is judged: another version may have other properties.
        if (root.Properties.FirstOrDefault(static property => property.Name == "version")?.Value is { Kind: JsonKind.Number } version
            && (!int.TryParse(version.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number != Version))
        {
            throw number > Version
                ? new LockFileFaultException(version.Span.Start, $"it is of version {version.Text}, and this GlobusCompute.Remote reads version {Version}; update the package")
                : Fault(version, "'version' is no version number");
        }

        var properties = Properties(root, s_fileProperties, "the file");
        if (properties["version"].Kind != JsonKind.Number)
        {
            throw Fault(properties["version"], "'version' is no version number");
        }

        var functions = properties["functions"];
        if (functions.Kind != JsonKind.Array)
        {
            throw Fault(functions, "'functions' is no list");
        }

        return [.. functions.Items.Select(ReadEntry)];
    }

    private static LockEntry ReadEntry(JsonValue value)
    {
        var properties = Properties(value, s_entryProperties, "an entry");
        string Text(string name, Func<string, bool> isValid, string form) =>
            properties[name] is { Kind: JsonKind.String } found && isValid(found.Text) ? found.Text : throw Fault(properties[name], $"'{name}' is not {form}");

        var pin = new LockPin(
            Text("method", IsMethod, "the name of a method, as 'MyApp.IAnalysis.Fit'"),
            Text("environment", IsEnvironment, "the URL of a service, with a lower-case host and a slash at its end"),
            Text("function_id", IsUuid, "a UUID in lower case and not all zero"),
            Text("source_hash", IsHash, "'sha256:' and 64 hexadecimal digits in lower case"));
        return new(
            pin,
            properties["owner"].Kind == JsonKind.Null ? null : Text("owner", IsUuid, "a UUID in lower case and not all zero, nor null"),
            Text("time", IsTime, "a time in UTC, as '2026-11-23T23:40:00Z'"),
            properties["method"].Span);
    }

    /// <summary>The values of an object that has exactly these properties.</summary>
    private static Dictionary<string, JsonValue> Properties(JsonValue value, string[] names, string what)
    {
        if (value.Kind != JsonKind.Object)
        {
            throw Fault(value, $"{what} is no object");
        }

        var values = new Dictionary<string, JsonValue>(StringComparer.Ordinal);
        foreach (var property in value.Properties)
        {
            if (!names.Contains(property.Name))
            {
                throw new LockFileFaultException(property.Span.Start, $"{what} has no '{property.Name}' in version {Version}{Mend}");
            }

            if (values.ContainsKey(property.Name))
            {
                throw new LockFileFaultException(property.Span.Start, $"{what} has '{property.Name}' twice{Mend}");
            }

            values.Add(property.Name, property.Value);
        }

        return names.FirstOrDefault(name => !values.ContainsKey(name)) is { } missing ? throw Fault(value, $"{what} lacks '{missing}'") : values;
    }

    private static LockFileFaultException Fault(JsonValue value, string what) => new(value.Span.Start, what + Mend);

    private static bool IsMethod(string text) =>
        text.Length > 0 && !text.Any(static c => char.IsControl(c) || char.IsWhiteSpace(c)) && !PythonText.HasLoneSurrogate(text);

    // Scheme, host, a port that is not the scheme's own, and path: what the library makes of a client's address.
    private static bool IsEnvironment(string text) =>
        text.EndsWith("/", StringComparison.Ordinal)
        && Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme is "http" or "https")
        && url.Host.Length > 0
        && url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped) == text;

    private static bool IsUuid(string text) => Guid.TryParseExact(text, "D", out var id) && id != Guid.Empty && id.ToString("D") == text;

    private static bool IsHash(string text) =>
        text.Length == SourceHash.Prefix.Length + 64
        && text.StartsWith(SourceHash.Prefix, StringComparison.Ordinal)
        && text.Skip(SourceHash.Prefix.Length).All(static c => c is (>= '0' and <= '9') or (>= 'a' and <= 'f'));

    private static bool IsTime(string text) =>
        DateTime.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
