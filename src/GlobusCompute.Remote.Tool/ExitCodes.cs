namespace GlobusCompute.Remote.Tool;

/// <summary>What <c>gcompute</c> ends with. Part of its documented surface: scripts tell failures apart by it.</summary>
internal static class ExitCodes
{
    public const int Ended = 0;
    public const int Failed = 1;
    public const int BadOptions = 2;
    public const int NoPython = 3;
    public const int CannotListen = 4;
    public const int BrokerUnreachable = 5;

    public const string Help = """
        Exit codes:
          0  ended as asked, by Ctrl-C or SIGTERM
          1  anything that is not listed here
          2  bad options, or a faults file that cannot be used
          3  no Python 3.9 or later that can run tasks
          4  cannot listen on the port
          5  the broker cannot be used
        """;
}
