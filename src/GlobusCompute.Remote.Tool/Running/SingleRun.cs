using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Shared.Display;
using GlobusCompute.Remote.Tool.Sessions;
using GlobusCompute.Remote.Tool.Tasks;

namespace GlobusCompute.Remote.Tool.Running;

/// <summary>One call, and its result.</summary>
internal static class SingleRun
{
    public static async Task<int> RunAsync(RunLine options, CommandContext context, FunctionReference function, BoundArguments arguments)
    {
        var target = await RunTarget.CreateAsync(options, context, workers: 1).ConfigureAwait(false);
        await using (target.ConfigureAwait(false))
        {
            var future = Submit(target, function, arguments, context.Line.GetValue(options.Timeout));
            var status = StatusLine.Start(context.Output, elapsed => $"{Describe(future)} {DurationText.Of(elapsed)}");
            await using (status.ConfigureAwait(false))
            {
                await ResultWait.WaitAsync(future, target.Client, context.Stop).ConfigureAwait(false);
            }

            target.Keep(function, future.Handle.FunctionId);
            if (!future.IsCompleted)
            {
                Abandon(future, target, context.Output);
            }

            return TaskView.Show(await TaskOutcome.OfAsync(future).ConfigureAwait(false), context.Output);
        }
    }

    /// <summary>Submits a call with arguments of the command line.</summary>
    /// <exception cref="BadOptionException">An argument cannot be sent.</exception>
    public static ComputeFuture<PythonValue> Submit(
        RunTarget target, FunctionReference function, BoundArguments arguments, TimeSpan? timeout, string? tag = null)
    {
        try
        {
            var options = new ComputeCallOptions { Tag = tag, AllowNone = true, Timeout = timeout };
            options.Arrays = arguments.HasArrays ? ArrayForm.NumPy : options.Arrays;
            return target.Executor.Submit<PythonValue>(function.Function, arguments.ToCall(), options);
        }
        catch (ArgumentException e)
        {
            throw new BadOptionException(FunctionReference.Plain(e));
        }
    }

    private static string Describe(ComputeFuture<PythonValue> future) => future.Stage switch
    {
        ComputeFutureStage.Registering => "registering the function",
        ComputeFutureStage.Queued or ComputeFutureStage.Sending => "sending",
        _ => $"waiting for the result of task {future.TaskId}",
    };

    private static void Abandon(ComputeFuture<PythonValue> future, RunTarget target, ToolOutput output)
    {
        // Asked before the call is withdrawn: what was not sent never runs.
        var wasSent = future.Stage is ComputeFutureStage.Sending or ComputeFutureStage.Submitted;
        future.Cancel();
        if (output.IsJson && future.TaskId is { } id && !target.IsLocal)
        {
            ToolOutput.Json(new TaskOutcome { TaskId = id, EndpointId = target.EndpointId, State = StateText.Waiting }.WriteTo);
        }

        throw new StoppedException(
            target.IsLocal ? "stopped; the task ended with its worker."
            : future.TaskId is { } task
                ? $"stopped waiting. Task {task} keeps running: the service cannot stop a task. 'gcompute task wait {task}' waits for its result."
            : wasSent ? "stopped while the call was being sent: the service may run it."
            : "stopped before the call was sent: nothing runs.");
    }
}
