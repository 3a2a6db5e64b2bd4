using System.Text.Json;
using System.Text.Unicode;
using GlobusCompute.Remote.Shared.Python;

namespace GlobusCompute.Remote.Locking;

/// <summary>Reads a lock file strictly: what is not understood would be lost when the file is written again.</summary>
internal ref struct LockFileReader
{
    private static readonly string[] s_members = ["method", "environment", "function_id", "source_hash", "owner", "time"];

    private readonly ReadOnlySpan<byte> _utf8;
    private readonly string? _path;
    private Utf8JsonReader _json;
    private int _line = 1;
    private int _counted;

    private LockFileReader(ReadOnlySpan<byte> utf8, string? path)
    {
        _utf8 = utf8;
        _path = path;
        _json = new Utf8JsonReader(utf8);
    }

    /// <summary>Reads a file's bytes. A byte order mark and CRLF line ends are taken, as editors and version control make them.</summary>
    /// <param name="utf8">The bytes.</param>
    /// <param name="path">The file, for messages; null for none.</param>
    /// <exception cref="ComputeLockFileException">They are no lock file of this version.</exception>
    public static List<ComputeLockEntry> Read(ReadOnlySpan<byte> utf8, string? path)
    {
        utf8 = utf8.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;
        if (ConflictMarkers.Find(utf8) is { } conflict)
        {
            throw new ComputeLockFileException(path, conflict, $"has merge conflict markers at line {conflict}; keep one side's entries, then run 'gcompute functions pin'.");
        }

        if (!Utf8.IsValid(utf8))
        {
            throw new ComputeLockFileException(path, 1, "is not UTF-8.");
        }

        var reader = new LockFileReader(utf8, path);
        try
        {
            return reader.ReadFile();
        }
        catch (JsonException e)
        {
            var line = (int)(e.LineNumber ?? 0) + 1;
            var reason = e.Message.Split(" LineNumber: ")[0];
            throw new ComputeLockFileException(path, line, $"is not JSON at line {line}: {reason}", e);
        }
    }

    private List<ComputeLockEntry> ReadFile()
    {
        List<ComputeLockEntry>? entries = null;
        var hasVersion = false;
        Next();
        Require(JsonTokenType.StartObject, "the file must be an object with 'version' and 'functions'");
        while (Next() != JsonTokenType.EndObject)
        {
            var name = Text();
            Next();
            if (name == "version" && !hasVersion)
            {
                ReadVersion();
                hasVersion = true;
            }
            else if (name == "functions" && entries is null)
            {
                // Before anything else is judged: another version may have other members.
                entries = hasVersion ? ReadEntries() : throw Malformed("'version' must come first");
            }
            else
            {
                throw Malformed($"the file has a member '{name}' {(name is "version" or "functions" ? "twice" : "that is not known")}");
            }
        }

        if (entries is null)
        {
            throw Malformed(hasVersion ? "'functions' is missing" : "'version' is missing");
        }

        // Reports what lies behind the end.
        _json.Read();
        return entries;
    }

    private void ReadVersion()
    {
        if (_json.TokenType != JsonTokenType.Number || !_json.TryGetInt32(out var version) || version < 1)
        {
            throw Malformed("'version' must be a number from 1 on");
        }

        if (version != LockRules.Version)
        {
            throw new ComputeLockFileException(
                _path, Line(), $"is of version {version} (line {Line()}), and this reads version {LockRules.Version}; update GlobusCompute.Remote and gcompute.");
        }
    }

    private List<ComputeLockEntry> ReadEntries()
    {
        Require(JsonTokenType.StartArray, "'functions' must be a list");
        var entries = new List<ComputeLockEntry>();
        var lines = new Dictionary<(string, Uri), int>();
        while (Next() != JsonTokenType.EndArray)
        {
            var line = Line();
            var entry = ReadEntry();
            if (!lines.TryAdd((entry.Method, entry.Environment), line))
            {
                throw Malformed(
                    $"{entry.Method} is pinned in {entry.Environment.AbsoluteUri} twice, first at line {lines[(entry.Method, entry.Environment)]}; keep one of the two entries", line);
            }

            entries.Add(entry);
        }

        return entries;
    }

    private ComputeLockEntry ReadEntry()
    {
        Require(JsonTokenType.StartObject, "an entry must be an object");
        var line = Line();
        var seen = new bool[s_members.Length];
        string method = "", hash = "";
        Uri? environment = null;
        Guid id = default;
        Guid? owner = null;
        DateTimeOffset time = default;
        while (Next() != JsonTokenType.EndObject)
        {
            var name = Text();
            var member = Array.IndexOf(s_members, name);
            if (member < 0 || seen[member])
            {
                throw Malformed($"an entry has a member '{name}' {(member < 0 ? "that is not known" : "twice")}");
            }

            seen[member] = true;
            if (Next() == JsonTokenType.Null && name == "owner")
            {
                continue;
            }

            Require(JsonTokenType.String, $"'{name}' must be a text{(name == "owner" ? " or null" : "")}");
            var text = Text();
            var isGood = name switch
            {
                "method" => LockRules.IsMethod(method = text),
                "environment" => LockRules.TryReadEnvironment(text, out environment),
                "function_id" => LockRules.TryReadId(text, out id),
                "source_hash" => LockRules.IsHash(hash = text),
                "owner" => TryReadOwner(text, out owner),
                _ => LockRules.TryReadTime(text, out time),
            };
            if (!isGood)
            {
                throw Malformed($"'{name}' must be {Form(name)}, but is '{text}'");
            }
        }

        var missing = Array.IndexOf(seen, false);
        return missing < 0
            ? new() { Method = method, Environment = environment!, FunctionId = id, SourceHash = hash, Owner = owner, Time = time }
            : throw Malformed($"the entry lacks '{s_members[missing]}'", line);
    }

    private static bool TryReadOwner(string text, out Guid? owner)
    {
        var isGood = LockRules.TryReadId(text, out var id);
        owner = id;
        return isGood;
    }

    private static string Form(string member) => member switch
    {
        "method" => "the name of a method, without blanks",
        "environment" => "a service's absolute address with a lower-case host and a trailing slash",
        "function_id" or "owner" => "a UUID in lower case and not all zero",
        "source_hash" => "'sha256:' and 64 lower-case hexadecimal digits",
        _ => "a time like 2026-11-23T23:40:00Z",
    };

    private JsonTokenType Next()
    {
        // At the end of the text this throws, unless the outermost value is complete.
        _json.Read();
        return _json.TokenType;
    }

    private void Require(JsonTokenType type, string rule)
    {
        if (_json.TokenType != type)
        {
            throw Malformed(rule);
        }
    }

    private string Text()
    {
        try
        {
            return _json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Malformed("a text holds half of a surrogate pair");
        }
    }

    // Lines are counted as far as they are asked for.
    private int Line()
    {
        var at = (int)_json.TokenStartIndex;
        _line += _utf8[_counted..at].Count((byte)'\n');
        _counted = at;
        return _line;
    }

    private ComputeLockFileException Malformed(string what, int? line = null)
    {
        var at = line ?? Line();
        return new ComputeLockFileException(_path, at, $"is malformed at line {at}: {what}.");
    }
}
