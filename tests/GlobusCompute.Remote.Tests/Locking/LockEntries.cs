using GlobusCompute.Remote.Locking;
using GlobusCompute.Remote.Shared.Python;

namespace GlobusCompute.Remote.Tests.Locking;

/// <summary>Pins for tests, made up or random.</summary>
internal static class LockEntries
{
    public const string Production = "https://compute.api.globus.org/";

    public static readonly Guid Id = Guid.Parse("6a0c1b2d-0001-4000-8000-0123456789ab");

    public static ComputeLockEntry Entry(string method = "MyApp.IAnalysis.Fit", string environment = Production, Guid? id = null, string? hash = null) => new()
    {
        Method = method,
        Environment = new Uri(environment),
        FunctionId = id ?? Id,
        SourceHash = hash ?? $"sha256:{new string('a', 64)}",
        Time = new DateTimeOffset(2026, 11, 23, 23, 40, 0, TimeSpan.Zero),
    };

    public static PinnableFunction Function(string method = "MyApp.IAnalysis.Fit", string source = "def fit(x):\n    return x\n", string name = "fit") =>
        new() { Method = method, FunctionName = name, Source = source };

    /// <summary>Pins with all that a value may hold, no two of one method and environment, in any order.</summary>
    public static List<ComputeLockEntry> Random(Random random)
    {
        var entries = new Dictionary<(string, string), ComputeLockEntry>();
        for (var left = random.Next(0, 12); left > 0; left--)
        {
            var method = Method(random);
            var environment = $"{(random.Next(2) == 0 ? "https" : "http")}://{(char)random.Next('a', 'e')}.example{(random.Next(2) == 0 ? "" : $":{random.Next(1, 65536)}")}/{(random.Next(3) == 0 ? "a%20b/ä/" : "")}";
            var entry = Entry(method, environment, Guid.NewGuid(), $"sha256:{Convert.ToHexString(Bytes(random)).ToLowerInvariant()}") with
            {
                Owner = random.Next(2) == 0 ? null : Guid.NewGuid(),
                Time = DateTimeOffset.UnixEpoch.AddTicks(random.NextInt64(-600_000_000_000_000_000, 2_500_000_000_000_000_000)).ToOffset(TimeSpan.FromHours(random.Next(-5, 6))),
            };
            entries[(entry.Method, entry.Environment.AbsoluteUri)] = entry;
        }

        return [.. entries.Values];
    }

    private static string Method(Random random)
    {
        string[] parts = ["MyApp", ".", "IAnalysis", "Größe", "😀", "\"", "\\", "<", "&", "'", "+", "\u2060", "\uE000", "(System.Int32[],System.String)", "``1", "{", "\u4e2d"];
        return string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => parts[random.Next(parts.Length)]));
    }

    private static byte[] Bytes(Random random)
    {
        var bytes = new byte[32];
        random.NextBytes(bytes);
        return bytes;
    }
}
