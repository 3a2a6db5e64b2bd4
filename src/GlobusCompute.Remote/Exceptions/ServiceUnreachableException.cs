namespace GlobusCompute.Remote.Exceptions;

/// <summary>A request got no useful answer: no token, no connection, none in time, or the service kept answering that it cannot serve now.</summary>
public sealed class ServiceUnreachableException : ComputeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="request">Method and path of the request.</param>
    /// <param name="innerException">The cause, or null.</param>
    public ServiceUnreachableException(string message, string request, Exception? innerException = null)
        : base(message, innerException) => Request = request;

    internal ServiceUnreachableException(string request, int attempts, string reason, Exception? innerException)
        : base(
            $"{request} {(innerException is ComputeServiceException ? "did not succeed" : "got no answer")}"
                + $"{(attempts > 1 ? $" in {attempts} attempts" : "")}: {reason}",
            innerException) => Request = request;

    /// <summary>Gets the method and path of the request, e.g. <c>POST /v3/functions</c>.</summary>
    public string Request { get; }

    /// <inheritdoc/>
    public override bool IsTransient => true;
}
