using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using GlobusCompute.Remote.Models;

namespace GlobusCompute.Remote.Testing.Recording;

/// <summary>Reads and writes recordings: one JSON object a line, the first one says the format; large texts are files of a folder beside.</summary>
/// <param name="path">The file.</param>
internal sealed class RecordingFile(string path)
{
    private const string Format = "gcompute-recording";
    private const int Version = 1;

    private static readonly JsonWriterOptions s_writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 1000 };

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    // Named by content, so that equal texts are one file and a changed text is another one.
    private string Folder => System.IO.Path.ChangeExtension(Path, ".payloads");

    /// <summary>Reads all calls, in the order of the file.</summary>
    /// <exception cref="InvalidDataException">It is not a recording, or one of a later version.</exception>
    public IReadOnlyList<RecordedCall> Read()
    {
        var calls = new List<RecordedCall>();
        var number = 0;
        foreach (var line in File.ReadLines(Path, Encoding.UTF8))
        {
            number++;
            try
            {
                using var document = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 1000 });
                if (number == 1)
                {
                    CheckHeader(document.RootElement);
                }
                else
                {
                    calls.Add(ReadCall(document.RootElement));
                }
            }
            catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
            {
                throw new InvalidDataException($"{Path}, line {number}: it is not a line of a recording: {e.Message}", e);
            }
        }

        return number > 0 ? calls : throw new InvalidDataException($"{Path} is empty; it is not a recording.");
    }

    /// <summary>Writes all calls, replacing the file at once.</summary>
    /// <param name="calls">The calls, in the order of the lines.</param>
    /// <param name="largest">Above how many characters a text goes into a file of its own.</param>
    public void Write(IEnumerable<RecordedCall> calls, int largest)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        var aside = new HashSet<string>(StringComparer.Ordinal);
        var temporary = Path + ".tmp";
        try
        {
            using (var file = new StreamWriter(temporary, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" })
            {
                file.WriteLine(string.Create(CultureInfo.InvariantCulture, $$"""{"format":"{{Format}}","version":{{Version}}}"""));
                foreach (var call in calls)
                {
                    file.WriteLine(LineOf(call, largest, aside));
                }
            }

            File.Move(temporary, Path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }

        RemoveOthers(aside);
    }

    private static void CheckHeader(JsonElement header)
    {
        if (header.ValueKind != JsonValueKind.Object || !header.TryGetProperty("format", out var format) || format.GetString() != Format)
        {
            throw new FormatException("the first line does not name the format.");
        }

        if (header.GetProperty("version").GetInt32() is var version && version != Version)
        {
            throw new FormatException($"the recording is of version {version}, and this library reads version {Version}; update GlobusCompute.Remote.Testing.");
        }
    }

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static long Nanoseconds(JsonElement element, string name) =>
        Text(element, name) is { } text
            ? (DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick
            : 0;

    private RecordedCall ReadCall(JsonElement line)
    {
        var isFailure = line.TryGetProperty("failure", out var outcome);
        outcome = isFailure ? outcome : line.GetProperty("result");
        var worker = line.TryGetProperty("worker", out var environment)
            ? new WorkerEnvironment(Text(environment, "python"), Text(environment, "sdk"), Text(environment, "dill"), Text(environment, "os"))
            : null;
        var (arguments, keywords) = (Payload(line.GetProperty("arguments")), Payload(line.GetProperty("keywords")));
        return new RecordedCall
        {
            Method = line.GetProperty("method").GetString()!,
            Key = new CallKey(
                line.GetProperty("function").GetString()!, line.GetProperty("source").GetString()!, CallKey.HashOf(arguments.Text, keywords.Text)),
            Arguments = arguments,
            Keywords = keywords,
            TaskId = line.TryGetProperty("task", out var task) ? task.GetGuid() : Guid.Empty,
            Outcome = new RecordedOutcome(Payload(outcome), isFailure)
            {
                Code = Text(line, "code"),
                UserMessage = Text(line, "message"),
                Facts = new ExecutionFacts(worker, Nanoseconds(line, "started"), Nanoseconds(line, "ended")),
            },
        };
    }

    private RecordedPayload Payload(JsonElement element)
    {
        if (element.TryGetProperty("json", out var json))
        {
            return RecordedPayload.OfJson(json.GetRawText());
        }

        if (element.TryGetProperty("text", out var text))
        {
            return new RecordedPayload(text.GetString());
        }

        if (element.TryGetProperty("file", out var named))
        {
            var name = named.GetString()!;
            if (name != System.IO.Path.GetFileName(name))
            {
                throw new FormatException($"'{name}' is not the name of a file.");
            }

            var file = System.IO.Path.Combine(Folder, name);
            return File.Exists(file)
                ? new RecordedPayload(File.ReadAllText(file, Encoding.UTF8))
                : throw new InvalidDataException($"{Path} refers to {file}, which does not exist. Keep the folder beside the recording.");
        }

        return RecordedPayload.Withheld;
    }

    private string LineOf(RecordedCall call, int largest, HashSet<string> aside)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, s_writing))
        {
            writer.WriteStartObject();
            writer.WriteString("method", call.Method);
            writer.WriteString("function", call.Key.Function);
            writer.WriteString("source", call.Key.Source);
            Write(writer, "arguments", call.Arguments, largest, aside);
            Write(writer, "keywords", call.Keywords, largest, aside);
            Write(writer, call.Outcome.IsFailure ? "failure" : "result", call.Outcome.Payload, largest, aside);
            WriteText(writer, "code", call.Outcome.Code);
            WriteText(writer, "message", call.Outcome.UserMessage);
            writer.WriteString("task", call.TaskId);
            WriteText(writer, "started", ExecutionFacts.Time(call.Outcome.Facts.StartedAt)?.ToString("O", CultureInfo.InvariantCulture));
            WriteText(writer, "ended", ExecutionFacts.Time(call.Outcome.Facts.EndedAt)?.ToString("O", CultureInfo.InvariantCulture));
            if (call.Outcome.Facts.Worker is { } worker)
            {
                writer.WriteStartObject("worker");
                WriteText(writer, "python", worker.PythonVersion);
                WriteText(writer, "sdk", worker.SdkVersion);
                WriteText(writer, "dill", worker.DillVersion);
                WriteText(writer, "os", worker.OperatingSystem);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    private void Write(Utf8JsonWriter writer, string name, RecordedPayload payload, int largest, HashSet<string> aside)
    {
        writer.WriteStartObject(name);
        if (payload.Text is not { } text)
        {
            writer.WriteBoolean("withheld", value: true);
        }
        else if (text.Length > largest)
        {
            writer.WriteString("file", WriteAside(text, aside));
        }
        else if (payload.Json is { } json)
        {
            writer.WritePropertyName("json");
            writer.WriteRawValue(json, skipInputValidation: true);
        }
        else
        {
            writer.WriteString("text", text);
        }

        // For who reviews the recording; it is not read.
        if (payload.Json is null && name != "failure")
        {
            WriteText(writer, "shown", Shown.Value(payload));
        }

        writer.WriteEndObject();
    }

    private string WriteAside(string text, HashSet<string> aside)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var name = Convert.ToHexString(SHA256.HashData(bytes).AsSpan(0, 16)).ToLowerInvariant() + ".txt";
        if (aside.Add(name))
        {
            Directory.CreateDirectory(Folder);
            var file = System.IO.Path.Combine(Folder, name);
            if (!File.Exists(file))
            {
                File.WriteAllBytes(file, bytes);
            }
        }

        return name;
    }

    // What no line refers to any more.
    private void RemoveOthers(HashSet<string> aside)
    {
        if (!Directory.Exists(Folder))
        {
            return;
        }

        foreach (var file in Directory.EnumerateFiles(Folder, "*.txt").Where(file => !aside.Contains(System.IO.Path.GetFileName(file))).ToList())
        {
            File.Delete(file);
        }

        if (aside.Count == 0 && !Directory.EnumerateFileSystemEntries(Folder).Any())
        {
            Directory.Delete(Folder);
        }
    }
}
