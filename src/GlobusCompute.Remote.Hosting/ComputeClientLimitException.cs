namespace GlobusCompute.Remote.Hosting;

/// <summary>
/// No client could be rented: there are <see cref="GlobusComputeUsersOptions.MaxClients"/> clients of users, and each is leased or has pending calls. A web app
/// answers with 503 then.
/// </summary>
public sealed class ComputeClientLimitException : InvalidOperationException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="maxClients">The limit.</param>
    /// <param name="innerException">The cause, or null.</param>
    public ComputeClientLimitException(string message, int maxClients, Exception? innerException = null)
        : base(message, innerException) => MaxClients = maxClients;

    internal ComputeClientLimitException(int maxClients)
        : this(
            $"All {maxClients:N0} clients of users are in use. Dispose leases when they are no longer needed, or raise "
            + $"{GlobusComputeDefaults.SectionName}:{nameof(GlobusComputeOptions.Users)}:{nameof(GlobusComputeUsersOptions.MaxClients)}.",
            maxClients)
    {
    }

    /// <summary>Gets the limit.</summary>
    public int MaxClients { get; }
}
