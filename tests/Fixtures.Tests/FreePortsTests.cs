using System.Net;
using System.Net.Sockets;
using Xunit;

namespace GlobusCompute.Remote.TestFixtures.Tests;

public sealed class FreePortsTests
{
    [Fact]
    public void No_port_is_handed_out_twice_even_to_many_threads()
    {
        var ports = new int[500];

        Parallel.For(0, ports.Length, index => ports[index] = FreePorts.Next());

        Assert.Equal(ports.Length, ports.Distinct().Count());
        Assert.All(ports, port => Assert.InRange(port, 1, IPEndPoint.MaxPort));
    }

    [Fact]
    public void A_port_can_be_listened_on()
    {
        using var listener = new TcpListener(IPAddress.Loopback, FreePorts.Next());

        listener.Start();

        Assert.True(listener.Server.IsBound);
    }

    [Fact]
    public void No_port_is_one_that_the_system_gives_to_outgoing_connections()
    {
        var limits = File.ReadAllText("/proc/sys/net/ipv4/ip_local_port_range").Split('\t');

        Assert.All(Enumerable.Range(0, 50), _ => Assert.NotInRange(FreePorts.Next(), int.Parse(limits[0]), int.Parse(limits[1])));
    }
}
