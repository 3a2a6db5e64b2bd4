namespace GlobusCompute.Remote.Wire;

/// <summary>How a request is sent. Travels with it to <see cref="SendingHandler"/>.</summary>
/// <param name="Rule">When it may be sent again.</param>
/// <param name="IsPoll">Whether it asks for results.</param>
/// <param name="IsPrepaid">Whether the budget has counted the first attempt already.</param>
internal sealed record RequestPolicy(SendRule Rule, bool IsPoll = false, bool IsPrepaid = false)
{
    public const string Key = "policy";

    public static RequestPolicy Repeatable { get; } = new(SendRule.Repeatable);

    public static RequestPolicy AtMostOnce { get; } = new(SendRule.AtMostOnce);

    public static RequestPolicy Single { get; } = new(SendRule.Single);

    public static RequestPolicy Submission { get; } = new(SendRule.AtMostOnce, IsPrepaid: true);

    public static RequestPolicy Poll { get; } = new(SendRule.Single, IsPoll: true);

    public static HttpRequestOptionsKey<RequestPolicy> Option { get; } = new(Key);
}
