using GlobusCompute.Remote.Journal;
using GlobusCompute.Remote.Mapping;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Runtime;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Settings;
using Xunit;

namespace GlobusCompute.Remote.Tests.Options;

/// <summary>Options are classes with properties to set, copied and checked where they are used.</summary>
public sealed class OptionsTests
{
    private static readonly Dictionary<string, Action<ComputeClientOptions>> s_spoilers = new()
    {
        ["ServiceUrl: null"] = static o => o.ServiceUrl = null!,
        ["ServiceUrl: relative"] = static o => o.ServiceUrl = new Uri("relative", UriKind.Relative),
        ["ServiceUrl: ftp"] = static o => o.ServiceUrl = new Uri("ftp://localhost/"),
        ["ServiceUrl: http to another machine"] = static o => o.ServiceUrl = new Uri("http://example.org/"),
        ["RequestTimeout: too short"] = static o => o.RequestTimeout = TimeSpan.FromSeconds(59),
        ["RequestTimeout: too long"] = static o => o.RequestTimeout = TimeSpan.FromDays(25),
        ["UserRuntime"] = static o => o.UserRuntime = null!,
        ["PropertyNaming"] = static o => o.PropertyNaming = (ComputeNaming)9,
        ["RequestBudget: no requests"] = static o => o.RequestBudget!.Requests = 0,
        ["RequestBudget: no window"] = static o => o.RequestBudget!.Window = TimeSpan.Zero,
        ["MaxRequestBytes"] = static o => o.MaxRequestBytes = 999,
        ["MaxUnsentCalls"] = static o => o.MaxUnsentCalls = 0,
        ["MaxUnsentBytes"] = static o => o.MaxUnsentBytes = 0,
        ["MaxAttempts"] = static o => o.MaxAttempts = 0,
        ["PollInterval"] = static o => o.PollInterval = TimeSpan.Zero,
        ["MaxPollInterval"] = static o => o.MaxPollInterval = o.PollInterval / 2,
        ["Delivery"] = static o => o.Delivery = (ComputeDelivery)9,
        ["AmqpPort"] = static o => o.AmqpPort = 0,
        ["SweepInterval"] = static o => o.SweepInterval = TimeSpan.FromDays(25),
        ["OutageTimeout"] = static o => o.OutageTimeout = TimeSpan.Zero,
        ["ShutdownTimeout"] = static o => o.ShutdownTimeout = TimeSpan.FromSeconds(-1),
        ["TimeProvider"] = static o => o.TimeProvider = null!,
    };

    public static TheoryData<Type> OptionTypes =>
    [
        .. typeof(ComputeClient).Assembly.GetExportedTypes()
            .Where(static type => type.Name.EndsWith("Options", StringComparison.Ordinal) || type.Name.EndsWith("Settings", StringComparison.Ordinal)),
        typeof(ComputeUserRuntime),
    ];

    public static TheoryData<string> BadClientOptions => [.. s_spoilers.Keys];

    [Theory]
    [MemberData(nameof(OptionTypes))]
    public void Every_property_can_be_set_and_a_new_object_has_the_defaults(Type type)
    {
        var made = Activator.CreateInstance(type);

        Assert.NotNull(made);
        Assert.All(type.GetProperties(), property =>
        {
            Assert.True(property.SetMethod is { IsPublic: true }, $"{property.Name} cannot be set.");
            Assert.DoesNotContain(
                property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers(), static modifier => modifier.Name == "IsExternalInit");
        });
        Assert.DoesNotContain(type.GetMethods(), static method => method.Name == "<Clone>$");
    }

    [Theory]
    [MemberData(nameof(OptionTypes))]
    public void A_copy_has_every_property(Type type)
    {
        if (type.GetConstructors().SingleOrDefault(static c => c.GetParameters().Length == 1) is not { } copy)
        {
            return;
        }

        var filled = FilledOptions.Create(type);

        var copied = copy.Invoke([filled]);

        Assert.All(type.GetProperties(), property =>
        {
            var (before, after) = (property.GetValue(filled), property.GetValue(copied));
            Assert.Equal(FilledOptions.Text(before), FilledOptions.Text(after));
            Assert.NotEqual(FilledOptions.Text(property.GetValue(Activator.CreateInstance(type))), FilledOptions.Text(after));
            if (FilledOptions.IsMutable(property.PropertyType))
            {
                Assert.NotSame(before, after);
            }
        });
    }

    [Theory]
    [MemberData(nameof(BadClientOptions))]
    public void A_client_option_out_of_its_range_is_named(string what)
    {
        var options = TestCalls.Options();
        options.RequestBudget = new RequestBudgetOptions();
        s_spoilers[what](options);

        var error = Assert.ThrowsAny<ArgumentException>(() => new ComputeClient(options));

        Assert.StartsWith($"ComputeClientOptions.{what.Split(':')[0]} must ", error.Message);
    }

