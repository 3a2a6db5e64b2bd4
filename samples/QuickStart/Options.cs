using GlobusCompute.Remote;

namespace QuickStart;

/// <summary>The command line.</summary>
internal sealed record Options(Guid? EndpointId, bool SignsIn = false, string? Answer = null, int ExitCode = 0)
{
    private const string Help = $"""
        Fits NIST's Norris calibration data in Python, called from C#.

        usage: dotnet run --project samples/QuickStart [-- --endpoint UUID | --auth]

          --endpoint UUID   run on this endpoint of Globus Compute, with the sign-in of 'gcompute login'
                            or the access token in {ComputeAccessTokenCredential.EnvironmentVariable}; else a browser opens
                            Without it, in Python on this machine
          --auth            sign a made-up person in on this machine first, as people sign in to Globus
          -h, --help        show this

        GCOMPUTE_PYTHON names the Python interpreter to use on this machine.
        """;

    public static Options Parse(string[] args)
    {
        Guid? endpoint = null;
        var signsIn = false;
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "-h" or "--help":
                    return new Options(null, Answer: Help);
                case "--endpoint" when i + 1 < args.Length:
                    if (!Guid.TryParse(args[++i], out var id) || id == Guid.Empty)
                    {
                        return Bad($"--endpoint: '{args[i]}' is not the UUID of an endpoint.");
                    }

                    endpoint = id;
                    break;
                case "--auth":
                    signsIn = true;
                    break;
                case "--endpoint":
                    return Bad("--endpoint requires the UUID of an endpoint.");
                default:
                    return Bad($"Unknown option '{args[i]}'; --help lists what there is.");
            }
        }

        return endpoint is not null && signsIn
            ? Bad("--auth is for Python on this machine, and not for --endpoint.")
            : new Options(endpoint, signsIn);
    }

    /// <summary>Writes the answer where it belongs and gives the exit code.</summary>
    public int PrintAnswer()
    {
        (ExitCode == 0 ? Console.Out : Console.Error).WriteLine(Answer);
        return ExitCode;
    }

    private static Options Bad(string message) => new(null, Answer: message, ExitCode: 2);
}
