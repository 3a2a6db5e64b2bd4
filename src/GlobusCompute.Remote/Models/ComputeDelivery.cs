namespace GlobusCompute.Remote.Models;

/// <summary>Specifies how a client receives results.</summary>
public enum ComputeDelivery
{
    /// <summary>By a stream from the service's message broker, and by asking for them while that is unreachable. The default.</summary>
    Stream = 0,

    /// <summary>By asking for them only. Nothing but HTTPS is used.</summary>
    Poll = 1,
}
