using System.Text;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace GlobusCompute.Remote.LocalService.Tests;

/// <summary>The settings of the service come from configuration, by the binder's source generator, which warns of what it cannot bind.</summary>
public sealed class SettingsBindingTests
{
    [Fact]
    public async Task A_service_is_started_with_settings_of_configuration()
    {
        var configuration = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(
            $$"""
            {
              "Python": "{{TestService.Python}}", "Workers": 1, "Token": "secret", "EndpointId": "11111111-2222-4444-8888-000000000000", "TaskTimeout": "00:01:00",
              "Environment": { "LAB": "42" }, "WorkerEnvironmentVariables": [ "LAB_*" ], "RateLimit": { "Requests": 1000, "Window": "00:00:01" },
              "AllowedFunctions": [ "11111111-2222-4444-8888-000000000001" ], "AllowedSerializers": [ "globus_compute_sdk.*Code", "globus_compute_sdk.*Data" ],
              "Sandbox": false, "MaxResultSize": 5000, "ResultRetention": "1.00:00:00",
              "Users": [ { "Name": "alice", "Token": "hers" }, { "Name": "bob", "Token": "his" } ]
            }
            """))).Build();
        var settings = configuration.Get<LocalComputeServiceSettings>()!;

        var options = new LocalComputeServiceOptions(settings);
        await using var service = await LocalComputeService.StartAsync(options);
        options.AllowedFunctions = [];

        Assert.Equal(("secret", Guid.Parse("11111111-2222-4444-8888-000000000000")), (service.Token, service.EndpointId));
        Assert.Equal((TimeSpan.FromMinutes(1), "42", 1000), (settings.TaskTimeout, settings.Environment["LAB"], settings.RateLimit!.Requests));
        Assert.Equal(["LAB_*"], settings.WorkerEnvironmentVariables);
        Assert.Equal((2, false, 5000, 1), (settings.AllowedSerializers!.Count, settings.Sandbox, settings.MaxResultSize, settings.ResultRetention.TotalDays));
        Assert.Equal([("alice", "hers"), ("bob", "his")], settings.Users.Select(user => (user.Name, user.Token)));
        var id = Assert.Single(settings.AllowedFunctions!);
        service.AddFunction(id, "f", "def f():\n    import os\n    return os.environ['LAB']\n");
        await using var client = service.CreateClient();
        await using var executor = client.CreateExecutor(service.EndpointId);
        Assert.Equal("42", await executor.SubmitToRegisteredFunction<string>(id));
    }

    [Theory]
    [InlineData("TimeProvider")]
    [InlineData("Environment")]
    [InlineData("WorkerEnvironmentVariables")]
    [InlineData("Users")]
    [InlineData("AmqpCredential")]
    public async Task An_option_that_code_gives_is_named_too(string name)
    {
        var options = new LocalComputeServiceOptions
        {
            TimeProvider = name == "TimeProvider" ? null! : TimeProvider.System,
            Environment = name == "Environment" ? null! : new Dictionary<string, string?>(),
            WorkerEnvironmentVariables = name == "WorkerEnvironmentVariables" ? null! : [],
            Users = name == "Users" ? null! : [],
            AmqpCredential = name == "AmqpCredential" ? static (_, _) => throw new InvalidOperationException() : null,
        };

        var error = await Assert.ThrowsAnyAsync<ArgumentException>(() => LocalComputeService.StartAsync(options));

        Assert.StartsWith($"LocalComputeServiceOptions.{name} must ", error.Message);
    }
}
