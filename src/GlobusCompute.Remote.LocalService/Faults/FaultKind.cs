namespace GlobusCompute.Remote.LocalService;

/// <summary>Specifies the kind of fault of a <see cref="FaultRule"/>. In JSON the names are in snake_case, such as <c>drop_answer</c>.</summary>
public enum FaultKind
{
    /// <summary>
    /// Routes: the request is not processed and is answered with <see cref="FaultRule.Status"/> in the documented form, with <c>Retry-After</c> if
    /// <see cref="FaultRule.RetryAfter"/> is given.
    /// </summary>
    Status = 0,

    /// <summary>
    /// Routes: the request is processed after <see cref="FaultRule.Duration"/>. Delays of several rules add up, and another fault may follow.
    /// </summary>
    Delay = 1,

    /// <summary>Routes: the request is processed, and the answer is delayed by <see cref="FaultRule.Duration"/>.</summary>
    DelayAnswer = 2,

    /// <summary>Routes: the connection is closed without an answer, and the request is not processed.</summary>
    Drop = 3,

    /// <summary>Routes: the request is processed, and the connection is closed without an answer. A rejected request still gets its answer.</summary>
    DropAnswer = 4,

    /// <summary>Routes: the request is processed, and the answer is unreadable, see <see cref="FaultRule.Garbage"/>.</summary>
    Garbage = 5,

    /// <summary>
    /// Routes <see cref="FaultTarget.Submit"/> and <see cref="FaultTarget.BatchStatus"/>: the request is processed, and the answer is incomplete, see <see
    /// cref="FaultRule.Partial"/>.
    /// </summary>
    Partial = 6,

    /// <summary>Results: the message is published again, <see cref="FaultRule.Copies"/> times more.</summary>
    Duplicate = 7,

    /// <summary>
    /// Results: the message is held until <see cref="FaultRule.Size"/> of them are, and then they are published last first; after <see
    /// cref="FaultRule.Duration"/> (default 0.2 s) without so many, those that are there.
    /// </summary>
    Reorder = 8,

    /// <summary>
    /// Results: the answer to the submission waits until the broker has the result, at most for <see cref="FaultRule.Duration"/> (default 10 s), so that the
    /// result arrives before its task id.
    /// </summary>
    Early = 9,

    /// <summary>Results: the message is published <see cref="FaultRule.Duration"/> after the task's end.</summary>
    Late = 10,

    /// <summary>Results: the message is never published; the result is available over REST.</summary>
    Lose = 11,

    /// <summary>Results: before the message, another is published that is not a Result message. Its flaw changes from one firing to the next.</summary>
    Malformed = 12,

    /// <summary>Results: before the message, the result of a task that nobody submitted is published.</summary>
    Unknown = 13,

    /// <summary>Workers: the worker process that would run the task is killed before it does (SIGKILL), and the task fails as lost.</summary>
    KillBefore = 14,

    /// <summary>
    /// Workers: the worker process is killed (SIGKILL) when it has run the task for <see cref="FaultRule.Duration"/> (default none: at once), and the task
    /// fails as lost. A task that completes before that is not affected.
    /// </summary>
    KillRunning = 15,
}
