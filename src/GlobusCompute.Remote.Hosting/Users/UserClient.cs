using GlobusCompute.Remote.Hosting.Clients;

namespace GlobusCompute.Remote.Hosting.Users;

/// <summary>The client of a user, and who uses it. What changes is guarded by the lock of <see cref="UserClients"/>.</summary>
internal sealed class UserClient(string userId, UserCredential credential, ComputeClient client, ExecutorSet executors)
{
    public string UserId => userId;

    public UserCredential Credential => credential;

    public ComputeClient Client => client;

    public ExecutorSet Executors => executors;

    /// <summary>How many leases there are.</summary>
    public int Leases { get; set; }

    /// <summary>The moment of the clock from which on nobody has used it, if nobody does.</summary>
    public long IdleSince { get; set; }

    /// <summary>Whether it may be closed: nobody would notice.</summary>
    public bool IsIdle => Leases == 0 && client.PendingCalls == 0;
}
