using GlobusCompute.Remote.Runtime;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Wire;
using Xunit;

namespace GlobusCompute.Remote.Tests.Attaching;

public sealed class TagTests
{
    public static TheoryData<string> BadTags => ["", new string('x', 1001), "half \ud83d", "\ude00"];

    [Theory]
    [MemberData(nameof(BadTags))]
    public async Task A_tag_that_cannot_be_stored_is_refused_at_the_call(string tag)
    {
        var service = new FakeComputeService();
        await using var client = new ComputeClient(new ComputeRuntime(service, TestCalls.Options()));
        await using var executor = client.CreateExecutor(TestCalls.Endpoint);
        var options = new ComputeCallOptions { Tag = tag };

        foreach (var call in new Action[]
        {
            () => executor.SubmitToRegisteredFunction(Guid.NewGuid(), options: options),
            () => executor.SubmitToRegisteredFunction<int>(Guid.NewGuid(), options: options),
            () => executor.Map<int, int>(PythonFunction.FromId(Guid.NewGuid()), [1], options: options),
            () => client.Attach<int>(Guid.NewGuid(), options),
        })
        {
            Assert.StartsWith("ComputeCallOptions.Tag: ", Assert.Throws<ArgumentException>(call).Message);
        }

        Assert.Equal((0, 0), (executor.PendingCalls, client.UnsentCalls));
    }

    [Fact]
    public void Options_with_another_tag_are_a_copy()
    {
        var options = ComputeCallOptions.ForReflection();
        (options.Idempotent, options.AllowNone, options.Timeout, options.Tag) = (true, true, TimeSpan.FromSeconds(1), "all");

        var one = options.WithTag("one");

        Assert.Equal(("all", "one"), (options.Tag, one.Tag));
        Assert.Null(one.WithTag(null).Tag);
        Assert.Equal((true, true, TimeSpan.FromSeconds(1)), (one.Idempotent, one.AllowNone, one.Timeout));
        Assert.Same(options.Rules(TestCalls.Options()), one.Rules(TestCalls.Options()));
    }

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
