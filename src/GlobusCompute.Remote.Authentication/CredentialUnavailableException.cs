using GlobusCompute.Remote.Exceptions;

namespace GlobusCompute.Remote.Authentication;

/// <summary>
/// A credential does not apply here: nobody is signed in, a variable is not set, or no person can be prompted. <see cref="GlobusCredential.Default"/> goes on
/// with the next one. A credential that applies and fails throws another exception.
/// </summary>
public sealed class CredentialUnavailableException : AuthorizationRequiredException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">Why the credential does not apply, as a sentence.</param>
    /// <param name="innerException">The cause, or null.</param>
    public CredentialUnavailableException(string message, Exception? innerException = null)
        : base(message, null, innerException)
    {
    }
}
