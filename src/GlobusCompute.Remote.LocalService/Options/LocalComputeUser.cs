using System.Diagnostics;

namespace GlobusCompute.Remote.LocalService;

/// <summary>
/// Describes a user of a <see cref="LocalComputeService"/>: who calls when a request carries the token. Neither <see cref="object.ToString"/> nor the
/// service's log shows the token.
/// </summary>
[DebuggerDisplay("{Name}")]
public sealed class LocalComputeUser
{
    /// <summary>Initializes a user without name and token, for binding.</summary>
    public LocalComputeUser()
    {
    }

    /// <summary>Initializes a user.</summary>
    /// <param name="name">The name, see <see cref="Name"/>.</param>
    /// <param name="token">The bearer token, see <see cref="Token"/>.</param>
    public LocalComputeUser(string name, string token) => (Name, Token) = (name, token);

    /// <summary>
    /// Gets or sets the name by which log lines and <see cref="LocalTaskSnapshot.User"/> tell who called; not empty, without control characters. Several
    /// users with one name are one user with several tokens, such as an old and a renewed one.
    /// </summary>
    public string Name { get; set; } = "";

    /// <summary>Gets or sets the bearer token of the user's requests; visible ASCII characters, and no other user's.</summary>
    public string Token { get; set; } = "";
}
