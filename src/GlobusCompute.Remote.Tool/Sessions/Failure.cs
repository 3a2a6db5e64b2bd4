using System.Net;
using GlobusCompute.Remote.Authentication;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Journal;
using GlobusCompute.Remote.LocalService;
using GlobusCompute.Remote.Tool.Functions;

namespace GlobusCompute.Remote.Tool.Sessions;

/// <summary>Says what an exception means to a person who typed a command: an exit code, and a sentence with what to do.</summary>
internal static class Failure
{
    public static (int Code, string Message) Describe(Exception exception, CancellationToken stop)
    {
        if (exception is StoppedException stopped)
        {
            return (ExitCodes.Stopped, stopped.Message);
        }

        if (exception is OperationCanceledException && stop.IsCancellationRequested)
        {
            return (ExitCodes.Stopped, "it was stopped before it was done.");
        }

        if (AuthorizationRequiredException.FindIn(exception) is { } authorization)
        {
            return (ExitCodes.NotSignedIn, DescribeSignIn(authorization));
        }

        return exception switch
        {
            ExitException e => (e.Code, e.Message),
            BadOptionException => (ExitCodes.BadOptions, exception.Message),
            BadLockFileException => (ExitCodes.BadLockFile, exception.Message),
            BadProjectException => (ExitCodes.BadProject, exception.Message),
            PythonNotFoundException or PythonWorkerException => (ExitCodes.NoPython, exception.Message),
            TaskExecutionFailedException => (ExitCodes.TaskFailed, exception.Message),
            ComputeTimeoutException => (ExitCodes.NotCompleted, exception.Message),
            TaskNotFoundException => (ExitCodes.NotFound, exception.Message),
            ComputeJournalException => (ExitCodes.BadJournal, exception.Message),
            ServiceUnreachableException { InnerException: ComputeServiceException { StatusCode: { } status } } => (
                ExitCodes.Refused,
                status == HttpStatusCode.TooManyRequests
                    ? $"{Sentence(exception)} More requests were sent than the service takes: wait a minute, then try again."
                    : exception.Message),
            ServiceUnreachableException or ResultsUnreachableException =>
                (ExitCodes.ServiceUnreachable, $"{Sentence(exception)} {Network}"),
            ComputeServiceException { StatusCode: HttpStatusCode.Unauthorized } => (ExitCodes.NotSignedIn, $"{Sentence(exception)} {SignIn}"),
            ComputeServiceException { StatusCode: HttpStatusCode.NotFound } => (ExitCodes.NotFound, exception.Message),
            ComputeServiceException => (ExitCodes.Refused, exception.Message),
            FunctionRegistrationException or CallRefusedException or CallNotSentException when exception.InnerException is { } inner =>
                Describe(inner, stop).Code switch
                {
                    ExitCodes.ServiceUnreachable => (ExitCodes.ServiceUnreachable, $"{Sentence(exception)} {Network}"),
                    ExitCodes.NotSignedIn => (ExitCodes.NotSignedIn, $"{Sentence(exception)} {SignIn}"),
                    ExitCodes.Failed => (ExitCodes.Refused, exception.Message),
                    var code => (code, exception.Message),
                },
            FunctionRegistrationException or CallRefusedException or FunctionNotPinnedException => (ExitCodes.Refused, exception.Message),
            ComputeException or IOException or UnauthorizedAccessException => (ExitCodes.Failed, exception.Message),
            _ => (ExitCodes.Failed, $"unexpected failure: {exception}"),
        };
    }

    private const string Network = "Check the network and the address of the service; 'gcompute doctor' finds the cause.";

    private const string SignIn = $"Run 'gcompute login', or set {ComputeAccessTokenCredential.EnvironmentVariable} to a valid access token.";

    private static string DescribeSignIn(AuthorizationRequiredException exception)
    {
        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            if (e is CredentialUnavailableException)
            {
                return $"nobody is signed in. {SignIn}";
            }
        }

        return $"{Sentence(exception)} {SignIn}";
    }

    private static string Sentence(Exception exception)
    {
        var message = exception.Message.TrimEnd();
        return message.EndsWith('.') ? message : $"{message}.";
    }
}

/// <summary>Ends a command with an exit code and a sentence.</summary>
internal sealed class ExitException(int code, string message) : Exception(message)
{
    public int Code => code;
}

/// <summary>A person stopped a command while something is under way. The message says what goes on.</summary>
internal sealed class StoppedException(string message) : Exception(message);
