using System.Diagnostics;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using GlobusCompute.Remote.Hosting;
using GlobusCompute.Remote.TestFixtures;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace GlobusCompute.Remote.Aspire.Tests;

/// <summary>The app model: what the resource runs, and what a project that refers to it gets. No orchestrator runs.</summary>
public sealed class LocalServiceResourceTests
{
    private const int Port = 5050;

    private static readonly Guid s_endpoint = new("11111111-2222-4444-8888-000000000000");

    private readonly IDistributedApplicationBuilder _builder =
        DistributedApplication.CreateBuilder(new DistributedApplicationOptions { DisableDashboard = true, AssemblyName = "GlobusCompute.Remote.Aspire.Tests" });

    [Fact]
    public async Task The_resource_runs_the_tool_on_the_port_that_the_app_host_chooses_with_the_token_in_its_environment()
    {
        var compute = _builder.AddGlobusComputeLocalService("compute", endpointId: s_endpoint);
        Allocate(compute.Resource, Port);

        var token = (await compute.Resource.Token.GetValueAsync(TestContext.Current.CancellationToken))!;
        var environment = await EnvironmentOf(compute.Resource);

        Assert.Equal("gcompute", compute.Resource.Command);
        Assert.Equal(["local", "--endpoint", $"{s_endpoint}", "--port", $"{Port}"], await ArgumentsOf(compute.Resource));
        Assert.Equal(token, environment["GCOMPUTE_LOCAL_TOKEN"]);
        Assert.True(compute.Resource.Token.Secret);
        Assert.Matches("^[A-Za-z0-9]{48,}$", token);
    }

    [Fact]
    public async Task A_project_that_refers_to_it_gets_its_address_token_and_endpoint_as_configuration()
    {
        var compute = _builder.AddGlobusComputeLocalService("compute");
        Allocate(compute.Resource, Port);
        var api = _builder.AddExecutable("api", "dotnet", ".").WithReference(compute).WaitFor(compute);

        var environment = await EnvironmentOf(api.Resource);

        Assert.Equal($"http://localhost:{Port}", environment["GlobusCompute__ServiceUrl"]);
        Assert.Equal(await compute.Resource.Token.GetValueAsync(TestContext.Current.CancellationToken), environment["GlobusCompute__AccessToken"]);
        Assert.Equal($"{compute.Resource.EndpointId}", environment["GlobusCompute__Executors__default__EndpointId"]);
        Assert.NotEqual(Guid.Empty, compute.Resource.EndpointId);
        Assert.Contains(api.Resource.Annotations.OfType<ResourceRelationshipAnnotation>(), relation => relation.Resource == compute.Resource);
    }

    [Fact]
    public async Task Token_port_and_executor_are_as_asked()
    {
        var token = _builder.AddParameter("lab-token", "the-token", secret: true);
        var compute = _builder.AddGlobusComputeLocalService("compute", port: 6060, token);
        Allocate(compute.Resource, Port);
        var api = _builder.AddExecutable("api", "dotnet", ".").WithReference(compute, "cluster");

        var environment = await EnvironmentOf(api.Resource);

        Assert.Equal("the-token", environment["GlobusCompute__AccessToken"]);
        Assert.Contains("GlobusCompute__Executors__cluster__EndpointId", environment.Keys);
        Assert.DoesNotContain("GlobusCompute__Executors__default__EndpointId", environment.Keys);
        Assert.Equal(6060, Assert.Single(compute.Resource.Annotations.OfType<EndpointAnnotation>()).Port);
    }

    [Fact]
    public void It_has_a_health_check_and_is_not_published()
    {
        var compute = _builder.AddGlobusComputeLocalService("compute");

        Assert.Single(compute.Resource.Annotations.OfType<HealthCheckAnnotation>());
        Assert.True(compute.Resource.IsExcludedFromPublish());
    }

    [Fact]
    public void Arguments_that_mean_nothing_are_refused()
    {
        var compute = _builder.AddGlobusComputeLocalService("compute");

        Assert.Throws<ArgumentException>(() => _builder.AddGlobusComputeLocalService("other", endpointId: Guid.Empty));
        Assert.Throws<ArgumentException>(() => _builder.AddExecutable("api", "dotnet", ".").WithReference(compute, " "));
        Assert.Throws<ArgumentNullException>(() => _builder.AddGlobusComputeLocalService(null!));
    }

    [Fact]
    public async Task The_tool_takes_these_arguments_and_an_app_that_is_configured_so_calls_Python()
    {
        var port = FreePorts.Next();
        var compute = _builder.AddGlobusComputeLocalService("compute").WithArgs("--python", "/usr/bin/python3", "--workers", "1");
        Allocate(compute.Resource, port);
        var api = _builder.AddExecutable("api", "dotnet", ".").WithReference(compute);
        using var tool = await StartAsync(compute.Resource);
        try
        {
            var ready = await ReadUntilAsync(tool, "Press Ctrl-C");
            var app = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
            app.Configuration.AddInMemoryCollection(
                (await EnvironmentOf(api.Resource)).Select(pair => KeyValuePair.Create(pair.Key.Replace("__", ":", StringComparison.Ordinal), (string?)pair.Value)));
            app.Services.AddGlobusCompute().AddProxy<ISum>();
            using var host = app.Build();
            await host.StartAsync(TestContext.Current.CancellationToken);

            Assert.Equal(42, await host.Services.GetRequiredService<ISum>().Add(40, 2));

            await host.StopAsync(TestContext.Current.CancellationToken);
            Assert.DoesNotContain((await compute.Resource.Token.GetValueAsync(TestContext.Current.CancellationToken))!, ready);
        }
        finally
        {
            tool.Kill(entireProcessTree: true);
        }
    }

    public interface ISum
    {
        [ComputeFunction(Source = "def add(a, b):\n    return a + b\n")]
        ComputeFuture<int> Add(int a, int b);
    }

    /// <summary>Does what the orchestrator does when it starts: says where the resource listens.</summary>
    private static void Allocate(GlobusComputeLocalServiceResource resource, int port)
    {
        var endpoint = Assert.Single(resource.Annotations.OfType<EndpointAnnotation>());
        endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", port, targetPortExpression: $"{port}");
    }

    private async Task<IReadOnlyDictionary<string, string>> EnvironmentOf(IResource resource) =>
        (await ConfigurationOf(resource)).EnvironmentVariables.ToDictionary(pair => pair.Key, pair => pair.Value);

    private async Task<IReadOnlyList<string>> ArgumentsOf(IResource resource) => [.. (await ConfigurationOf(resource)).Arguments.Select(argument => argument.Value)];

    private Task<IExecutionConfigurationResult> ConfigurationOf(IResource resource) =>
        ExecutionConfigurationBuilder.Create(resource).WithArgumentsConfig().WithEnvironmentVariablesConfig()
            .BuildAsync(_builder.ExecutionContext, NullLogger.Instance, TestContext.Current.CancellationToken);

    private async Task<Process> StartAsync(GlobusComputeLocalServiceResource resource)
    {
        var start = new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "GlobusCompute.Remote.Tool.dll"), .. await ArgumentsOf(resource)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in await EnvironmentOf(resource))
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static async Task<string> ReadUntilAsync(Process process, string end)
    {
        var text = "";
        while (!text.Contains(end, StringComparison.Ordinal))
        {
            text += await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)
                ?? throw new InvalidOperationException($"It ended: {text} {await process.StandardError.ReadToEndAsync()}");
        }

        return text;
    }
}
