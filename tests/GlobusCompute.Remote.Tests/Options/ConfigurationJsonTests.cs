using System.Text;
using GlobusCompute.Remote.Settings;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace GlobusCompute.Remote.Tests.Options;

/// <summary>A section of appsettings.json as the JSON object that it is there.</summary>
public sealed class ConfigurationJsonTests
{
    [Theory]
    [InlineData("""{"account":"abc","nodes":2,"exclusive":true,"shared":false,"memory":1.5}""", null)]
    [InlineData("""{"deep":{"a":{"b":"c"},"list":["x",2,{"y":null}]}}""", null)]
    [InlineData("""{"queue":"007","time":"01:30:00","text":"two words","dash":"-"}""", null)]
    [InlineData("""{"account":"\"42\"","json":"{\"a\":[1]}","none":"null"}""", """{"account":"42","json":{"a":[1]},"none":null}""")]
    [InlineData("""{"flag":"TRUE","empty":""}""", """{"empty":"","flag":true}""")]
    [InlineData("""{"0":"a","2":"b"}""", null)]
    [InlineData("""{"list":["a","b","c","d","e","f","g","h","i","j",10]}""", null)]
    public void It_comes_out_as_it_was_written(string written, string? expected)
    {
        var section = Configuration($$"""{"Endpoint":{{written}}}""").GetSection("Endpoint");

        var read = ConfigurationJson.Read(section.AsEnumerable(makePathsRelative: true));

        Assert.True(System.Text.Json.Nodes.JsonNode.DeepEquals(System.Text.Json.Nodes.JsonNode.Parse(expected ?? written), read), read?.ToJsonString());
    }

    [Fact]
    public void A_section_that_is_not_there_is_null()
    {
        Assert.Null(ConfigurationJson.Read(Configuration("{}").GetSection("Endpoint").AsEnumerable(makePathsRelative: true)));
        Assert.Throws<ArgumentNullException>(() => ConfigurationJson.Read(null!));
    }

    [Fact]
    public void A_later_source_changes_members_whatever_their_case()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("E:Nodes", "1"), new("E:Queue", "debug")])
            .AddInMemoryCollection([new("e:nodes", "2")])
            .Build();

        var read = ConfigurationJson.Read(configuration.GetSection("E").AsEnumerable(makePathsRelative: true))!;

        Assert.Equal((2, 2), (read.Count, (int)(read["Nodes"] ?? read["nodes"])!));
    }

    internal static IConfigurationRoot Configuration(string json) =>
        new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();
}
