using System.Net.Security;
using GlobusCompute.Remote.Results;
using Xunit;

namespace GlobusCompute.Remote.Tests.Results;

public sealed class StreamAddressTests
{
    private static readonly Guid s_group = Guid.Parse("bbbbbbbb-0000-4000-8000-000000000002");

    [Theory]
    [InlineData("amqps://u:p@compute.amqps.globus.org:443/", 443, "/")]
    [InlineData("amqps://u:p@compute.amqps.globus.org", 5671, "/")]
    [InlineData("amqps://u:p@compute.amqps.globus.org/%2F", 5671, "/")]
    [InlineData("amqps://u:p@compute.amqps.globus.org/a%2Fb?heartbeat=5", 5671, "a/b")]
    [InlineData("amqp://u:p@127.0.0.1", 5672, "/")]
    [InlineData("amqp://u:p@[::1]:5679/x", 5679, "x")]
    public void Port_and_virtual_host_are_read_as_Python_reads_them(string url, int port, string virtualHost)
    {
        var address = new StreamAddress("prefix.", url);
        var factory = address.CreateFactory(address.Port, "test", new StreamSockets(tunnel: null), validation: null);

        Assert.Equal(port, factory.Port);
        Assert.Equal(virtualHost, factory.VirtualHost);
        Assert.Equal("prefix.bbbbbbbb-0000-4000-8000-000000000002", address.QueueName(s_group));
    }

    [Fact]
    public void User_and_password_are_unescaped()
    {
        var factory = new StreamAddress("", "amqps://us%40er:p%3Aa%2Fss@host").CreateFactory(5671, "test", new StreamSockets(tunnel: null), validation: null);

        Assert.Equal("us@er", factory.UserName);
        Assert.Equal("p:a/ss", factory.Password);
    }

    [Fact]
    public void The_certificate_must_be_the_host_s_and_recovery_is_ours()
    {
        var factory = new StreamAddress("", "amqps://u:p@host").CreateFactory(443, "test", new StreamSockets(tunnel: null), validation: null);

        Assert.True(factory.Ssl.Enabled);
        Assert.Equal("host", factory.Ssl.ServerName);
        Assert.Equal(SslPolicyErrors.None, factory.Ssl.AcceptablePolicyErrors);
        Assert.False(factory.AutomaticRecoveryEnabled);
        Assert.False(factory.TopologyRecoveryEnabled);
    }

    [Theory]
    [InlineData("https://u:secret@host")]
    [InlineData("not a url with secret")]
    [InlineData("amqp://u:secret@other.example.org")]
    [InlineData("")]
    public void A_useless_address_is_refused_without_showing_its_password(string url) =>
        Assert.DoesNotContain("secret", Assert.Throws<FormatException>(() => new StreamAddress("", url)).Message);
}
