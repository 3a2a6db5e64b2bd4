using System.CommandLine;
using System.Globalization;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Tool.Sessions;

namespace GlobusCompute.Remote.Tool.Tasks;

/// <summary><c>gcompute group</c>: what it takes, and its help.</summary>
internal static class GroupCommand
{
    private static readonly int[] s_codes =
    [
        ExitCodes.NotSignedIn, ExitCodes.TaskFailed, ExitCodes.ServiceUnreachable, ExitCodes.Refused, ExitCodes.NotFound, ExitCodes.NotCompleted,
        ExitCodes.Stopped,
    ];

    public static Command Create() => new("group", "A task group: the tasks that one executor submitted.")
    {
        Make("show", "Lists the tasks of a group. Does not read their results.", ShowAsync),
        Make("results", "Prints the results of the tasks that have completed; does not wait.", ResultsAsync),
        Wait(),
    };

    private static Command Make(string name, string description, Func<Guid, CommandContext, Task<int>> run)
    {
        var id = TaskCommand.IdArgument("task-group");
        return CommandSession.Complete(new Command(name, description) { id }, s_codes, context => run(context.Line.GetRequiredValue(id), context));
    }

    private static Command Wait()
    {
        var (id, timeout) = (TaskCommand.IdArgument("task-group"), TaskCommand.TimeoutOption());
        return CommandSession.Complete(
            new Command("wait", "Waits until all tasks of a group have completed, and prints the result of each as it arrives.") { id, timeout },
            s_codes,
            context => WaitAsync(context.Line.GetRequiredValue(id), context.Line.GetValue(timeout), context));
    }

    private static async Task<int> ShowAsync(Guid id, CommandContext context)
    {
        var client = context.CreateClient();
        await using (client.ConfigureAwait(false))
        {
            var group = await client.GetTaskGroupAsync(id, context.Stop).ConfigureAwait(false);
            if (context.Output.IsJson)
            {
                ToolOutput.Json(json => Write(json, group));
                return ExitCodes.Ended;
            }

            ToolOutput.Table(
                ["TASK", "CREATED"],
                [.. group.Tasks.Select(static task => new[]
                {
                    $"{task.TaskId}",
                    task.CreatedAt?.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "",
                })]);
            return ExitCodes.Ended;
        }
    }

    private static async Task<int> ResultsAsync(Guid id, CommandContext context)
    {
        var client = context.CreateClient();
        await using (client.ConfigureAwait(false))
        {
            var group = await client.GetTaskGroupAsync(id, context.Stop).ConfigureAwait(false);
            var tasks = await client.GetTasksAsync(group.Tasks.Select(static task => task.TaskId), context.Stop).ConfigureAwait(false);
            var outcomes = group.Tasks.Select(task => TaskOutcome.Of(tasks[task.TaskId]) with { TaskGroupId = id }).ToList();
            outcomes.FindAll(static outcome => outcome.HasEnded).ForEach(outcome => Show(outcome, context.Output));
            var open = outcomes.Count(static outcome => !outcome.HasEnded);
            return open > 0
                ? throw new ExitException(
                    ExitCodes.NotCompleted, $"{open} of {outcomes.Count} tasks have not completed. 'gcompute group wait {id}' waits for them.")
                : outcomes.Exists(static outcome => outcome.Error is not null) ? ExitCodes.TaskFailed : ExitCodes.Ended;
        }
    }

    private static async Task<int> WaitAsync(Guid id, TimeSpan? timeout, CommandContext context)
    {
        var client = context.CreateClient();
        await using (client.ConfigureAwait(false))
        {
            var group = await client.GetTaskGroupAsync(id, context.Stop).ConfigureAwait(false);
            var options = new ComputeCallOptions { AllowNone = true, Timeout = timeout };
            var futures = group.Tasks.Select(task => client.Attach<PythonValue>(ComputeTaskHandle.ForTask(task.TaskId, id), options)).ToList();
            var (done, failed) = (0, 0);
            var status = StatusLine.StartBar(context.Output, () => (done, futures.Count, failed));
            await using (status.ConfigureAwait(false))
            {
                // Each is shown as it arrives, one after the other.
                var order = new SemaphoreSlim(1);
                var all = Task.WhenAll(futures.ConvertAll(async future =>
                {
                    var outcome = await TaskOutcome.OfAsync(future).ConfigureAwait(false) with { TaskGroupId = id };
                    await order.WaitAsync().ConfigureAwait(false);
                    Show(outcome, context.Output);
                    done++;
                    failed += outcome.Error is null ? 0 : 1;
                    order.Release();
                }));
                if (!await ResultWait.WaitAsync(all, client, context.Stop).ConfigureAwait(false))
                {
                    futures.ForEach(static future => future.Cancel());
                    throw new StoppedException(
                        $"stopped waiting. {futures.Count - done} of {futures.Count} tasks keep running: the service cannot stop a task.");
                }

                await all.ConfigureAwait(false);
            }

            context.Output.Tell($"{done - failed} of {futures.Count} tasks succeeded.");
            return failed > 0 ? ExitCodes.TaskFailed : ExitCodes.Ended;
        }
    }

    private static void Show(TaskOutcome outcome, ToolOutput output)
    {
        if (output.IsJson)
        {
            ToolOutput.Json(outcome.WriteTo);
            return;
        }

        var about = outcome.Error is { } error ? error.Message : ResultJson.ToText(outcome.Result!) ?? "None";
        ToolOutput.Line($"{outcome.TaskId}  {outcome.State,-9}  {about.ReplaceLineEndings(" | ")}");
    }

    private static void Write(System.Text.Json.Utf8JsonWriter json, ComputeTaskGroup group)
    {
        json.WriteString("task_group_id", group.TaskGroupId);
        json.WriteStartArray("tasks");
        foreach (var task in group.Tasks)
        {
            json.WriteStartObject();
            json.WriteString("task_id", task.TaskId);
            JsonMember.Time(json, "created_at", task.CreatedAt);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
