using GlobusCompute.Remote.Runtime;
using GlobusCompute.Remote.Wire;
using Xunit;

namespace GlobusCompute.Remote.Tests.Attaching;

public sealed class TagTests
{
    public static TheoryData<string> BadTags => ["", new string('x', 1001), "half \ud83d", "\ude00"];

    [Theory]
    [MemberData(nameof(BadTags))]
    public void A_tag_that_cannot_be_stored_is_refused_where_it_is_given(string tag) =>
        Assert.Throws<ArgumentException>(() => new ComputeCallOptions { Tag = tag });

    [Fact]
    public async Task A_tag_stays_with_the_call_and_does_not_travel()
    {
        var tag = new string('x', 996) + "é😀!";
        var service = new FakeComputeService();
        await using var client = new ComputeClient(new ComputeRuntime(service, TestCalls.Options()));
        await using var executor = client.CreateExecutor(TestCalls.Endpoint);

        var future = executor.SubmitToRegisteredFunction(Guid.NewGuid(), options: new ComputeCallOptions { Tag = tag });
        var untagged = executor.SubmitToRegisteredFunction(Guid.NewGuid());
        await future;

        Assert.Equal(tag, future.Handle.Tag);
        Assert.Null(untagged.Handle.Tag);
        Assert.Equal(tag, ComputeTaskHandle.Parse(future.Handle.ToJson()).Tag);
    }
}
