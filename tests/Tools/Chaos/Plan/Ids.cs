namespace GlobusCompute.Remote.Chaos.Plan;

/// <summary>The ids of the endpoint, the task group, and the functions that are called.</summary>
internal static class Ids
{
    public const string Once = "11111111-0000-4000-8000-000000000001";
    public const string Again = "11111111-0000-4000-8000-000000000002";
    public const string Text = "11111111-0000-4000-8000-000000000003";
    public const string Slow = "11111111-0000-4000-8000-000000000004";
    public const string Hostile = "11111111-0000-4000-8000-000000000005";
    public const string HostileNumbers = "11111111-0000-4000-8000-000000000006";
    public const string Fails = "11111111-0000-4000-8000-000000000007";

    public static Guid Endpoint { get; } = Guid.Parse("22222222-0000-4000-8000-000000000001");

    public static Guid Group { get; } = Guid.Parse("33333333-0000-4000-8000-000000000001");

    public static IReadOnlyDictionary<Guid, CallKind> Pinned { get; } = new Dictionary<Guid, CallKind>
    {
        [Guid.Parse(Once)] = CallKind.Once,
        [Guid.Parse(Again)] = CallKind.Again,
        [Guid.Parse(Text)] = CallKind.Text,
        [Guid.Parse(Slow)] = CallKind.Slow,
        [Guid.Parse(Hostile)] = CallKind.Hostile,
        [Guid.Parse(HostileNumbers)] = CallKind.HostileNumbers,
        [Guid.Parse(Fails)] = CallKind.Fails,
    };
}
