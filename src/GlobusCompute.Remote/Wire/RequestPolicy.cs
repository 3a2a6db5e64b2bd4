namespace GlobusCompute.Remote.Wire;

/// <summary>How a request is sent. Travels with it to <see cref="SendingHandler"/>.</summary>
/// <param name="Rule">When it may be sent again.</param>
/// <param name="MaxAnswerBytes">The most bytes of a good answer, see <see cref="AnswerLimit"/>.</param>
/// <param name="IsPoll">Whether it asks for results.</param>
/// <param name="IsPrepaid">Whether the budget has counted the first attempt already.</param>
/// <param name="IsHeld">Whether a service in memory may hold the answer until there are news.</param>
internal sealed record RequestPolicy(SendRule Rule, int MaxAnswerBytes, bool IsPoll = false, bool IsPrepaid = false, bool IsHeld = false)
{
    public const string Key = "policy";

    public static RequestPolicy Registration { get; } = new(SendRule.Repeatable, AnswerLimit.Word);

    public static RequestPolicy StreamAddress { get; } = new(SendRule.Single, AnswerLimit.Word);

    public static RequestPolicy Poll { get; } = new(SendRule.Single, AnswerLimit.Results, IsPoll: true);

    public static RequestPolicy HeldPoll { get; } = Poll with { IsHeld = true };

    /// <summary>Whether the client sends it by itself, so that no caller waits for it.</summary>
    public bool IsBackground => IsPoll || ReferenceEquals(this, StreamAddress);

    public static HttpRequestOptionsKey<RequestPolicy> Option { get; } = new(Key);

    public static RequestPolicy Submission(int tasks) => new(SendRule.AtMostOnce, AnswerLimit.Submission(tasks), IsPrepaid: true);

    public static RequestPolicy Management(bool changes, int maxAnswerBytes) => new(changes ? SendRule.AtMostOnce : SendRule.Repeatable, maxAnswerBytes);
}
