using GlobusCompute.Remote.Settings;
using Xunit;

namespace GlobusCompute.Remote.Tests.Options;

/// <summary>Environments have the names and the variables of Python's SDK.</summary>
public sealed class GlobusEnvironmentTests
{
    [Theory]
    [InlineData("production", "https://compute.api.globus.org/", "https://auth.globus.org/")]
    [InlineData("preview", "https://compute.api.preview.globus.org/", "https://auth.preview.globus.org/")]
    [InlineData("sandbox", "https://compute.api.sandbox.globuscs.info/", "https://auth.sandbox.globuscs.info/")]
    [InlineData("test", "https://compute.api.test.globuscs.info/", "https://auth.test.globuscs.info/")]
    [InlineData("integration", "https://compute.api.integration.globuscs.info/", "https://auth.integration.globuscs.info/")]
    [InlineData("staging", "https://compute.api.staging.globuscs.info/", "https://auth.staging.globuscs.info/")]
    [InlineData("dev", "https://api.dev.funcx.org/", null)]
    [InlineData("local", "http://localhost:5000/", null)]
    public void An_environment_is_known_by_its_name(string name, string service, string? auth)
    {
        var environment = GlobusEnvironment.Get(name);
        var read = GlobusEnvironment.Read(variable => variable == GlobusEnvironment.NameVariable ? $" {name} " : null);

        Assert.Equal((name, service, auth), (environment.Name, environment.ServiceUrl.AbsoluteUri, environment.AuthUrl?.AbsoluteUri));
        Assert.Equal((name, service, auth), (read.Name, read.ServiceUrl.AbsoluteUri, read.AuthUrl?.AbsoluteUri));
    }

    [Fact]
    public void Without_a_variable_it_is_production()
    {
        Assert.Same(GlobusEnvironment.Production, GlobusEnvironment.Read(static _ => null));
        Assert.Same(GlobusEnvironment.Production, GlobusEnvironment.Read(static _ => ""));
        Assert.Equal(GlobusEnvironment.Current.ServiceUrl, new ComputeClientOptions().ServiceUrl);
    }

    [Theory]
    [InlineData("prodction")]
    [InlineData("Production")]
    [InlineData("..")]
    public void A_name_that_is_not_known_is_not_taken_for_production(string name)
    {
        Assert.Contains("preview", Assert.Throws<ArgumentException>(() => GlobusEnvironment.Get(name)).Message);
        var error = Assert.Throws<InvalidOperationException>(() => GlobusEnvironment.Read(variable => variable == GlobusEnvironment.NameVariable ? name : null));
        Assert.Contains(GlobusEnvironment.NameVariable, error.Message);
    }

    [Fact]
    public void The_address_of_Globus_Auth_can_be_another()
    {
        var environment = GlobusEnvironment.Read(static variable => variable == GlobusEnvironment.NameVariable ? "local" : "http://127.0.0.1:8000");

        Assert.Equal("http://localhost:5000/", environment.ServiceUrl.AbsoluteUri);
        Assert.Equal("http://127.0.0.1:8000/", environment.AuthUrl!.AbsoluteUri);
    }

    [Theory]
    [InlineData("http://auth.example.org/")]
    [InlineData("https://user:password@auth.example.org/")]
    [InlineData("https://auth.example.org/?x=1")]
    [InlineData("ftp://auth.example.org/")]
    [InlineData("auth.example.org")]
    public void Addresses_are_of_https_or_of_this_machine(string address)
    {
        Assert.Throws<InvalidOperationException>(
            () => GlobusEnvironment.Read(variable => variable == GlobusEnvironment.AuthUrlVariable ? address : null));
        if (Uri.TryCreate(address, UriKind.RelativeOrAbsolute, out var url))
        {
            Assert.Throws<ArgumentException>(() => new GlobusEnvironment("own", url, null));
            Assert.Throws<ArgumentException>(() => new GlobusEnvironment("own", new Uri("https://service.example.org"), url));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("a:b")]
    public void A_name_can_be_part_of_a_file_name(string name) =>
        Assert.Throws<ArgumentException>(() => new GlobusEnvironment(name, new Uri("https://service.example.org"), null));
}
