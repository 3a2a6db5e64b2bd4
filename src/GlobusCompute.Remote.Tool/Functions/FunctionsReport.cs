using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GlobusCompute.Remote.Tool.Functions;

/// <summary>What a command about functions prints.</summary>
/// <param name="LockFile">The lock file's path.</param>
/// <param name="IsClean">Whether every function is pinned and every pin has its function, in the services that were looked at.</param>
/// <param name="Functions">A row for each function and service.</param>
internal sealed record FunctionsReport(
    [property: JsonPropertyName("lock_file")] string LockFile,
    [property: JsonPropertyName("is_clean")] bool IsClean,
    [property: JsonPropertyName("functions")] IReadOnlyList<FunctionRow> Functions)
{
    // Programs and shells read the line, no browser.
    private static readonly JsonSerializerOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string ToJson() => JsonSerializer.Serialize(this, s_options);

    public IEnumerable<string> ToLines()
    {
        foreach (var group in Functions.GroupBy(static row => row.Environment))
        {
            yield return group.Key.AbsoluteUri;
            foreach (var row in group)
            {
                var about = row.Error ?? row.State switch
                {
                    "missing" => "has no pin",
                    "drifted" => $"has changed since it was pinned to {row.FunctionId}",
                    "unknown" => "is not a function of the project; 'gcompute function pin --prune' removes it",
                    _ => $"{row.FunctionId}",
                };
                var text = string.Join(" | ", about.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
                yield return PlainText.Clean($"  {row.State,-10}  {row.Method}  {text}");
            }
        }

        var counts = Functions
            .GroupBy(static row => row.State)
            .OrderBy(static rows => rows.Key == "failed")
            .Select(static rows => string.Create(CultureInfo.InvariantCulture, $"{rows.Count()} {rows.Key}"));
        yield return $"{LockFile}: {(Functions.Count == 0 ? "there is no function to pin" : string.Join(", ", counts))}";
    }
}
