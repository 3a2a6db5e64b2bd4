using System.Text.Json;
using System.Text.Json.Serialization;

namespace GlobusCompute.Remote.LocalService.Faults;

/// <summary>Reads a plan's JSON.</summary>
internal static partial class FaultPlanReader
{
    public static FaultPlan Read(string json)
    {
        PlanDocument document;
        try
        {
            document = JsonSerializer.Deserialize(json, PlanJson.Default.PlanDocument)
                ?? throw new FormatException("The fault plan is null, but must be an object.");
        }
        catch (JsonException e)
        {
            throw new FormatException($"The fault plan cannot be read: {e.Message}", e);
        }

        var rules = new List<FaultRule>();
        foreach (var rule in document.Rules ?? [])
        {
            try
            {
                rules.Add((rule ?? throw new FormatException("it is null, but must be an object")).ToRule());
            }
            catch (Exception e) when (e is FormatException or OverflowException or ArgumentException)
            {
                throw new FormatException($"Rule {rules.Count + 1} of the fault plan cannot be used: {e.Message}.", e);
            }
        }

        try
        {
            return new FaultPlan(rules, document.Seed);
        }
        catch (ArgumentException e)
        {
            // Without the name of a parameter, which whoever wrote the JSON does not know.
            throw new FormatException(e.Message.Replace(" (Parameter 'rules')", "", StringComparison.Ordinal), e);
        }
    }

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed record PlanDocument(int Seed, IReadOnlyList<RuleDocument?>? Rules);

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed record RuleDocument(
        string? At,
        string? Fault,
        double? Probability,
        int? Nth,
        int? Every,
        int? Count,
        double? From,
        double? Until,
        int? Status,
        int? RetryAfter,
        double? Seconds,
        string? Garbage,
        string? Partial,
        int? Copies,
        int? Size)
    {
        public FaultRule ToRule() => new()
        {
            At = FaultWords.Read<FaultTarget>("at", At),
            Kind = FaultWords.Read<FaultKind>("fault", Fault),
            Probability = Probability,
            Nth = Nth,
            Every = Every,
            Count = Count,
            From = TimeSpan.FromSeconds(From ?? 0),
            Until = Until is { } until ? TimeSpan.FromSeconds(until) : null,
            Status = Status,
            RetryAfter = RetryAfter,
            Duration = Seconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Garbage = Garbage is null ? GarbageBody.NotJson : FaultWords.Read<GarbageBody>("garbage", Garbage),
            Partial = Partial is null ? PartialAnswer.MissingIds : FaultWords.Read<PartialAnswer>("partial", Partial),
            Copies = Copies ?? 1,
            Size = Size ?? 2,
        };
    }

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true)]
    [JsonSerializable(typeof(PlanDocument))]
    private sealed partial class PlanJson : JsonSerializerContext;
}
