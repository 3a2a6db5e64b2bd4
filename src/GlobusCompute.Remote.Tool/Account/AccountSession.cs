using GlobusCompute.Remote.Authentication;
using GlobusCompute.Remote.Exceptions;

namespace GlobusCompute.Remote.Tool.Account;

/// <summary>Runs a command about the sign-in up to its exit code.</summary>
internal static class AccountSession
{
    public static async Task<int> RunAsync(string command, Func<CancellationToken, Task<int>> run)
    {
        var stop = StopSignals.Watch();
        try
        {
            return await run(stop).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            var (code, message) = Describe(e, stop);
            ErrorLine.Write($"gcompute {command}", message);
            return code;
        }
    }

    private static (int Code, string Message) Describe(Exception exception, CancellationToken stop) => exception switch
    {
        OperationCanceledException when stop.IsCancellationRequested => (ExitCodes.SignInFailed, "it was stopped before it was done."),
        BadOptionException => (ExitCodes.BadOptions, exception.Message),
        CredentialUnavailableException => (ExitCodes.NotSignedIn, exception.Message),
        AuthorizationRequiredException => (ExitCodes.SignInFailed, exception.Message),
        HttpRequestException => (ExitCodes.AuthUnreachable, exception.Message),
        IOException => (ExitCodes.Failed, exception.Message),
        _ => (ExitCodes.Failed, $"unexpected failure: {exception.Message}"),
    };
}
