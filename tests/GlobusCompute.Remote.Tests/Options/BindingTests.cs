using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Journal;
using GlobusCompute.Remote.Locking;
using GlobusCompute.Remote.Mapping;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Settings;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace GlobusCompute.Remote.Tests.Options;

/// <summary>
/// Settings come from configuration, by the binder's source generator (which this project turns on: it warns of what it cannot bind, and warnings are errors)
/// and by reflection, with the same result.
/// </summary>
public sealed class BindingTests
{
    private static readonly IConfigurationRoot s_configuration = ConfigurationJsonTests.Configuration(
        """
        {
          "Client": {
            "ServiceUrl": "http://127.0.0.1:1/", "RequestTimeout": "00:02:00", "PropertyNaming": "CamelCase", "Delivery": "Poll", "AmqpPort": 443,
            "UserRuntime": { "PythonVersion": "3.12.1", "SdkVersion": "4.16.0" }, "RequestBudget": { "Requests": 5 }, "MaxUnsentBytes": 9999999999,
            "PollInterval": "00:00:02", "MaxPollInterval": "00:00:20", "SweepInterval": "00:03:00", "OutageTimeout": "2.00:00:00", "ShutdownTimeout": "00:00:05",
            "RequirePinned": true, "AllowInteraction": "false", "MaxAttempts": 3, "MaxRequestBytes": 5000, "MaxUnsentCalls": 7,
            "ProxyUrl": "socks5://proxy.example.org"
          },
          "Executor": {
            "TaskGroupId": "11111111-2222-4444-8888-000000000000", "ContainerId": "11111111-2222-4444-8888-000000000001", "Label": "fits", "BatchSize": 9,
            "CallTimeout": "01:00:00", "ResultSerializers": [ "a.B", "c.D" ],
            "UserEndpointConfig": { "account": "abc", "nodes": 2 }, "ResourceSpecification": { "num_nodes": 2 }
          },
          "Call": { "Timeout": "00:00:30", "Idempotent": true, "Naming": "AsDeclared", "Arguments": "Pickle", "Arrays": "NumPy", "AllowNone": true },
          "Map": { "Order": "Completion", "ChunkSize": 10, "MaxInFlight": 20 },
          "Journal": { "Retention": "7.00:00:00", "FlushToDisk": false },
          "Function": { "Description": "d", "Public": true, "Group": "11111111-2222-4444-8888-000000000002" },
          "Pin": { "Owner": "11111111-2222-4444-8888-000000000003" }
        }
        """);

    [Fact]
    public void The_source_generator_binds_every_class_of_settings()
    {
        Check(
            s_configuration.GetSection("Client").Get<ComputeClientSettings>()!,
            s_configuration.GetSection("Executor").Get<ComputeExecutorSettings>()!,
            s_configuration.GetSection("Call").Get<ComputeCallSettings>()!,
            s_configuration.GetSection("Map").Get<ComputeMapSettings>()!,
            s_configuration.GetSection("Journal").Get<ComputeJournalSettings>()!);

        var function = s_configuration.GetSection("Function").Get<PythonFunctionOptions>()!;
        Assert.Equal(("d", true), (function.Description, function.Public));
        Assert.NotNull(s_configuration.GetSection("Pin").Get<ComputePinOptions>()!.Owner);
    }

    [Fact]
    public void Reflection_binds_every_class_of_settings() => Check(
        Bound<ComputeClientSettings>("Client"), Bound<ComputeExecutorSettings>("Executor"), Bound<ComputeCallSettings>("Call"), Bound<ComputeMapSettings>("Map"),
        Bound<ComputeJournalSettings>("Journal"));

    [Fact]
    public void Settings_are_bound_to_options_that_code_has_made()
    {
        ComputeClientOptions options = new() { Credential = new ComputeAccessTokenCredential("token"), MaxAttempts = 9 };
        ComputeClientSettings settings = options;

        s_configuration.GetSection("Client").Bind(settings);

        Assert.Equal((3, 5, TimeSpan.FromSeconds(10)), (options.MaxAttempts, options.RequestBudget!.Requests, options.RequestBudget.Window));
        Assert.NotNull(options.Credential);
    }

