using System.Text.Json;
using Xunit;

namespace GlobusCompute.Remote.Tests.Attaching;

public sealed class HandleTests
{
    private static readonly ComputeTaskHandle s_full = new(
        Guid.Parse("11111111-2222-4333-8444-555555555555"),
        Guid.Parse("21111111-2222-4333-8444-555555555555"),
        Guid.Parse("31111111-2222-4333-8444-555555555555"),
        Guid.Parse("41111111-2222-4333-8444-555555555555"),
        "IAnalysis.Fit",
        "00ff",
        "file \"é😀\".csv");

    [Fact]
    public void A_handle_is_one_line_of_JSON_and_comes_back_the_same()
    {
        var json = s_full.ToJson();

        Assert.DoesNotContain('\n', json);
        Assert.Contains("\"task_id\":\"11111111-2222-4333-8444-555555555555\"", json);
        Assert.Equal(s_full, ComputeTaskHandle.Parse(json));
        Assert.True(ComputeTaskHandle.TryParse(json, out var read));
        Assert.Equal(s_full, read);
    }

    [Fact]
    public void What_is_not_known_is_left_out()
    {
        var handle = s_full with { TaskId = null, Tag = null, FunctionHash = null };

        Assert.DoesNotContain("null", handle.ToJson());
        Assert.Equal(handle, ComputeTaskHandle.Parse(handle.ToJson()));
    }

    [Fact]
    public void An_app_can_serialise_it_by_its_own_rules() =>
        Assert.Equal(s_full, JsonSerializer.Deserialize<ComputeTaskHandle>(JsonSerializer.Serialize(s_full)));

    [Fact]
    public void Members_of_later_versions_are_ignored() =>
        Assert.Equal(s_full, ComputeTaskHandle.Parse(s_full.ToJson().Replace("{", "{\"colour\":[1,{}],", StringComparison.Ordinal)));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"task_id\":\"no uuid\"}")]
    [InlineData("not JSON")]
    public void Other_text_is_refused(string text)
    {
        Assert.Throws<FormatException>(() => ComputeTaskHandle.Parse(text));
        Assert.False(ComputeTaskHandle.TryParse(text, out _));
    }
}
