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
    public const int NotPinned = 6;
    public const int BadLockFile = 7;
    public const int BadProject = 8;
    public const int NotSignedIn = 9;
    public const int SignInFailed = 10;
    public const int AuthUnreachable = 11;

    public const string Help = """
        Exit codes:
          0  ended as asked, by Ctrl-C or SIGTERM
          1  anything that is not listed here
          2  bad options, or a faults file that cannot be used
          3  no Python 3.9 or later that can run tasks
          4  cannot listen on the port
          5  the broker cannot be used
        """;

    public const string FunctionsHelp = """
        Exit codes:
          0  all functions are pinned
          1  anything that is not listed here, Ctrl-C included
          2  bad options, or no access token
          6  check: a function is missing or has changed, or a pin names none; pin: a function could not be registered
          7  the lock file cannot be read or written
          8  the project cannot be built, or the assembly cannot be read
        """;

    public const string AccountHelp = """
        Exit codes:
          0  done
          1  anything that is not listed here
          2  bad options
          9  nobody is signed in, or no person can be prompted
         10  the sign-in was denied, is over, or was not done in time
         11  the tokens were deleted, but Globus Auth did not revoke all of them
        """;
}
