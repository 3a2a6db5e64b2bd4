namespace GlobusCompute.Remote.TestFixtures;

/// <summary>The way data takes through a <see cref="TcpFaultProxy"/>.</summary>
[Flags]
public enum TcpDirection
{
    /// <summary>From the client to the server.</summary>
    ToServer = 1,

    /// <summary>From the server to the client.</summary>
    ToClient = 2,

    /// <summary>Both ways.</summary>
    Both = ToServer | ToClient,
}
