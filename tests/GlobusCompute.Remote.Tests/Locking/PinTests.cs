using System.Net;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Locking;
using GlobusCompute.Remote.Runtime;
using GlobusCompute.Remote.Shared.Python;
using GlobusCompute.Remote.Testing;
using GlobusCompute.Remote.Wire;
using Xunit;

namespace GlobusCompute.Remote.Tests.Locking;

public sealed class PinTests : IAsyncDisposable
{
    private readonly FakeComputeService _service = new();
    private readonly ManualTimeProvider _time = new();
    private readonly ComputeClient _client;

    public PinTests() => _client = Client(TestCalls.Options(_time));

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public async Task What_is_missing_is_registered_with_all_that_belongs_to_it()
    {
        var group = Guid.NewGuid();
        var owner = Guid.NewGuid();
        var id = Guid.NewGuid();
        string? registered = null;
        _service.OnRegister = (function, _) =>
        {
            registered = $"{function.FunctionName} {function.FunctionCode.Split(':', 2)[1]} {function.Description} {function.Public} {function.Group}";
            return Task.FromResult(id);
        };
        var function = LockEntries.Function() with { Options = new() { Description = "d", Public = true, Group = group } };

        var report = await ComputeLockFile.Empty.PinAsync(_client, [function], new ComputePinOptions { Owner = owner });

        Assert.Equal($"fit {function.Source} d True {group}", registered);
        var entry = Assert.Single(report.Registered);
        Assert.Equal(
            new ComputeLockEntry
            {
                Method = function.Method,
                Environment = new Uri("http://127.0.0.1:1/"),
                FunctionId = id,
                SourceHash = function.SourceHash,
                Owner = owner,
                Time = _time.GetUtcNow(),
            },
            entry);
        Assert.Equal([entry], report.LockFile.Entries);
        Assert.Empty(report.Failures);
    }

    [Fact]
    public async Task Pinning_twice_registers_once_and_gives_the_same_bytes()
    {
        PinnableFunction[] functions = [LockEntries.Function("A.I.B"), LockEntries.Function("A.I.C", "def g(): pass\n", "g")];
        var first = await ComputeLockFile.Empty.PinAsync(_client, functions);
        _time.Advance(TimeSpan.FromDays(1));

        await using var another = Client(TestCalls.Options(_time));
        var second = await first.LockFile.PinAsync(another, functions);

        Assert.Equal(2, _service.Registrations);
        Assert.Empty(second.Registered);
        Assert.Equal(first.LockFile.ToString(), second.LockFile.ToString());
    }

    [Fact]
    public async Task What_has_drifted_is_registered_anew_and_all_else_stays()
    {
        var fit = LockEntries.Function();
        var other = LockEntries.Function("A.I.Other");
        ComputeLockEntry[] stay = [LockEntries.Entry(), LockEntries.Entry("A.I.Gone", "http://127.0.0.1:1/"), LockEntries.Entry("A.I.Other", "http://127.0.0.1:1/", hash: other.SourceHash)];
        var file = new ComputeLockFile([.. stay, LockEntries.Entry(environment: "http://127.0.0.1:1/")]);

        var report = await file.PinAsync(_client, [fit, other]);

        Assert.Equal(1, _service.Registrations);
        Assert.Equal(fit.SourceHash, Assert.Single(report.Registered).SourceHash);
        Assert.Equal(4, report.LockFile.Entries.Count);
        Assert.Subset(report.LockFile.Entries.ToHashSet(), stay.ToHashSet());
    }

    [Fact]
    public async Task A_function_that_is_refused_fails_alone_and_the_others_are_kept_as_they_come()
    {
        var refused = LockEntries.Function("A.I.B", "def b(): pass\n", "b");
        _service.OnRegister = static (function, _) => function.FunctionName == "b"
            ? throw new ComputeServiceException("POST /v3/functions", HttpStatusCode.UnprocessableEntity, "REQUEST_MALFORMED", "no")
            : Task.FromResult(Guid.NewGuid());
        var saved = new List<ComputeLockFile>();

        var report = await ComputeLockFile.Empty.PinAsync(
            _client,
            [LockEntries.Function("A.I.A"), refused, LockEntries.Function("A.I.C", "def c(): pass\n", "c")],
            new ComputePinOptions { OnPinned = saved.Add });

        var failure = Assert.Single(report.Failures);
        Assert.Equal(refused, failure.Function);
        Assert.Contains("A.I.B could not be registered", failure.Error.Message);
        Assert.Equal(["A.I.A", "A.I.C"], report.Registered.Select(static entry => entry.Method));
        Assert.Equal([1, 2], saved.Select(static file => file.Entries.Count));
        Assert.Equal(report.LockFile.ToString(), saved[^1].ToString());
    }

