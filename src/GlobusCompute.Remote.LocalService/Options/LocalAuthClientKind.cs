namespace GlobusCompute.Remote.LocalService;

/// <summary>Says what kind of application a client of a <see cref="LocalAuth"/> is.</summary>
public enum LocalAuthClientKind
{
    /// <summary>
    /// Runs on a person's machine and cannot keep a secret: signs people in with PKCE, by a redirect to any port of the loopback interface or by a code that
    /// is pasted.
    /// </summary>
    Native = 0,

    /// <summary>Is a service that acts for itself: gets tokens by client credentials.</summary>
    Confidential = 1,

    /// <summary>Is a web app with a secret: signs people in by a redirect to one of its registered URIs.</summary>
    Web = 2,
}
