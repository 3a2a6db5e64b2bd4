using GlobusCompute.Remote;

namespace QuickStart.Output;

/// <summary>A remote failure with its traceback.</summary>
internal static class Failure
{
    public static void Write(TaskExecutionFailedException failure)
    {
        Console.WriteLine($"  {failure.RemoteType}: {failure.RemoteMessage}");
        Console.WriteLine($"  in {failure.Handle.FunctionName}, task {failure.Handle.TaskId}");
        foreach (var line in failure.RemoteTraceback.TrimEnd().Split('\n'))
        {
            Console.WriteLine($"  | {line}".TrimEnd());
        }
    }
}
