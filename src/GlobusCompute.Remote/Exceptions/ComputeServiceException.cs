using System.Net;

namespace GlobusCompute.Remote;

/// <summary>The Compute service answered a request with an error, or in a way that cannot be understood.</summary>
public sealed class ComputeServiceException : ComputeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="request">Method and path of the request.</param>
    /// <param name="statusCode">The HTTP status, or null when the answer itself was not understood.</param>
    /// <param name="code">The service's own code, or null.</param>
    /// <param name="detail">The service's explanation, or null.</param>
    /// <param name="innerException">The cause, or null.</param>
    public ComputeServiceException(string message, string request, HttpStatusCode? statusCode, string? code, string? detail, Exception? innerException = null)
        : base(message, innerException)
    {
        Request = request;
        StatusCode = statusCode;
        Code = code;
        Detail = detail;
    }

    internal ComputeServiceException(string request, HttpStatusCode? statusCode, string? code, string? detail, Exception? innerException = null)
        : base(Describe(request, statusCode, code, detail), innerException)
    {
        Request = request;
        StatusCode = statusCode;
        Code = code;
        Detail = detail;
    }

    /// <summary>Gets the method and path of the request, e.g. <c>POST /v3/functions</c>.</summary>
    public string Request { get; }

    /// <summary>Gets the HTTP status, or null when the answer itself was not understood.</summary>
    public HttpStatusCode? StatusCode { get; }

    /// <summary>Gets the service's own code, e.g. <c>FUNCTION_NOT_FOUND</c>, or null when it gave none.</summary>
    public string? Code { get; }

    /// <summary>Gets the service's explanation, or null when it gave none.</summary>
    public string? Detail { get; }

    /// <summary>Gets whether the status says that the service cannot answer now: 408, 429, and those from 500 on but for 501.</summary>
    public override bool IsTransient => StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
        || ((int?)StatusCode >= 500 && StatusCode != HttpStatusCode.NotImplemented);

    /// <summary>The message without the service's explanation.</summary>
    internal string Summary => Describe(Request, StatusCode, Code, detail: null);

    private static string Describe(string request, HttpStatusCode? status, string? code, string? detail)
    {
        var answer = status is { } s ? $"{(int)s} {s}" : "something else than expected";
        var text = $"{request} was answered with {answer}{(code is null ? "" : $" ({code})")}{(detail is null ? "." : $": {detail}")}";
        var sentence = text.TrimEnd() is var trimmed && trimmed.EndsWith('.') ? trimmed : $"{trimmed}.";
        return status switch
        {
            HttpStatusCode.Unauthorized => sentence + " Check the access token: it must be valid and hold the Compute scope.",
            HttpStatusCode.Forbidden when code is "FUNCTION_NOT_PERMITTED" or "FUNCTION_NOT_ALLOWED" =>
                sentence + " The endpoint runs only the functions that its administrator allows; ComputeClient.GetAllowedFunctionsAsync lists them.",
            HttpStatusCode.Forbidden when request.EndsWith("/submit", StringComparison.Ordinal) =>
                sentence + " Check that this identity may use the endpoint and the function, "
                    + "and with ComputeClient.GetAllowedFunctionsAsync that the endpoint allows the function.",
            HttpStatusCode.Forbidden => sentence + " Check that this identity may use the endpoint and the function.",
            _ => text,
        };
    }
}
