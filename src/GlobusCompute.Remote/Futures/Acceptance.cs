namespace GlobusCompute.Remote.Futures;

/// <summary>That the service has accepted a call, and as which task.</summary>
internal sealed class Acceptance(Guid taskId, SubmissionReceipt receipt)
{
    public Guid TaskId { get; } = taskId;

    public SubmissionReceipt Receipt { get; } = receipt;
}
