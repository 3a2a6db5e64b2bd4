using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Filters;
using GlobusCompute.Remote.IntegrationTests.Formats;
using GlobusCompute.Remote.Serialization;
using Xunit;

namespace GlobusCompute.Remote.Testing.Tests.Recording;

/// <summary>Secrets do not reach a recording.</summary>
public sealed class RedactionTests : IDisposable
{
    private const string Secret = "hunter2 \"quoted\"";

    private readonly TemporaryFolder _folder = new();

    public interface IVault
    {
        [ComputeFunction(Source = "def by_position(name, password):\n    return ''\n")]
        ComputeFuture<string> ByPosition(string name, [Sensitive] string password);

        [ComputeFunction(Source = "def by_keyword(name, password=None):\n    return ''\n")]
        ComputeFuture<string> ByKeyword(string name, [PythonKeyword, ComputeOmitWhenNull, Sensitive] string? password = null);

        [ComputeFunction(Source = "def of_many(name, *passwords):\n    return ''\n")]
        ComputeFuture<string> OfMany(string name, [Sensitive] params string[] passwords);

        [ComputeFunction(Source = "def of_bytes(name, key):\n    return ''\n")]
        ComputeFuture<string> OfBytes(string name, [Sensitive] byte[] key);

        [ComputeFunction(Source = "def each(name, password):\n    return ''\n")]
        ComputeMap<string> Each([ComputeEach] IEnumerable<string> name, [Sensitive] string password, ComputeMapOptions? options = null);

        [ComputeFunction(Source = "def each_secret(name, password):\n    return ''\n")]
        ComputeMap<string> EachSecret([ComputeEach] IEnumerable<string> name, [ComputeEach, Sensitive] IEnumerable<string> password, ComputeMapOptions? options = null);

        [ComputeFunction(Source = "def formatted(name, text, *more):\n    return ''\n")]
        ComputeFuture<string> Formatted(string name, [Sensitive] Shout text, [Sensitive] params Shout[] more);

        [ComputeFunction(Source = "def each_formatted(name, text, other):\n    return ''\n")]
        ComputeMap<string> EachFormatted(
            [ComputeEach] IEnumerable<string> name, [ComputeEach, Sensitive] IEnumerable<Shout> text, [Sensitive] Shout other, ComputeMapOptions? options = null);

        [ComputeShellFunction("login {name} {password}")]
        ComputeFuture<ShellResult> Login(string name, [Sensitive] string password);

        [ComputeShellFunction("login {name} {passwords}")]
        ComputeFuture<ShellResult> LoginEach(string name, [Sensitive] string[] passwords);
    }

    private string File => _folder.File("run.jsonl");

    public static TheoryData<string> Ways => [.. s_ways.Keys];

