using System.Diagnostics;

namespace GlobusCompute.Remote.LocalService;

/// <summary>
/// Describes an application that is registered at a <see cref="LocalAuth"/>. Neither <see cref="object.ToString"/> nor the service's log shows the secret.
/// </summary>
[DebuggerDisplay("{Kind} {Id}")]
public sealed class LocalAuthClient
{
    /// <summary>Initializes a client: a native one with a random id and without redirect URIs of its own.</summary>
    public LocalAuthClient()
    {
    }

    /// <summary>Initializes a client.</summary>
    /// <param name="kind">What kind of application it is.</param>
    /// <param name="redirectUris">Its redirect URIs, see <see cref="RedirectUris"/>.</param>
    public LocalAuthClient(LocalAuthClientKind kind, params Uri[] redirectUris) => (Kind, RedirectUris) = (kind, redirectUris);

    internal LocalAuthClient(LocalAuthClient other) =>
        (Id, Name, Kind, Secret, RedirectUris) =
        (other.Id, other.Name, other.Kind, other.Secret, other.RedirectUris is { } uris ? [.. uris] : null!);

    /// <summary>Gets or sets the client id; not all zero, and no other client's. Default: a random one.</summary>
    public Guid Id { get; set; } = Guid.NewGuid();

    /// <summary>Gets or sets the name that the consent page shows; not empty, without control characters. Default <c>Local client</c>.</summary>
    public string Name { get; set; } = "Local client";

    /// <summary>Gets or sets what kind of application it is. Default <see cref="LocalAuthClientKind.Native"/>.</summary>
    public LocalAuthClientKind Kind { get; set; }

    /// <summary>
    /// Gets or sets the client secret, visible ASCII characters without blanks. Null (the default) makes a random one when the client is registered, except
    /// for a native client, which has none.
    /// </summary>
    public string? Secret { get; set; }

    /// <summary>
    /// Gets or sets where people may be sent back to: absolute HTTP or HTTPS URIs in ASCII without a fragment, compared character by character. A web client
    /// needs one; a native client may use the loopback interface and the page that shows a code besides. Default none.
    /// </summary>
    public IReadOnlyCollection<Uri> RedirectUris { get; set; } = [];
}
