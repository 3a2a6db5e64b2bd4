namespace GlobusCompute.Remote.AspNetCore;

/// <summary>Holds the names that sign-in with Globus uses where an app names no others.</summary>
public static class GlobusSignInDefaults
{
    /// <summary>The section of the app's configuration that holds <see cref="GlobusSignInOptions"/>: <c>GlobusSignIn</c>.</summary>
    public const string SectionName = "GlobusSignIn";

    /// <summary>The authentication scheme that challenges: it sends people to Globus. Users whom it signed in have it as their authentication type.</summary>
    public const string AuthenticationScheme = "Globus";

    /// <summary>The authentication scheme of the session's cookie.</summary>
    public const string SessionScheme = "GlobusSession";
}
