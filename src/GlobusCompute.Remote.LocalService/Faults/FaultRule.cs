namespace GlobusCompute.Remote.LocalService;

/// <summary>
/// One fault and when it happens. Of <see cref="Probability"/>, <see cref="Nth"/> and <see cref="Every"/> at most one is set; with none, it happens at each
/// event of its target. Events outside the time window do not count.
/// </summary>
public sealed record FaultRule
{
    /// <summary>Where. In JSON <c>at</c>.</summary>
    public required FaultTarget At { get; init; }

    /// <summary>What. In JSON <c>fault</c>.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>How probable it is at each event, 0 to 1, drawn from the plan's seed. Null (the default): not by chance. In JSON <c>probability</c>.</summary>
    public double? Probability { get; init; }

    /// <summary>The only event at which it happens, from 1. Null (the default): not counted. In JSON <c>nth</c>.</summary>
    public int? Nth { get; init; }

    /// <summary>It happens at each event whose number is a multiple of this, at least 1. Null (the default): not counted. In JSON <c>every</c>.</summary>
    public int? Every { get; init; }

    /// <summary>How often it happens at most, at least 1. Null (the default): no limit. In JSON <c>count</c>.</summary>
    public int? Count { get; init; }

    /// <summary>When the time window begins, after the plan came into force, not below zero. Default zero. In JSON <c>from</c>, seconds.</summary>
    public TimeSpan From { get; init; }

    /// <summary>
    /// When the time window ends, after the plan came into force, later than <see cref="From"/>. Null (the default): never. In JSON <c>until</c>, seconds.
    /// </summary>
    public TimeSpan? Until { get; init; }

    /// <summary>
    /// For <see cref="FaultKind.Status"/>, required: the status code, 400 to 599. For <see cref="FaultKind.Garbage"/>: the status of the answer, 200 to 599,
    /// default 200. In JSON <c>status</c>.
    /// </summary>
    public int? Status { get; init; }

    /// <summary>
    /// For <see cref="FaultKind.Status"/>: the header <c>Retry-After</c> in whole seconds, not below zero; null (the default) sends none. In JSON
    /// <c>retry_after</c>.
    /// </summary>
    public int? RetryAfter { get; init; }

    /// <summary>
    /// How long, see <see cref="FaultKind"/>; above zero. Null: the kind's default; the delays and <see cref="FaultKind.Late"/> have none and require it. In
    /// JSON <c>seconds</c>.
    /// </summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>For <see cref="FaultKind.Garbage"/>: which. Default <see cref="GarbageBody.NotJson"/>. In JSON <c>garbage</c>.</summary>
    public GarbageBody Garbage { get; init; }

    /// <summary>For <see cref="FaultKind.Partial"/>: which. Default <see cref="PartialAnswer.MissingIds"/>. In JSON <c>partial</c>.</summary>
    public PartialAnswer Partial { get; init; }

    /// <summary>For <see cref="FaultKind.Duplicate"/>: how many messages more, at least 1. Default 1. In JSON <c>copies</c>.</summary>
    public int Copies { get; init; } = 1;

    /// <summary>For <see cref="FaultKind.Reorder"/>: how many messages change places, at least 2. Default 2. In JSON <c>size</c>.</summary>
    public int Size { get; init; } = 2;
}
