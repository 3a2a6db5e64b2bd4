namespace GlobusCompute.Remote.Authentication.Auth;

/// <summary>Globus Auth refused, or its answer could not be understood. The message holds nothing that was sent.</summary>
internal sealed class AuthException(string message, string? error, bool isTransient, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>The code, such as <c>invalid_grant</c>, or null.</summary>
    public string? Error { get; } = error;

    /// <summary>Whether the same request may succeed later, so that nobody needs to sign in again for it.</summary>
    public bool IsTransient { get; } = isTransient;
}
