using System.CommandLine;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Shared.Display;
using GlobusCompute.Remote.Tool.Sessions;

namespace GlobusCompute.Remote.Tool.Tasks;

/// <summary><c>gcompute task</c>: what it takes, and its help.</summary>
internal static class TaskCommand
{
    private static readonly int[] s_codes =
    [
        ExitCodes.NotSignedIn, ExitCodes.TaskFailed, ExitCodes.ServiceUnreachable, ExitCodes.Refused, ExitCodes.NotFound, ExitCodes.NotCompleted,
        ExitCodes.Stopped,
    ];

    public static Command Create() => new(
        "task", "A task that was submitted before. The service may delete a result once it was read, so each command prints what it reads.")
    {
        Make("show", "Shows state, times and worker of a task, and its result if it has one.", ShowAsync),
        Make("result", "Prints the result of a task that has completed; does not wait.", ResultAsync),
        Wait(),
    };

    internal static Argument<Guid> IdArgument(string name) => new(name)
    {
        HelpName = "UUID",
        Description = $"The id of the {name.Replace('-', ' ')}.",
        CustomParser = OptionValue.Id,
    };

    internal static Option<TimeSpan?> TimeoutOption() => new("--timeout")
    {
        HelpName = "SECONDS",
        Description = "How long to wait. Default: as long as it takes.",
        CustomParser = OptionValue.Seconds,
    };

    private static Command Make(string name, string description, Func<Guid, CommandContext, Task<int>> run)
    {
        var id = IdArgument("task");
        return CommandSession.Complete(new Command(name, description) { id }, s_codes, context => run(context.Line.GetRequiredValue(id), context));
    }

    private static Command Wait()
    {
        var (id, timeout) = (IdArgument("task"), TimeoutOption());
        return CommandSession.Complete(
            new Command("wait", "Waits until a task has completed, and prints its result.") { id, timeout },
            s_codes,
            context => WaitAsync(context.Line.GetRequiredValue(id), context.Line.GetValue(timeout), context));
    }

    private static async Task<int> ShowAsync(Guid id, CommandContext context)
    {
        var outcome = await AskAsync(id, context).ConfigureAwait(false);
        if (context.Output.IsJson)
        {
            ToolOutput.Json(outcome.WriteTo);
            return ExitCodes.Ended;
        }

        ToolOutput.Facts(
            ("Task", $"{id}"),
            ("State", outcome.Status is null ? outcome.State : $"{outcome.State} (the service says: {outcome.Status})"),
            ("Endpoint", outcome.EndpointId?.ToString()),
            ("In queue", outcome.QueueTime is { } queue ? DurationText.Of(queue) : null),
            ("Run time", outcome.RunTime is { } run ? DurationText.Of(run) : null),
            ("Worker", Describe(outcome)),
            ("Result", outcome.Result is { } result ? ResultJson.ToText(result) ?? "None" : null));
        if (outcome.Error is not null)
        {
            ToolOutput.Line(outcome.DescribeError());
        }

        return ExitCodes.Ended;
    }

    private static async Task<int> ResultAsync(Guid id, CommandContext context)
    {
        var outcome = await AskAsync(id, context).ConfigureAwait(false);
        if (outcome.HasEnded)
        {
            return TaskView.Show(outcome, context.Output);
        }

        if (context.Output.IsJson)
        {
            ToolOutput.Json(outcome.WriteTo);
        }

        throw new ExitException(ExitCodes.NotCompleted, $"the task has not completed: it is {outcome.State}. 'gcompute task wait {id}' waits for its result.");
    }

    private static async Task<int> WaitAsync(Guid id, TimeSpan? timeout, CommandContext context)
    {
        var client = context.CreateClient();
        await using (client.ConfigureAwait(false))
        {
            // The first answer says at once what is wrong with the id or the sign-in, and may have the result, which is then gone from the service.
            if (TaskOutcome.Of(await client.GetTaskAsync(id, context.Stop).ConfigureAwait(false)) is { HasEnded: true } outcome)
            {
                return TaskView.Show(outcome, context.Output);
            }

            var future = client.Attach<PythonValue>(id, new ComputeCallOptions { AllowNone = true, Timeout = timeout });
            var status = StatusLine.Start(context.Output, elapsed => $"waiting for task {id} {DurationText.Of(elapsed)}");
            await using (status.ConfigureAwait(false))
            {
                await ResultWait.WaitAsync(future, client, context.Stop).ConfigureAwait(false);
            }

            if (!future.IsCompleted)
            {
                future.Cancel();
                throw new StoppedException($"stopped waiting. Task {id} keeps running: the service cannot stop a task.");
            }

            return TaskView.Show(await TaskOutcome.OfAsync(future).ConfigureAwait(false) with { TaskId = id }, context.Output);
        }
    }

    private static async Task<TaskOutcome> AskAsync(Guid id, CommandContext context)
    {
        var client = context.CreateClient();
        await using (client.ConfigureAwait(false))
        {
            return TaskOutcome.Of(await client.GetTaskAsync(id, context.Stop).ConfigureAwait(false));
        }
    }

    private static string? Describe(TaskOutcome outcome) => outcome.Worker is not { } worker ? null
        : string.Join(", ", new[]
        {
            worker.PythonVersion is { } python ? $"Python {python}" : null,
            worker.DillVersion is { } dill ? $"dill {dill}" : null,
            worker.SdkVersion is { } sdk ? $"SDK {sdk}" : null,
            worker.OperatingSystem,
        }.Where(static part => part is not null));
}
