using GlobusCompute.Remote.Credentials;

namespace GlobusCompute.Remote.Exceptions;

/// <summary>
/// A request needs another sign-in first, and none took place: there is no sign-in, it is over, or Globus requires more of it than it has. Credentials throw
/// it, and so do requests. Of a call, it is the inner exception: <see cref="FindIn"/> finds it.
/// </summary>
public class AuthorizationRequiredException : ComputeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="parameters">What the sign-in must satisfy; null for nothing in particular.</param>
    /// <param name="innerException">The cause, or null.</param>
    public AuthorizationRequiredException(string message, AuthorizationParameters? parameters = null, Exception? innerException = null)
        : base(message, innerException)
    {
        Parameters = parameters ?? AuthorizationParameters.None;
        Summary = Message;
    }

    internal AuthorizationRequiredException(string request, string reason, AuthorizationParameters parameters, Exception? innerException)
        : base($"{request} requires another sign-in: {reason}", innerException)
    {
        Request = request;
        Parameters = parameters;
        Summary = innerException is AuthorizationRequiredException ? Message : $"{request} requires another sign-in.";
    }

    /// <summary>Gets the method and path of the request, e.g. <c>POST /v3/functions</c>; null where a credential reports it.</summary>
    public string? Request { get; }

    /// <summary>Gets what the sign-in must satisfy: the values for a credential's sign-in, or for the challenge of a web app. Never null.</summary>
    public AuthorizationParameters Parameters { get; }

    /// <summary>The message without the service's explanation.</summary>
    internal string Summary { get; }

    /// <summary>Finds the exception in another one, such as that of a call, which has it as an inner exception.</summary>
    /// <param name="error">The exception.</param>
    /// <returns>The exception itself or the first one within that is of this type, and null if there is none.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="error"/> is null.</exception>
    public static AuthorizationRequiredException? FindIn(Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        if (error is AggregateException several)
        {
            foreach (var inner in several.InnerExceptions)
            {
                if (FindIn(inner) is { } found)
                {
                    return found;
                }
            }

            return null;
        }

        return error as AuthorizationRequiredException ?? (error.InnerException is { } cause ? FindIn(cause) : null);
    }
}
