namespace GlobusCompute.Remote.TestFixtures;

/// <summary>How <see cref="TcpFaultProxy.Cut"/> ends connections.</summary>
public enum TcpCut
{
    /// <summary>With RST: both sides get "connection reset", as when a host or a middlebox drops the connection.</summary>
    Reset,

    /// <summary>With FIN: both sides read the end of the stream, as when the other process ended.</summary>
    Finish,
}