    public static TheoryData<Exception> ReasonsOfAll =>
    [
        new ServiceUnreachableException("POST /v3/functions", 3, "Connection refused", null),
        new ComputeServiceException("POST /v3/functions", HttpStatusCode.Unauthorized, "UNAUTHORIZED", "the token has expired"),
    ];

    [Theory]
    [MemberData(nameof(ReasonsOfAll))]
    public async Task A_reason_for_which_every_function_would_fail_is_told_once_and_ends_the_pinning(Exception reason)
    {
        var pinned = new TaskCompletionSource();
        _service.OnRegister = async (function, token) =>
        {
            // The other registrations get no answer at all.
            await (function.FunctionName switch { "a" => Task.CompletedTask, "b" => pinned.Task, _ => Task.Delay(Timeout.Infinite, token) });
            return function.FunctionName == "a" ? Guid.NewGuid() : throw reason;
        };
        var saved = new List<ComputeLockFile>();

        var report = await ComputeLockFile.Empty.PinAsync(
            _client,
            [
                LockEntries.Function("A.I.A", "def a(): pass\n", "a"),
                .. "bcde".Select(static name => LockEntries.Function($"A.I.{name}", $"def {name}(): pass\n", $"{name}")),
            ],
            new ComputePinOptions
            {
                OnPinned = file =>
                {
                    saved.Add(file);
                    pinned.SetResult();
                },
            });

        Assert.Same(reason, Assert.Single(report.Failures).Error.InnerException);
        Assert.Equal("A.I.A", Assert.Single(report.Registered).Method);
        Assert.Equal("A.I.A", Assert.Single(Assert.Single(saved).Entries).Method);
    }

    [Fact]
    public async Task What_was_registered_before_a_cancellation_was_handed_over()
    {
        using var stop = new CancellationTokenSource();
        _service.OnRegister = static async (function, token) =>
        {
            await (function.FunctionName == "b" ? Task.Delay(Timeout.Infinite, token) : Task.CompletedTask);
            return Guid.NewGuid();
        };
        ComputeLockFile? saved = null;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ComputeLockFile.Empty.PinAsync(
            _client,
            [LockEntries.Function("A.I.B", "def b(): pass\n", "b"), LockEntries.Function("A.I.A")],
            new ComputePinOptions
            {
                OnPinned = file =>
                {
                    saved = file;
                    stop.Cancel();
                },
            },
            stop.Token));

        Assert.Equal("A.I.A", Assert.Single(saved!.Entries).Method);
    }

    [Fact]
    public async Task Methods_that_would_register_the_same_share_one_function()
    {
        var report = await ComputeLockFile.Empty.PinAsync(_client, [LockEntries.Function("A.I.A"), LockEntries.Function("A.I.B")]);

        Assert.Equal(1, _service.Registrations);
        Assert.Equal(report.Registered[0].FunctionId, report.Registered[1].FunctionId);
    }

    [Fact]
    public async Task What_the_client_has_registered_already_is_not_registered_again()
    {
        var function = LockEntries.Function();
        var id = await _client.CreateExecutor(TestCalls.Endpoint).RegisterFunctionAsync(PythonFunction.FromSource(function.Source));

        var report = await ComputeLockFile.Empty.PinAsync(_client, [function]);

        Assert.Equal(id, Assert.Single(report.Registered).FunctionId);
        Assert.Equal(1, _service.Registrations);
    }

    [Fact]
    public async Task A_client_that_may_register_nothing_and_one_that_has_ended_cannot_pin()
    {
        await using var strict = Client(new ComputeClientOptions(TestCalls.Options()) { RequirePinned = true });
        await Assert.ThrowsAsync<InvalidOperationException>(() => ComputeLockFile.Empty.PinAsync(strict, [LockEntries.Function()]));

        await _client.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => ComputeLockFile.Empty.PinAsync(_client, [LockEntries.Function()]));
        Assert.Equal(0, _service.Registrations);
    }

    private ComputeClient Client(ComputeClientOptions options) => new(new ComputeRuntime(_service, options));
}
