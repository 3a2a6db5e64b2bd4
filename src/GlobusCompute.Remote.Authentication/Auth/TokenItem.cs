namespace GlobusCompute.Remote.Authentication.Auth;

/// <summary>One token of an answer.</summary>
internal sealed record TokenItem(string ResourceServer, string AccessToken, string? RefreshToken, string Scope, TimeSpan Life)
{
    /// <summary>Never the tokens.</summary>
    public override string ToString() => $"token for {ResourceServer}";
}
