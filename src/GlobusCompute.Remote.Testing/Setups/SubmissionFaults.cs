using System.Net;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Models;

namespace GlobusCompute.Remote.Testing.Setups;

/// <summary>What faults a call that the service has not accepted, as the client says it.</summary>
internal static class SubmissionFaults
{
    private const string NoConnection = "Connection refused (fake)";

    /// <summary>The service was unreachable.</summary>
    public static SetupStep NotSent { get; } = new()
    {
        Refuse = static handle =>
        {
            var cause = new HttpRequestException(HttpRequestError.ConnectionError, NoConnection);
            var error = new ServiceUnreachableException(RequestOf(handle), 1, NoConnection, cause);
            return new CallRefusedException(handle, error.Message, error);
        },
    };

    /// <summary>Whether the service has accepted the call is not known.</summary>
    public static SetupStep AnswerLost { get; } = new()
    {
        Refuse = static handle => new CallOutcomeUnknownException(
            handle,
            $"{RequestOf(handle)} was sent, and its answer was lost.",
            new HttpRequestException(HttpRequestError.ResponseEnded, "The answer ended early (fake)")),
        IsAmbiguous = true,
    };

    /// <summary>The service has refused the call.</summary>
    public static SetupStep Refused(HttpStatusCode status, string reason, string? code) => new()
    {
        Refuse = handle =>
        {
            var error = new ComputeServiceException(RequestOf(handle), status, code, reason);
            return new CallRefusedException(handle, error.Message, error);
        },
    };

    /// <summary>A call that was sent before was not accepted now: it may have run.</summary>
    public static Exception AfterFirst(ComputeTaskHandle handle, Exception last) => new CallOutcomeUnknownException(
        handle, $"it was sent before, and the outcome of that attempt is unknown. Last attempt: {last.Message}", last);

    private static string RequestOf(ComputeTaskHandle handle) => $"POST /v3/endpoints/{handle.EndpointId}/submit";
}
