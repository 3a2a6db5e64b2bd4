namespace GlobusCompute.Remote.Journal;

/// <summary>One call in a <see cref="ComputeJournal"/>.</summary>
/// <param name="Handle">Its ids, function and tag. The task is null unless it was accepted.</param>
/// <param name="State">What is known of it.</param>
/// <param name="SentAt">When its request was recorded, just before it was sent, by this machine's clock.</param>
public sealed record ComputeJournalEntry(ComputeTaskHandle Handle, ComputeJournalState State, DateTimeOffset SentAt);
