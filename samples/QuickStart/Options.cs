using GlobusCompute.Remote;

namespace QuickStart;

/// <summary>The command line.</summary>
internal sealed record Options(Guid? EndpointId, string? Answer = null, int ExitCode = 0)
{
    private const string Help = $"""
        Fits NIST's Norris calibration data in Python, called from C#.

        usage: dotnet run --project samples/QuickStart [-- --endpoint UUID]

          --endpoint UUID   run on this endpoint of Globus Compute, with the access token in
                            {ComputeAccessTokenCredential.EnvironmentVariable}; without it, in Python on this machine
          -h, --help        show this

        GCOMPUTE_PYTHON names the Python interpreter to use on this machine.
        """;

    public static Options Parse(string[] args)
    {
        Guid? endpoint = null;
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "-h" or "--help":
                    return new Options(null, Help);
                case "--endpoint" when i + 1 < args.Length:
                    if (!Guid.TryParse(args[++i], out var id) || id == Guid.Empty)
                    {
                        return Bad($"--endpoint: '{args[i]}' is not the UUID of an endpoint.");
                    }

                    endpoint = id;
                    break;
                case "--endpoint":
                    return Bad("--endpoint requires the UUID of an endpoint.");
                default:
                    return Bad($"Unknown option '{args[i]}'; --help lists what there is.");
            }
        }

        return endpoint is not null && !HasToken()
            ? Bad($"--endpoint needs an access token for Globus Compute in {ComputeAccessTokenCredential.EnvironmentVariable}.")
            : new Options(endpoint);
    }

    /// <summary>Writes the answer where it belongs and gives the exit code.</summary>
    public int PrintAnswer()
    {
        (ExitCode == 0 ? Console.Out : Console.Error).WriteLine(Answer);
        return ExitCode;
    }

    private static bool HasToken()
    {
        try
        {
            ComputeAccessTokenCredential.FromEnvironment();
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            return false;
        }
    }

    private static Options Bad(string message) => new(null, message, 2);
}
