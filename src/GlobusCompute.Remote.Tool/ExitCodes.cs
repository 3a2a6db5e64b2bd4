using System.Globalization;

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
    public const int TaskFailed = 12;
    public const int ServiceUnreachable = 13;
    public const int Refused = 14;
    public const int NotFound = 15;
    public const int NotCompleted = 16;
    public const int BadJournal = 17;
    public const int FindingsFailed = 18;
    public const int Stopped = 130;

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

    /// <summary>What each code means, for all commands.</summary>
    public static IReadOnlyList<(int Code, string Meaning)> All { get; } =
    [
        (Ended, "success"),
        (Failed, "any error that is not listed here"),
        (BadOptions, "invalid options, arguments or files that they name"),
        (NoPython, "no Python 3.9 or later that can run tasks"),
        (CannotListen, "the port cannot be listened on"),
        (BrokerUnreachable, "the broker cannot be used"),
        (NotPinned, "a function is not pinned"),
        (BadLockFile, "the lock file cannot be read or written"),
        (BadProject, "the project cannot be built"),
        (NotSignedIn, "nobody is signed in, the sign-in is over, or no person can be prompted"),
        (SignInFailed, "the sign-in was denied, is over, or was not done in time"),
        (AuthUnreachable, "the tokens were deleted, but not all of them could be revoked"),
        (TaskFailed, "a task failed"),
        (ServiceUnreachable, "the service cannot be reached"),
        (Refused, "the service refused the request"),
        (NotFound, "the task, group, function or endpoint is not known to the service"),
        (NotCompleted, "the task has not completed"),
        (BadJournal, "the journal or the results file cannot be used"),
        (FindingsFailed, "doctor: at least one check failed; endpoint status: the endpoint is not online"),
        (Stopped, "stopped by Ctrl-C or SIGTERM; tasks that were sent keep running"),
    ];

    /// <summary>Writes the help of some codes, beside those that every command has.</summary>
    public static string HelpOf(params int[] codes) =>
        "Exit codes:\n" + string.Join('\n', All
            .Where(code => code.Code is Ended or Failed or BadOptions || codes.Contains(code.Code))
            .Select(static code => string.Create(CultureInfo.InvariantCulture, $"{code.Code,3}  {code.Meaning}")));
}
