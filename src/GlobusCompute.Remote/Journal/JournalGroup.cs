namespace GlobusCompute.Remote.Journal;

/// <summary>What a journal knows of a task group.</summary>
internal sealed class JournalGroup
{
    /// <summary>Whether the service made it for a request of this journal, so that only those know it whom the app told.</summary>
    public bool IsOwn { get; init; }

    /// <summary>Whether the journal still holds all that its client has ever put in.</summary>
    public bool IsComplete { get; set; } = true;
}
