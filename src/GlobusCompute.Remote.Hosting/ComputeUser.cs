namespace GlobusCompute.Remote.Hosting;

/// <summary>Represents somebody who calls: a person, or a service account. Immutable.</summary>
public sealed class ComputeUser
{
    /// <summary>Initializes a user with a credential.</summary>
    /// <param name="id">What identifies the user for as long as the app runs, such as the subject of a sign-in; compared by its characters.</param>
    /// <param name="credential">Gets the access tokens of the user.</param>
    /// <exception cref="ArgumentException"><paramref name="id"/> is empty.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="credential"/> is null.</exception>
    public ComputeUser(string id, IComputeCredential credential)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        ArgumentNullException.ThrowIfNull(credential);
        Id = id;
        Credential = credential;
    }

    /// <summary>Initializes a user with an access token, such as the one of a web request.</summary>
    /// <param name="id">What identifies the user for as long as the app runs, such as the subject of a sign-in; compared by its characters.</param>
    /// <param name="accessToken">The access token, without <c>Bearer</c>.</param>
    /// <exception cref="ArgumentException"><paramref name="id"/> or the token is empty, or the token contains characters that a header cannot.</exception>
    public ComputeUser(string id, string accessToken)
        : this(id, new ComputeAccessTokenCredential(accessToken))
    {
    }

    /// <summary>Gets what identifies the user.</summary>
    public string Id { get; }

    /// <summary>Gets what gets the access tokens of the user.</summary>
    public IComputeCredential Credential { get; }

    /// <summary>Returns the id. The text never contains a token.</summary>
    public override string ToString() => Id;
}
