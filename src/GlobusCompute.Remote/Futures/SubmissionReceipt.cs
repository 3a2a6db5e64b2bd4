namespace GlobusCompute.Remote.Futures;

/// <summary>What the calls of one accepted request have in common.</summary>
/// <param name="RequestId">The service's id of the request, or null when the answer had none.</param>
/// <param name="TaskGroupId">The task group, or null when the answer named none.</param>
/// <param name="AcceptedAt">When its answer was there, by this machine's clock; null for a task that was submitted before.</param>
/// <param name="Timestamp">The same, or when the future was attached, for measuring time.</param>
internal record SubmissionReceipt(Guid? RequestId, Guid? TaskGroupId, DateTimeOffset? AcceptedAt, long Timestamp);

/// <summary>
/// The receipt of a call that was accepted before, as another task: whoever reads it sees the new task with it, or the old one with the old receipt.
/// </summary>
internal sealed record RepeatedReceipt(Guid TaskId, SubmissionReceipt Receipt) : SubmissionReceipt(Receipt);
