namespace GlobusCompute.Remote.Shared.Display;

/// <summary>The words for the state of a task, in the command line, its JSON, and the dashboard.</summary>
internal static class StateText
{
    /// <summary>The task waits for its endpoint or a worker.</summary>
    public const string Waiting = "waiting";

    /// <summary>A worker runs the task.</summary>
    public const string Running = "running";

    /// <summary>The task has a result.</summary>
    public const string Succeeded = "succeeded";

    /// <summary>The task failed, or was lost.</summary>
    public const string Failed = "failed";

    /// <summary>Gets the word of a state.</summary>
    public static string Of(bool hasStarted, bool hasEnded, bool hasFailed) => hasEnded ? hasFailed ? Failed : Succeeded : hasStarted ? Running : Waiting;

    /// <summary>Gets the word for a state of the service, such as <c>waiting-for-launch</c>; <see cref="Waiting"/> for one not known, or none.</summary>
    public static string OfService(string? status) => status switch
    {
        "success" => Succeeded,
        "failed" => Failed,
        "running" => Running,
        _ => Waiting,
    };
}
