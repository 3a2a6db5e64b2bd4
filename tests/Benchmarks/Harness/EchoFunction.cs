namespace GlobusCompute.Remote.Benchmarks;

/// <summary>What calls of the echo service name.</summary>
internal static class EchoFunction
{
    public const string Id = "11111111-1111-4111-8111-111111111111";

    public static Guid Endpoint { get; } = Guid.Parse("44444444-4444-4444-8444-444444444444");
}