    private static readonly Dictionary<string, Func<IVault, string, Task>> s_ways = new()
    {
        ["by position"] = static (vault, secret) => vault.ByPosition("ann", secret),
        ["by keyword"] = static (vault, secret) => vault.ByKeyword("ann", secret),
        ["params"] = static (vault, secret) => vault.OfMany("ann", secret, "other secret"),
        ["bytes"] = static (vault, secret) => vault.OfBytes("ann", System.Text.Encoding.UTF8.GetBytes(secret)),
        ["map"] = static (vault, secret) => RunAsync(vault.Each(["ann", "bob"], secret)),
        ["map in chunks"] = static (vault, secret) => RunAsync(vault.Each(["ann", "bob"], secret, new ComputeMapOptions { ChunkSize = 2 })),
        ["map of secrets"] = static (vault, secret) => RunAsync(vault.EachSecret(["ann", "bob"], [secret, "other secret"])),
        ["map of secrets in chunks"] =
            static (vault, secret) => RunAsync(vault.EachSecret(["ann", "bob"], [secret, "other secret"], new ComputeMapOptions { ChunkSize = 2 })),
        ["format"] = static (vault, secret) => vault.Formatted("ann", new Shout(secret), new Shout("other secret")),
        ["map of formatted secrets"] = static (vault, secret) => RunAsync(vault.EachFormatted(["ann"], [new Shout(secret)], new Shout("other secret"))),
        ["map of formatted secrets in chunks"] = static (vault, secret) => RunAsync(
            vault.EachFormatted(["ann", "bob"], [new Shout(secret), new Shout(secret)], new Shout("other secret"), new ComputeMapOptions { ChunkSize = 2 })),
        ["command"] = static (vault, secret) => vault.Login("ann", secret),
        ["command with a list"] = static (vault, secret) => vault.LoginEach("ann", [secret, "other secret"]),
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_sensitive_argument_is_not_recorded_and_its_value_does_not_matter_to_a_replay(string way)
    {
        await RecordAsync(vault => s_ways[way](vault, Secret));

        var text = await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken);
        Assert.Contains("[sensitive]", text, StringComparison.Ordinal);
        Assert.Contains("ann", text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
        Assert.DoesNotContain("other secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String("hunter2 "u8)[..8], text, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String("\0hunter2 "u8)[..8], text, StringComparison.Ordinal);

        await using var replay = new ComputeReplay(File);
        await using var client = new ComputeClient(replay.CreateClientOptions());
        await s_ways[way](client.CreateExecutor(Guid.NewGuid()).CreateProxy<IVault>(), "another secret");
        Assert.Empty(replay.Mismatches);
        Assert.Empty(replay.UnusedCalls);
    }

    [Fact]
    public async Task Other_arguments_still_matter()
    {
        await RecordAsync(static vault => vault.ByPosition("ann", Secret));
        await using var replay = new ComputeReplay(File);
        await using var client = new ComputeClient(replay.CreateClientOptions());

        var error = await Assert.ThrowsAsync<ReplayMismatchException>(
            () => client.CreateExecutor(Guid.NewGuid()).CreateProxy<IVault>().ByPosition("bob", Secret));

        Assert.Contains("ByPosition('bob', '[sensitive]') is not recorded", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sensitive_text_that_comes_back_in_a_result_or_a_failure_is_taken_out()
    {
        await RecordAsync(
            static async vault =>
            {
                await vault.ByPosition("echo", Secret);
                await Assert.ThrowsAsync<TaskExecutionFailedException>(() => vault.ByKeyword("fail", Secret));
            },
            fake =>
            {
                fake.Setup((IVault x) => x.ByPosition("", "")).Returns(static call => $"<{call.Argument<string>("password")}>");
                fake.Setup((IVault x) => x.ByKeyword("", "")).Raises("ValueError", $"bad password {Secret}");
            });
        Assert.DoesNotContain("hunter2", await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken), StringComparison.Ordinal);

        await using var replay = new ComputeReplay(File);
        await using var client = new ComputeClient(replay.CreateClientOptions());
        var vault = client.CreateExecutor(Guid.NewGuid()).CreateProxy<IVault>();
        Assert.Equal("<[sensitive]>", await vault.ByPosition("echo", "x"));
        Assert.Equal("bad password [sensitive]", (await Assert.ThrowsAsync<TaskExecutionFailedException>(() => vault.ByKeyword("fail", "x"))).RemoteMessage);
    }

    [Fact]
    public async Task The_callback_sees_each_text_and_the_replay_compares_what_it_left()
    {
        var options = new ComputeRecordingOptions { Redact = static text => text.Replace("/home/ann", "~", StringComparison.Ordinal) };
        await RecordAsync(
            static vault => vault.ByPosition("/home/ann/a", "x"),
            static fake => fake.Setup((IVault x) => x.ByPosition("", "")).Returns("/home/ann/b"),
            options);
        Assert.DoesNotContain("/home/ann", await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken), StringComparison.Ordinal);

        await using var replay = new ComputeReplay(File, new ComputeReplayOptions { Recording = options });
        await using var client = new ComputeClient(replay.CreateClientOptions());
        var vault = client.CreateExecutor(Guid.NewGuid()).CreateProxy<IVault>();
        Assert.Equal("~/b", await vault.ByPosition("/home/ann/a", "y"));
    }

    [Fact]
    public async Task A_binary_value_in_which_something_would_change_is_left_out_and_not_replayed()
    {
        var options = new ComputeRecordingOptions { Redact = static text => text.Replace("ann", "bob", StringComparison.Ordinal) };
        await RecordAsync(
            static vault => vault.ByPosition("x", "y"),
            static fake => fake.Setup((IVault x) => x.ByPosition("", "")).ReturnsPayload("00\ngASVBwAAAAAAAACMA2FubpQu\n"),
            options);

        Assert.Contains("\"result\":{\"withheld\":true}", await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await using var replay = new ComputeReplay(File, new ComputeReplayOptions { Recording = options });
        await using var client = new ComputeClient(replay.CreateClientOptions());
        var error = await Assert.ThrowsAsync<ReplayMismatchException>(() => client.CreateExecutor(Guid.NewGuid()).CreateProxy<IVault>().ByPosition("x", "y"));
        Assert.Equal(ReplayMismatchReason.Withheld, error.Mismatch.Reason);
    }

    [Fact]
    public async Task A_callback_that_throws_fails_the_recording_and_no_call()
    {
        await using var fake = CreateFake();
        var recorder = new ComputeRecorder(File, new ComputeRecordingOptions { Redact = static _ => throw new InvalidTimeZoneException("odd") });
        await using var client = new ComputeClient(recorder.CreateClientOptions(fake.CreateClientOptions()));

        Assert.Equal("done", await client.CreateExecutor(fake.EndpointId).CreateProxy<IVault>().ByPosition("x", "y"));

        await client.DisposeAsync();
        Assert.Contains("odd", Assert.Throws<InvalidOperationException>(recorder.Dispose).Message, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public async Task Filters_are_told_which_arguments_are_sensitive()
    {
        var seen = new List<(string?, bool)>();
        await using var fake = CreateFake();
        var options = fake.CreateClientOptions();
        options.Filters.Insert(0, new Listing(seen));
        await using var client = new ComputeClient(options);

        await client.CreateExecutor(fake.EndpointId).CreateProxy<IVault>().ByPosition("x", "y");
        await client.CreateExecutor(fake.EndpointId).CreateProxy<IVault>().Login("x", "y");

        Assert.Equal([("name", false), ("password", true), ("name", false), ("password", true)], seen);
    }

    private static async Task RunAsync(ComputeMap<string> map)
    {
        await foreach (var item in map)
        {
            Assert.Equal("done", item.Value);
        }
    }

    private static FakeCompute CreateFake()
    {
        var fake = new FakeCompute();
        fake.Setup((IVault x) => x.ByPosition("", "")).Returns("done");
        fake.Setup((IVault x) => x.ByKeyword("", null)).Returns("done");
        fake.Setup((IVault x) => x.OfMany("", Array.Empty<string>())).Returns("done");
        fake.Setup((IVault x) => x.OfBytes("", Array.Empty<byte>())).Returns("done");
        fake.Setup((IVault x) => x.Each(Array.Empty<string>(), "", null)).Returns("done");
        fake.Setup((IVault x) => x.EachSecret(Array.Empty<string>(), Array.Empty<string>(), null)).Returns("done");
        fake.Setup((IVault x) => x.Login("", "")).Returns(new ShellResult("login", "done", "", 0));
        fake.Setup((IVault x) => x.Formatted("", null!)).Returns("done");
        fake.Setup((IVault x) => x.EachFormatted(null!, null!, null!, null)).Returns("done");
        fake.Setup((IVault x) => x.LoginEach("", Array.Empty<string>())).Returns(new ShellResult("login", "done", "", 0));
        return fake;
    }

    private async Task RecordAsync(Func<IVault, Task> run, Action<FakeCompute>? setUp = null, ComputeRecordingOptions? options = null)
    {
        await using var fake = CreateFake();
        setUp?.Invoke(fake);
        await using var recorder = new ComputeRecorder(File, options);
        await using var client = new ComputeClient(recorder.CreateClientOptions(fake.CreateClientOptions()));
        await run(client.CreateExecutor(fake.EndpointId).CreateProxy<IVault>());
    }

    private sealed class Listing(List<(string? Name, bool IsSensitive)> seen) : IComputeCallFilter
    {
        public Task<T> InvokeAsync<T>(ComputeCallContext context, ComputeCallDelegate<T> proceed, CancellationToken cancellationToken)
        {
            seen.AddRange(context.Arguments.Select(static argument => (argument.Name, argument.IsSensitive)));
            return proceed(context, cancellationToken);
        }
    }
}