    [Theory]
    [InlineData("Timeout")]
    [InlineData("Naming")]
    [InlineData("Arguments")]
    [InlineData("Arrays")]
    public async Task A_call_option_out_of_its_range_is_named_at_the_call_and_nothing_is_sent(string name)
    {
        var service = new FakeComputeService();
        await using var client = new ComputeClient(new ComputeRuntime(service, TestCalls.Options()));
        var executor = client.CreateExecutor(TestCalls.Endpoint);
        var options = new ComputeCallOptions
        {
            Timeout = name == "Timeout" ? TimeSpan.Zero : null,
            Naming = name == "Naming" ? (ComputeNaming)9 : null,
            Arguments = name == "Arguments" ? (PayloadFormat)9 : PayloadFormat.Auto,
            Arrays = name == "Arrays" ? (ArrayForm)9 : ArrayForm.List,
        };

        foreach (var call in new Action[]
        {
            () => executor.SubmitToRegisteredFunction(Guid.NewGuid(), options: options),
            () => executor.SubmitToRegisteredFunction<int>(Guid.NewGuid(), options: options),
            () => executor.Map<int, int>(PythonFunction.FromId(Guid.NewGuid()), [1], options: options),
            () => client.Attach<int>(Guid.NewGuid(), options),
            () => executor.ReloadTasksAsync<int>(Guid.NewGuid(), options),
        })
        {
            Assert.StartsWith($"ComputeCallOptions.{name} must ", Assert.ThrowsAny<ArgumentException>(call).Message);
        }

        Assert.Equal((0, 0, 0), (executor.PendingCalls, client.UnsentCalls, service.Batches.Count));
    }

    [Fact]
    public async Task Other_options_out_of_their_range_are_named()
    {
        await using var harness = new Executor.ExecutorHarness();
        Assert.StartsWith("ComputeMapOptions.ChunkSize must ", Assert.ThrowsAny<ArgumentException>(
            () => harness.Executor.Map<int, int>(PythonFunction.FromId(Guid.NewGuid()), [1], map: new ComputeMapOptions { ChunkSize = 0 })).Message);
        Assert.StartsWith("ComputeJournalOptions.Retention must ", Assert.ThrowsAny<ArgumentException>(
            () => ComputeJournal.Open("never", new ComputeJournalOptions { Retention = TimeSpan.Zero })).Message);
        Assert.StartsWith("ComputeJournalOptions.TimeProvider must ", Assert.ThrowsAny<ArgumentException>(
            () => ComputeJournal.Open("never", new ComputeJournalOptions { TimeProvider = null! })).Message);
        Assert.StartsWith("ComputePayloadOptions.Classes must ", Assert.ThrowsAny<ArgumentException>(
            () => new ComputeClient(new ComputeClientOptions(TestCalls.Options()) { Payloads = new ComputePayloadOptions { Classes = null! } })).Message);
        Assert.StartsWith("ComputeUserRuntime.PythonVersion must ", Assert.ThrowsAny<ArgumentException>(
            () => new ComputeClient(new ComputeClientOptions(TestCalls.Options()) { UserRuntime = new ComputeUserRuntime { PythonVersion = null! } })).Message);
    }

    [Fact]
    public async Task A_change_of_options_after_the_client_was_made_has_no_effect()
    {
        var options = TestCalls.Options();
        options.RequestBudget = new RequestBudgetOptions { Requests = 3 };
        await using var client = new ComputeClient(options);

        options.RequirePinned = true;
        options.RequestBudget.Requests = 4;
        options.UserRuntime.SdkVersion = "5.0.0";
        options.OutageTimeout = TimeSpan.FromMinutes(1);

        var kept = client.Runtime.Options;
        Assert.Equal((false, 3, "4.15.0"), (kept.RequirePinned, kept.RequestBudget!.Requests, kept.UserRuntime.SdkVersion));
        Assert.Equal(TimeSpan.FromHours(24), kept.OutageTimeout);
    }

    [Fact]
    public async Task A_change_of_options_after_a_Map_was_called_has_no_effect()
    {
        await using var harness = new Executor.ExecutorHarness();
        var options = new ComputeMapOptions { Order = ComputeMapOrder.Completion };

        var map = harness.Executor.Map<int, object?>(PythonFunction.FromId(Guid.NewGuid()), [], map: options);
        options.MaxInFlight = 0;

        Assert.Empty(await map.WhenAll());
    }

    [Fact]
    public async Task A_change_of_options_while_tasks_are_reloaded_has_no_effect()
    {
        await using var harness = new Executor.ExecutorHarness();
        var asked = new TaskCompletionSource<ComputeTaskGroup>();
        var (group, task) = (Guid.NewGuid(), Guid.NewGuid());
        harness.Service.OnTaskGroup = (_, _) => asked.Task;
        var options = new ComputeCallOptions();
        var reloading = harness.Executor.ReloadTasksAsync<int>(group, options);

        options.Timeout = TimeSpan.FromTicks(-1);
        asked.SetResult(new ComputeTaskGroup(group, [new ComputeTaskGroupEntry(task, null)]));

        Assert.Equal(task, Assert.Single(await reloading).TaskId);
    }
}
