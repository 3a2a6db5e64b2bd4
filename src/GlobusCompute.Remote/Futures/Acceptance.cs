namespace GlobusCompute.Remote.Futures;

/// <summary>That the service has accepted a call, and as which task.</summary>
internal readonly record struct Acceptance(Guid TaskId, SubmissionReceipt Receipt);
