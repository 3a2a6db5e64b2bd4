namespace GlobusCompute.Remote.Authentication.PythonTokens;

/// <summary>Adds the sign-in of Python's SDK to <see cref="GlobusCredential.Default"/>.</summary>
public static class GlobusPythonTokens
{
    /// <summary>
    /// Adds a <see cref="PythonTokenCredential"/> to the default credentials that are first used later, after who has signed in with <c>gcompute login</c>.
    /// Call it when the app starts; calling it again changes nothing.
    /// </summary>
    public static void Register() => DefaultChain.RegisterPythonTokens(static options => new PythonTokenCredential(options));
}
