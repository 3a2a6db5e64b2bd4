namespace GlobusCompute.Remote.Authentication.SignIn;

/// <summary>No browser could be opened.</summary>
internal sealed class BrowserException(string message, Exception innerException) : Exception(message, innerException);