    [Fact]
    public async Task A_client_and_an_executor_are_made_of_configuration()
    {
        var section = s_configuration.GetSection("Executor");
        await using var client = new ComputeClient(new ComputeClientOptions(s_configuration.GetSection("Client").Get<ComputeClientSettings>()!)
        {
            Credential = new ComputeAccessTokenCredential("token"),
        });
        var executor = client.CreateExecutor(TestCalls.Endpoint, new ComputeExecutorOptions(section.Get<ComputeExecutorSettings>()!)
        {
            UserEndpointConfig = ConfigurationJson.Read(section.GetSection("UserEndpointConfig").AsEnumerable(makePathsRelative: true)),
            ResourceSpecification = ConfigurationJson.Read(section.GetSection("ResourceSpecification").AsEnumerable(makePathsRelative: true)),
        });

        Assert.Equal("http://127.0.0.1:1/", client.ServiceUrl.AbsoluteUri);
        Assert.Equal(("fits", 9, TimeSpan.FromHours(1)), (executor.Label, executor.BatchSize, executor.CallTimeout));
        Assert.Equal("""{"account":"abc","nodes":2}""", executor.UserEndpointConfig!.ToJsonString());
        Assert.Equal("""{"num_nodes":2}""", executor.ResourceSpecification!.ToJsonString());
    }

    // Where the compiler sees no call, the generator replaces none.
    private static T Bound<T>(string section) => (T)typeof(ConfigurationBinder)
        .GetMethod(nameof(ConfigurationBinder.Get), [typeof(IConfiguration), typeof(Type)])!
        .Invoke(null, [s_configuration.GetSection(section), typeof(T)])!;

    private static void Check(
        ComputeClientSettings client, ComputeExecutorSettings executor, ComputeCallSettings call, ComputeMapSettings map, ComputeJournalSettings journal)
    {
        Assert.Equal(
            ("http://127.0.0.1:1/", TimeSpan.FromMinutes(2), ComputeNaming.CamelCase, ComputeDelivery.Poll, 443),
            (client.ServiceUrl.AbsoluteUri, client.RequestTimeout, client.PropertyNaming, client.Delivery, client.AmqpPort));
        Assert.Equal(("3.12.1", "4.16.0", "4.9.0"), (client.UserRuntime.PythonVersion.ToString(), client.UserRuntime.SdkVersion, client.UserRuntime.GlobusSdkVersion));
        Assert.Equal((5, TimeSpan.FromSeconds(10)), (client.RequestBudget!.Requests, client.RequestBudget.Window));
        Assert.Equal((3, 5000, 7, 9_999_999_999), (client.MaxAttempts, client.MaxRequestBytes, client.MaxUnsentCalls, client.MaxUnsentBytes));
        Assert.Equal((2, 20, 180), (client.PollInterval.TotalSeconds, client.MaxPollInterval.TotalSeconds, client.SweepInterval.TotalSeconds));
        Assert.Equal((2, 5), (client.OutageTimeout.TotalDays, client.ShutdownTimeout.TotalSeconds));
        Assert.Equal((true, false), (client.RequirePinned, client.AllowInteraction));
        Assert.Equal("socks5://proxy.example.org", client.ProxyUrl!.OriginalString);

        Assert.Equal(Guid.Parse("11111111-2222-4444-8888-000000000000"), executor.TaskGroupId);
        Assert.Equal(Guid.Parse("11111111-2222-4444-8888-000000000001"), executor.ContainerId);
        Assert.Equal(("fits", 9, TimeSpan.FromHours(1)), (executor.Label, executor.BatchSize, executor.CallTimeout));
        Assert.Equal(["a.B", "c.D"], executor.ResultSerializers);

        Assert.Equal((TimeSpan.FromSeconds(30), true, ComputeNaming.AsDeclared), (call.Timeout, call.Idempotent, call.Naming));
        Assert.Equal((PayloadFormat.Pickle, ArrayForm.NumPy, true), (call.Arguments, call.Arrays, call.AllowNone));
        Assert.Equal((ComputeMapOrder.Completion, 10, 20), (map.Order, map.ChunkSize, map.MaxInFlight));
        Assert.Equal((TimeSpan.FromDays(7), false), (journal.Retention, journal.FlushToDisk));
    }
}
