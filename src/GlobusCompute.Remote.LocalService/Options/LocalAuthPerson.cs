using System.Diagnostics;

namespace GlobusCompute.Remote.LocalService;

/// <summary>Describes a made-up person who can sign in to the <see cref="LocalAuth"/> of a <see cref="LocalComputeService"/>, without a password.</summary>
[DebuggerDisplay("{Username}")]
public sealed class LocalAuthPerson
{
    /// <summary>Initializes a person without a name, for binding.</summary>
    public LocalAuthPerson()
    {
    }

    /// <summary>Initializes a person.</summary>
    /// <param name="username">The username, see <see cref="Username"/>.</param>
    /// <param name="name">The name, see <see cref="Name"/>.</param>
    /// <param name="id">The identity's id; null makes a random one.</param>
    public LocalAuthPerson(string username, string name, Guid? id = null) => (Username, Name, Id) = (username, name, id ?? Id);

    /// <summary>
    /// Gets or sets the username, like <c>alice@example.org</c>: one <c>@</c> between two texts without blanks and control characters, and no other person's.
    /// It is the e-mail address too, and the name by which <see cref="LocalTaskSnapshot.User"/> and log lines tell who called.
    /// </summary>
    public string Username { get; set; } = "";

    /// <summary>Gets or sets the name that pages and applications show; not empty, without control characters.</summary>
    public string Name { get; set; } = "";

    /// <summary>Gets or sets the id of the person's Globus identity, the <c>sub</c> of tokens; not all zero. Default: a random one.</summary>
    public Guid Id { get; set; } = Guid.NewGuid();

    internal string Domain => Username[(Username.IndexOf('@') + 1)..];
}
