namespace GlobusCompute.Remote.LocalService;

/// <summary>
/// One fault and when it happens. Of <see cref="Probability"/>, <see cref="Nth"/> and <see cref="Every"/> at most one is set; with none, it happens at each
/// event of its target. Events outside the time window do not count.
/// </summary>
public sealed record FaultRule
{
    /// <summary>Gets or sets the target. Required. In JSON <c>at</c>.</summary>
    public required FaultTarget At { get; init; }

    /// <summary>Gets or sets the kind of fault. Required. In JSON <c>fault</c>.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>
    /// Gets or sets the probability of the fault at each event, 0 to 1, drawn from the plan's seed. Null (the default): not random. In JSON <c>probability</c>.
    /// </summary>
    public double? Probability { get; init; }

    /// <summary>Gets or sets the only event at which it happens, from 1. Null (the default): not counted. In JSON <c>nth</c>.</summary>
    public int? Nth { get; init; }

    /// <summary>
    /// Gets or sets the interval, at least 1: the fault happens at each event whose number is a multiple of it. Null (the default): not counted. In JSON
    /// <c>every</c>.
    /// </summary>
    public int? Every { get; init; }

    /// <summary>Gets or sets the maximum number of times that the fault happens, at least 1. Null (the default): no limit. In JSON <c>count</c>.</summary>
    public int? Count { get; init; }

    /// <summary>Gets or sets the start of the time window after the plan was set, not below zero. Default zero. In JSON <c>from</c>, seconds.</summary>
    public TimeSpan From { get; init; }

    /// <summary>
    /// Gets or sets the end of the time window after the plan was set, later than <see cref="From"/>. Null (the default): never. In JSON <c>until</c>, seconds.
    /// </summary>
    public TimeSpan? Until { get; init; }

    /// <summary>
    /// Gets or sets the status code. For <see cref="FaultKind.Status"/>: required, 400 to 599. For <see cref="FaultKind.Garbage"/>: the status of the answer,
    /// 200 to 599, default 200. In JSON <c>status</c>.
    /// </summary>
    public int? Status { get; init; }

    /// <summary>
    /// Gets or sets, for <see cref="FaultKind.Status"/>, the header <c>Retry-After</c> in whole seconds, not below zero; null (the default) sends none. In JSON
    /// <c>retry_after</c>.
    /// </summary>
    public int? RetryAfter { get; init; }

    /// <summary>
    /// Gets or sets the duration that <see cref="FaultKind"/> describes; above zero. Null: the kind's default; the delays and <see cref="FaultKind.Late"/> have
    /// none and require it. In JSON <c>seconds</c>.
    /// </summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>
    /// Gets or sets, for <see cref="FaultKind.Garbage"/>, the form of the answer. Default <see cref="GarbageBody.NotJson"/>. In JSON <c>garbage</c>.
    /// </summary>
    public GarbageBody Garbage { get; init; }

    /// <summary>
    /// Gets or sets, for <see cref="FaultKind.Partial"/>, the missing or additional part. Default <see cref="PartialAnswer.MissingIds"/>. In JSON
    /// <c>partial</c>.
    /// </summary>
    public PartialAnswer Partial { get; init; }

    /// <summary>Gets or sets, for <see cref="FaultKind.Duplicate"/>, the number of additional messages, at least 1. Default 1. In JSON <c>copies</c>.</summary>
    public int Copies { get; init; } = 1;

    /// <summary>
    /// Gets or sets, for <see cref="FaultKind.Reorder"/>, the number of messages that are reordered, at least 2. Default 2. In JSON <c>size</c>.
    /// </summary>
    public int Size { get; init; } = 2;
}
