namespace GlobusCompute.Remote.Chaos.Plan;

/// <summary>What no log may show: each holds one word.</summary>
internal static class Secrets
{
    public const string Mark = "sesame";

    public const string Token = "token-" + Mark;

    public const string Argument = "argument-" + Mark;

    public static string Password(long number) => $"{Mark}-{number}";
}
