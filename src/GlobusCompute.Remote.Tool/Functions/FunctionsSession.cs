namespace GlobusCompute.Remote.Tool.Functions;

/// <summary>Runs a command about functions up to its exit code.</summary>
internal static class FunctionsSession
{
    public static async Task<int> RunAsync(string command, bool isJson, Func<FunctionsOutput, CancellationToken, Task<int>> run)
    {
        var stop = StopSignals.Watch();
        try
        {
            return await run(new FunctionsOutput(isJson), stop).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            var (code, message) = Describe(e, stop);
            ErrorLine.Write($"gcompute function {command}", message);
            return code;
        }
    }

    private static (int Code, string Message) Describe(Exception exception, CancellationToken stop) => exception switch
    {
        OperationCanceledException when stop.IsCancellationRequested =>
            (ExitCodes.Failed, "it was stopped before it was done. Functions that were registered by then are in the lock file."),
        BadOptionException => (ExitCodes.BadOptions, exception.Message),
        BadLockFileException => (ExitCodes.BadLockFile, exception.Message),
        BadProjectException => (ExitCodes.BadProject, exception.Message),
        _ => (ExitCodes.Failed, $"unexpected failure: {exception}"),
    };
}
