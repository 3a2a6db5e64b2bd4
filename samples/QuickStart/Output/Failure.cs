using GlobusCompute.Remote;

namespace QuickStart.Output;

/// <summary>A remote failure with its traceback.</summary>
internal static class Failure
{
    public static void Write(TaskExecutionFailedException failure)
    {
        // Message and Traceback are safe to print; RemoteMessage and RemoteTraceback are the texts as they came.
        Console.WriteLine($"  {failure.Message}");
        foreach (var line in failure.Traceback.TrimEnd().Split('\n'))
        {
            Console.WriteLine($"  | {line}".TrimEnd());
        }
    }
}
