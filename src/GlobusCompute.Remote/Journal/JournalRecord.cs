using System.Text.Json.Serialization;

namespace GlobusCompute.Remote.Journal;

/// <summary>One record of a journal, as docs/journal.md describes them. Which members are there depends on the kind.</summary>
internal sealed record JournalRecord
{
    public required string Kind { get; init; }

    /// <summary>The number of the batch the record is about.</summary>
    public long? Batch { get; init; }

    public DateTimeOffset? At { get; init; }

    public Guid? Endpoint { get; init; }

    /// <summary>Of a batch, the group it names; of its acceptance, the group the service named.</summary>
    public Guid? Group { get; init; }

    public IReadOnlyList<JournalFunction>? Functions { get; init; }

    /// <summary>Per function of the batch, the ids of its tasks in order; null where the answer had none that make sense.</summary>
    public IReadOnlyList<Guid[]?>? Tasks { get; init; }

    /// <summary>Tasks whose outcome has arrived.</summary>
    public IReadOnlyList<Guid>? Ended { get; init; }

    /// <summary>Whether the service made the group for a request of this journal.</summary>
    public bool? Own { get; init; }

    /// <summary>Whether all tasks that this journal's client has ever put into the group are recorded.</summary>
    public bool? Complete { get; init; }
}

/// <summary>The calls of one function in a batch.</summary>
/// <param name="Id">The function.</param>
/// <param name="Name">The method as messages name it.</param>
/// <param name="Tags">The tag of each call; null for an untagged one.</param>
/// <param name="Hash">The hash of the registered source, or null.</param>
internal sealed record JournalFunction(Guid Id, string Name, IReadOnlyList<string?> Tags, string? Hash = null);

/// <summary>The words that say what a record is about.</summary>
internal static class JournalKind
{
    /// <summary>A request is about to be sent.</summary>
    public const string Batch = "batch";

    /// <summary>The service has accepted it.</summary>
    public const string Accepted = "accepted";

    /// <summary>It surely was not accepted.</summary>
    public const string Refused = "refused";

    /// <summary>Outcomes of tasks have arrived.</summary>
    public const string Ended = "ended";

    /// <summary>What is to be remembered of a group.</summary>
    public const string Group = "group";

    /// <summary>Records before this one were damaged and are gone.</summary>
    public const string Damage = "damage";
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(JournalRecord))]
internal sealed partial class JournalJson : JsonSerializerContext;
