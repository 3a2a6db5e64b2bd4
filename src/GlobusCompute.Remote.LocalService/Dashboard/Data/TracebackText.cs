using System.Text.Json;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.LocalService.Tasks;

namespace GlobusCompute.Remote.LocalService.Dashboard.Data;

/// <summary>The texts of failures. Python calls the source of a function <c>&lt;string&gt;</c>; here its frames name the function and show the lines.</summary>
internal static class TracebackText
{
    private const int MaxLength = 50_000;

    // Longer sources take too much time for a page that is refreshed twice a second.
    private const int MaxCodeBytes = 500_000;

    /// <summary>The text of a failed task, from its end on if it is long.</summary>
    public static string Of(LocalTask failed, DashboardSources sources)
    {
        var text = JsonSerializer.Deserialize<string>(failed.Result!.Data)!;
        text = text.Length <= MaxLength ? text : text[^MaxLength..] is var end && end.IndexOf('\n') is var line && line >= 0
            ? $"({DisplayText.Of(text.Length - MaxLength + line + 1)} characters before)\n{end[(line + 1)..]}" : text;
        var source = sources.Functions.TryGet(failed.FunctionId, out var function) && function.Code.Length <= MaxCodeBytes
            ? PayloadText.OfCode(function.Code)
            : null;
        return DisplayText.ClipStart(source is null ? text : new SourceFrames($"<{failed.FunctionName}>", source).Rewrite(text), MaxLength * 2);
    }
}
