using GlobusCompute.Remote.Exceptions;

namespace GlobusCompute.Remote.Diagnostics;

/// <summary>
/// Why something failed, as it may be logged: without what the service says of a request, for that may quote the request with its arguments and headers. The
/// exceptions that futures end in have it.
/// </summary>
internal static class LogReason
{
    public static string Of(Exception error) => error switch
    {
        ComputeServiceException refusal => refusal.Summary,
        AuthorizationRequiredException required => required.Summary,
        { InnerException: AuthorizationRequiredException required } => required.Summary,
        { InnerException: ComputeServiceException refusal } => refusal.Summary,
        _ => error.Message,
    };
}
