using System.Net;
using System.Net.Http.Headers;
using GlobusCompute.Remote.Diagnostics;
using GlobusCompute.Remote.Exceptions;

namespace GlobusCompute.Remote.Wire;

/// <summary>The outcome of sending a request once.</summary>
internal sealed class Attempt
{
    private readonly Exception? _error;

    private Attempt(Exception? error, string reason)
    {
        _error = error;
        Reason = reason;
    }

    /// <summary>A good answer with its body read, or null.</summary>
    public HttpResponseMessage? Answer { get; private init; }

    /// <summary>Why it failed, as a sentence.</summary>
    public string Reason { get; }

    /// <summary>The same for the log.</summary>
    public string LoggedReason => _error is null ? Reason : LogReason.Of(_error);

    /// <summary>Whether the service surely did not act on the request, and may do so later.</summary>
    public bool SurelyNotAccepted { get; private init; }

    /// <summary>Whether the failure may pass. Whether the service acted is not known then.</summary>
    public bool MayPass { get; private init; }

    /// <summary>Whether the service may have acted on the request.</summary>
    public bool MayBeDone { get; private init; }

    /// <summary>The sign-in that the service requires first, or null.</summary>
    public AuthorizationRequiredException? Required => _error as AuthorizationRequiredException;

    public bool IsUnauthorized => (_error as ComputeServiceException)?.StatusCode == HttpStatusCode.Unauthorized;

    public RetryConditionHeaderValue? RetryAfter { get; private init; }

    public static Attempt Good(HttpResponseMessage answer) => new(null, "") { Answer = answer };

    public static Attempt NotSent(string reason, Exception error) => new(error, reason) { SurelyNotAccepted = true };

    public static Attempt Lost(string reason, Exception error) => new(error, reason) { MayPass = true, MayBeDone = true };

    /// <summary>A good answer that is not one of this service's, so that another attempt would give no better one.</summary>
    public static Attempt NotUnderstood(ComputeServiceException error) => new(error, error.Message) { MayBeDone = true };

    /// <summary>
    /// A redirect, which is not followed: what a request holds is for the service that the app has named. Only 303 says that something was done.
    /// </summary>
    public static Attempt Redirected(ComputeServiceException error) => new(error, error.Message) { MayBeDone = error.StatusCode == HttpStatusCode.SeeOther };

    /// <summary>An error answer that asks for more authorization (protocol.md §2.9): nothing was done, whatever its status.</summary>
    public static Attempt Authorize(AuthorizationRequiredException error) => new(error, error.Message);

    /// <summary>An error answer. 429 and an announced 503 say that nothing was done; a timeout and other server errors, also those of machines on the
    /// way, leave it open (protocol.md §3.2).</summary>
    public static Attempt Answered(ComputeServiceException error, RetryConditionHeaderValue? retryAfter)
    {
        var notAccepted = error.StatusCode == HttpStatusCode.TooManyRequests
            || (error.StatusCode == HttpStatusCode.ServiceUnavailable && retryAfter is not null);
        var isOpen = !notAccepted
            && (error.StatusCode == HttpStatusCode.RequestTimeout || ((int)error.StatusCode! >= 500 && error.StatusCode != HttpStatusCode.NotImplemented));
        return new Attempt(error, error.Message)
        {
            RetryAfter = retryAfter,
            SurelyNotAccepted = notAccepted,
            MayPass = isOpen,
            MayBeDone = isOpen,
        };
    }

    /// <summary>The exception that ends the request.</summary>
    public Exception ToException(string request, int attempts, SendRule rule)
    {
        if (MayBeDone && rule == SendRule.AtMostOnce)
        {
            return new AmbiguousOutcomeException(request, Reason, _error);
        }

        return SurelyNotAccepted || (MayPass && _error is not ComputeServiceException)
            ? new ServiceUnreachableException(request, attempts, Reason, _error)
            : _error!;
    }
}
