using System.Text.Json;

namespace GlobusCompute.Remote.LocalService.Tasks;

/// <summary>The reason of a failure in one line.</summary>
internal static class FailureLine
{
    // It is kept for each failed task.
    private const int MaxLength = 1000;

    /// <summary>A traceback's last line; of a text in the frame for lost tasks its first, behind which the worker's output may follow.</summary>
    public static string Of(PackedResult failed)
    {
        var text = JsonSerializer.Deserialize<string>(failed.Data)!;
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var line = lines switch
        {
            [] => "no reason given",
            [_, _, var error, ..] when FailureResult.IsFramed(text) => error,
            _ => lines[^1],
        };
        return line.Length <= MaxLength ? line : $"{line[..MaxLength]}…";
    }
}
