using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace GlobusCompute.Remote.TestFixtures;

/// <summary>Hands out TCP ports of 127.0.0.1 on which nothing listens, each at most once per process.</summary>
/// <remarks>
/// The system is not asked for a port of its choice. It would choose one from which it also takes the source ports of
/// outgoing connections: while a server on it is down, any connection may occupy it, and a client that keeps trying to
/// reconnect over loopback may even end up connected to itself. So ports outside of that range are tried instead.
/// </remarks>
public static class FreePorts
{
    private const int FirstPort = 10_000;
    private const int MinimumCount = 1_000;

    // Where Windows and macOS begin; Linux says it in a file.
    private const int DefaultOutgoingStart = 49_152;

    private static readonly Lock s_lock = new();
    private static readonly HashSet<int> s_handedOut = [];
    private static readonly int s_end = ReadOutgoingStart();

    /// <summary>Gets a port that is free now and that this process has not been given before.</summary>
    /// <returns>The port, 1 to 65535.</returns>
    /// <exception cref="InvalidOperationException">No free port was found.</exception>
    /// <remarks>Thread-safe. Other processes are not kept from taking the port before the caller does.</remarks>
    public static int Next()
    {
        lock (s_lock)
        {
            for (var attempt = 0; attempt < MinimumCount; attempt++)
            {
                var candidate = s_end - FirstPort >= MinimumCount ? Random.Shared.Next(FirstPort, s_end) : 0;
                if (!s_handedOut.Contains(candidate) && Listen(candidate) is { } port && s_handedOut.Add(port))
                {
                    return port;
                }
            }
        }

        throw new InvalidOperationException(
            $"None of {MinimumCount} ports tried on 127.0.0.1 is free; end processes that hold ports there.");
    }

    // Listening, not only binding: two sockets may be bound to one port as long as only one listens.
    private static int? Listen(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen();
            return ((IPEndPoint)socket.LocalEndPoint!).Port;
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return null;
        }
    }

    private static int ReadOutgoingStart()
    {
        const string File = "/proc/sys/net/ipv4/ip_local_port_range";
        if (!OperatingSystem.IsLinux() || !System.IO.File.Exists(File))
        {
            return DefaultOutgoingStart;
        }

        var range = System.IO.File.ReadAllText(File).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return int.Parse(range[0], CultureInfo.InvariantCulture);
    }
}
