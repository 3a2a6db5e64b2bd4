namespace GlobusCompute.Remote.Exceptions;

/// <summary>Recognises the failure of a task whose worker has died under it, by the text that endpoints send (protocol.md §4.9).</summary>
internal static class WorkerLoss
{
    public static bool IsToldBy(string text) =>
        text.Contains("WorkerLost", StringComparison.Ordinal) || text.Contains("ManagerLost", StringComparison.Ordinal);
}
