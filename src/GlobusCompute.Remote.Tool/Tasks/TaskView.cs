using GlobusCompute.Remote.Tool.Sessions;

namespace GlobusCompute.Remote.Tool.Tasks;

/// <summary>Shows the outcome of a task: its result on standard output, all else on standard error.</summary>
internal static class TaskView
{
    /// <returns>The exit code.</returns>
    public static int Show(TaskOutcome outcome, ToolOutput output, Action<System.Text.Json.Utf8JsonWriter>? more = null)
    {
        if (output.IsJson)
        {
            ToolOutput.Json(json =>
            {
                more?.Invoke(json);
                outcome.WriteTo(json);
            });
        }
        else if (outcome.Error is not null)
        {
            ToolOutput.Warn(outcome.DescribeError());
        }
        else if (outcome.Result is { } result && ResultJson.ToText(result) is { } text)
        {
            ToolOutput.Raw(text);
        }

        output.Tell(outcome.Summarize());
        return outcome.Error is null ? ExitCodes.Ended : ExitCodes.TaskFailed;
    }
}
