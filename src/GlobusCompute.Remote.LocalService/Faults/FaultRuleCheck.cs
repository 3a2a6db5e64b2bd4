namespace GlobusCompute.Remote.LocalService.Faults;

/// <summary>What makes a rule senseless.</summary>
internal static class FaultRuleCheck
{
    /// <summary>One sentence about the first thing that is wrong, or null.</summary>
    public static string? Complaint(FaultRule rule) =>
        !Fits(rule) ? $"{FaultWords.Of(rule.Kind)} is not a fault of {FaultWords.Of(rule.At)}"
        : new object?[] { rule.Probability, rule.Nth, rule.Every }.Count(v => v is not null) > 1 ? "at most one of probability, nth and every can be given"
        : rule.Probability is < 0 or > 1 or double.NaN ? "probability must be from 0 to 1"
        : rule.Nth < 1 ? "nth must be at least 1"
        : rule.Every < 1 ? "every must be at least 1"
        : rule.Count < 1 ? "count must be at least 1"
        : rule.From < TimeSpan.Zero ? "from must not be below zero"
        : rule.Until <= rule.From ? "until must be later than from"
        : rule.Duration <= TimeSpan.Zero ? "seconds must be above zero"
        : rule.Duration is null && rule.Kind is (FaultKind.Delay or FaultKind.DelayAnswer or FaultKind.Late) ? "seconds is required"
        : rule.Kind == FaultKind.Status && rule.Status is not (>= 400 and <= 599) ? "status is required, from 400 to 599"
        : rule.Status is not (null or (>= 200 and <= 599)) ? "status must be from 200 to 599"
        : rule.RetryAfter < 0 ? "retry_after must not be below zero"
        : rule.Copies < 1 ? "copies must be at least 1"
        : rule.Size < 2 ? "size must be at least 2"
        : null;

    private static bool Fits(FaultRule rule) => rule.Kind switch
    {
        FaultKind.KillBefore or FaultKind.KillRunning => rule.At == FaultTarget.Workers,
        FaultKind.Partial when rule.Partial is PartialAnswer.MissingTasks or PartialAnswer.MissingUnknown => rule.At == FaultTarget.BatchStatus,
        FaultKind.Partial => rule.At == FaultTarget.Submit,
        >= FaultKind.Duplicate => rule.At == FaultTarget.Results,
        _ => rule.At is not (FaultTarget.Results or FaultTarget.Workers),
    };
}
