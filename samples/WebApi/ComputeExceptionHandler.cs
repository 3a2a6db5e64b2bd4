using System.Net;
using GlobusCompute.Remote;
using GlobusCompute.Remote.Exceptions;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace WebApi;

/// <summary>Answers failures of calls as problem details: what the function raised is the caller's affair, what is unreachable is not.</summary>
internal sealed class ComputeExceptionHandler(IProblemDetailsService problems) : IExceptionHandler
{
    public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        ProblemDetails? problem = exception switch
        {
            BadHttpRequestException bad => new() { Status = bad.StatusCode, Title = bad.Message },
            IComputeException when Refusal(exception) is { } status => new() { Status = (int)status, Title = "Globus Compute refuses the call." },
            TaskExecutionFailedException failed => new()
            {
                Status = StatusCodes.Status422UnprocessableEntity,
                Title = failed.RemoteType ?? "The function failed.",
                Detail = failed.RemoteMessage,
                Extensions = { ["taskId"] = failed.Handle.TaskId },
            },
            IComputeException { IsTransient: true } => new()
            {
                Status = StatusCodes.Status503ServiceUnavailable,
                Title = "The calculation cannot be run at the moment.",
            },
            _ => null,
        };
        if (problem is null)
        {
            return new ValueTask<bool>(false);
        }

        httpContext.Response.StatusCode = problem.Status!.Value;
        return problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext, Exception = exception, ProblemDetails = problem });
    }

    /// <summary>The status with which the service refused the token or what it may do; null for other failures.</summary>
    private static HttpStatusCode? Refusal(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is ComputeServiceException { StatusCode: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden } refused)
            {
                return refused.StatusCode;
            }
        }

        return null;
    }
}
