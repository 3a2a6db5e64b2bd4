using GlobusCompute.Remote.Hosting.Tests.Apps;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace GlobusCompute.Remote.Hosting.Tests.Configuration;

/// <summary>What is wrong in a configuration stops the app at its start, with the full key.</summary>
public sealed class ValidationTests
{
    private const string LongToken = "AgQXbqd3k7pXyOldnEM0Eb4vQ6Nm7mrqoyqE5mkzwGY5xKlkGKfdCV1x9bwJWzmm";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string?, string> Wrong => new()
    {
        { "Executors:cluster:EndpointId", "abc", "GlobusCompute:Executors:cluster:EndpointId is not a UUID: 'abc'." },
        { "Executors:cluster:EndpointId", LongToken, "GlobusCompute:Executors:cluster:EndpointId is not a UUID (its value has 64 characters)." },
        { "Executors:cluster:EndpointId", "", "GlobusCompute:Executors:cluster:EndpointId is not a UUID: it is empty. Remove the key for the default." },
        { "Executors:cluster:EndpointId", null, "GlobusCompute:Executors:cluster:EndpointId is missing. Set it to the UUID of the endpoint that runs the calls." },
        { "Executors:cluster:EndpointId", Guid.Empty.ToString(), "GlobusCompute:Executors:cluster:EndpointId must not be the empty UUID." },
        { "Executors:cluster:BatchSize", "0", "GlobusCompute:Executors:cluster:BatchSize must be at least 1, or null." },
        { "Executors:cluster:CallTimeout", "soon", "GlobusCompute:Executors:cluster:CallTimeout is not a time such as 00:00:30 or 1.12:00:00: 'soon'." },
        { "Executors:cluster:CallTimeout", "-1", "GlobusCompute:Executors:cluster:CallTimeout must be above zero and at most 24 days, or null." },
        { "Executors:cluster:CalTimeout", "00:01", "GlobusCompute:Executors:cluster:CalTimeout is not a known key; 'CallTimeout' was probably meant." },
        { "Executors:cluster:ResultSerializers:0", "no path", "GlobusCompute:Executors:cluster:ResultSerializers must be Python import paths such as "
            + "globus_compute_sdk.serialize.concretes.JSONData; 'no path' is not one." },
        { "Executors:cluster:ResultSerializers", "one", "GlobusCompute:Executors:cluster:ResultSerializers must be a list, not a single value." },
        { "Executors:cluster:UserEndpointConfig:_GC", "x", "GlobusCompute:Executors:cluster:UserEndpointConfig must not have the key '_GC': endpoints reserve it for themselves." },
        { "Executors:cluster", "abc", "GlobusCompute:Executors:cluster must be a section with keys of its own, not a single value." },
        { "Executers:x:EndpointId", "abc", "GlobusCompute:Executers is not a known key; 'Executors' was probably meant." },
        { "Quux", "abc", "GlobusCompute:Quux is not a known key. Known keys are Service, AllowEmbedded, " },
        { "ServiceUrl", "not a url", "GlobusCompute:ServiceUrl is not an absolute URL such as https://compute.api.globus.org/ (its value has 9 characters)." },
        { "ServiceUrl", "http://example.org/", "GlobusCompute:ServiceUrl must be an https address: over http to another machine the access token could be read." },
        { "ProxyUrl", "ftp://user:pass@example.org", "GlobusCompute:ProxyUrl must be a URL like http://proxy.example.org:8080, " },
        { "ProxyUrl", "user:pass@", "GlobusCompute:ProxyUrl " },
        { "CertificateAuthorityFile", "/no/such/file.pem", "GlobusCompute:CertificateAuthorityFile must be a file of certificates in PEM form; '/no/such/file.pem' cannot be used: " },
        { "Service", "globe", "GlobusCompute:Service is not one of Globus, Embedded: 'globe'." },
        { "AllowEmbedded", "yes", "GlobusCompute:AllowEmbedded is neither true nor false: 'yes'." },
        { "AccessToken", "Bearer x", "GlobusCompute:AccessToken must consist of visible ASCII characters: remove blanks, line ends and \"Bearer\"." },
        { "AccessToken:Value", "x", "GlobusCompute:AccessToken must be a single value, not a section or a list." },
        { "JournalPath", " ", "GlobusCompute:JournalPath is empty. Remove the key for no journal." },
        { "MaxAttempts", "many", "GlobusCompute:MaxAttempts is not a whole number of at most 2147483647: 'many'." },
        { "MaxAttempts", "99999999999", "GlobusCompute:MaxAttempts is not a whole number of at most 2147483647: '99999999999'." },
        { "MaxAttempts", "0", "GlobusCompute:MaxAttempts must be at least 1." },
        { "MaxUnsentBytes", "1.5", "GlobusCompute:MaxUnsentBytes is not a whole number: '1.5'." },
        { "RequestTimeout", "00:00:01", "GlobusCompute:RequestTimeout must be between 60 seconds and 24 days." },
        { "MaxPollInterval", "00:00:00.5", "GlobusCompute:MaxPollInterval must be at least PollInterval and at most 24 days." },
        { "Delivery", "pol", "GlobusCompute:Delivery is not one of Stream, Poll: 'pol'." },
        { "RequestBudget:Requests", "0", "GlobusCompute:RequestBudget must be at least one request in a window above zero and of at most 24 days." },
        { "RequestBudget", "20", "GlobusCompute:RequestBudget must be a section with keys of its own, not a single value." },
        { "UserRuntime:PythonVersion", "three", "GlobusCompute:UserRuntime:PythonVersion is not a version such as 3.11.2: 'three'." },
        { "UserRuntime:SdkVersion", "4 15", "GlobusCompute:UserRuntime:SdkVersion must be a version as PEP 440 writes it, such as 4.15.0." },
        { "Users:IdleTimeout", "00:00:00", "GlobusCompute:Users:IdleTimeout must be above zero and at most 24 days." },
        { "Users:MaxClients", "0", "GlobusCompute:Users:MaxClients must be at least 1." },
        { "Users:MaxClient", "1", "GlobusCompute:Users:MaxClient is not a known key; 'MaxClients' was probably meant." },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_value_stops_the_app_and_its_key_is_named(string key, string? value, string message)
    {
        var builder = TestApp.Create(TestApp.Settings.With(($"GlobusCompute:{key}", value)).Append(new("GlobusCompute:Executors:cluster:Label", "a label")));
        builder.Services.AddGlobusCompute();
        using var host = builder.Build();

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Token));

        Assert.StartsWith(message, Assert.Single(error.Failures), StringComparison.Ordinal);
        Assert.DoesNotContain(LongToken, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("pass", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once()
    {
        var builder = TestApp.Create(TestApp.Settings.With(("GlobusCompute:MaxAttempts", "0"), ("GlobusCompute:Users:MaxClients", "0"), ("GlobusCompute:Executors:cluster:BatchSize", "0")));
        builder.Services.AddGlobusCompute();
        using var host = builder.Build();

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Token));

        Assert.Equal(3, error.Failures.Count());
    }

    [Theory]
    [InlineData("laptop", "The proxy of ILab has no executor. There is no executor 'laptop'. The executors are cluster, other. Set GlobusCompute:Executors:laptop:EndpointId")]
    [InlineData(null, "The proxy of ILab has no executor. There are several executors, and none is named 'default': cluster, other.")]
    public async Task A_proxy_without_an_executor_stops_the_app(string? executor, string message)
    {
        var builder = TestApp.Create(TestApp.Settings.With(("GlobusCompute:Executors:other:EndpointId", Guid.NewGuid().ToString())));
        builder.Services.AddGlobusCompute().AddProxy<ILab>("cluster").AddUserProxy<ILab>(executor);
        using var host = builder.Build();

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Token));

        Assert.StartsWith(message, Assert.Single(error.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_credential_start_fails_and_names_where_one_can_be()
    {
        var builder = TestApp.Create(TestApp.Settings.With(("GlobusCompute:AccessToken", null)));
        builder.Services.AddGlobusCompute();
        using var host = builder.Build();

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Token));

        Assert.Equal(
            "There is no credential. Set GlobusCompute:AccessToken (in user secrets or the environment), register an IComputeCredential, "
            + "or set the environment variable GLOBUS_COMPUTE_ACCESS_TOKEN.",
            error.Message);
    }

    [Fact]
    public async Task Where_only_users_call_the_app_needs_no_credential()
    {
        var builder = TestApp.Create(TestApp.Settings.With(("GlobusCompute:AccessToken", null)));
        builder.Services.AddGlobusCompute().AddUsers();
        using var host = builder.Build();

        await host.StartAsync(Token);
        await host.StopAsync(Token);
    }

    [Fact]
    public void Keys_of_a_section_that_is_a_root_have_no_prefix()
    {
        var services = new ServiceCollection();
        services.AddGlobusCompute(new ConfigurationBuilder().AddInMemoryCollection([new("AccessToken", "t"), new("Executors:a:BatchSize", "x")]).Build());
        using var provider = services.BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<ComputeExecutor>());

        Assert.Equal("Executors:a:BatchSize is not a whole number of at most 2147483647: 'x'.", error.Message);
    }

    [Fact]
    public void Names_of_keys_and_of_choices_have_no_case_and_nulls_are_bound()
    {
        using var json = new MemoryStream("""
            { "globuscompute": { "SERVICE": "GLOBUS", "accesstoken": "t", "requestbudget": { "requests": 7 }, "maxattempts": 2, "amqpport": null, "delivery": "POLL", "localService": { "Anything": 1 },
              "executors": { "A": { "ENDPOINTID": "4b116d3c-1703-4f8f-9f6f-39921e5864df", "taskgroupid": null } } } }
            """u8.ToArray());
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddJsonStream(json).Build());
        services.AddGlobusCompute();
        using var provider = services.BuildServiceProvider();

        var options = provider.GetRequiredService<IOptions<GlobusComputeOptions>>().Value;

        Assert.Equal((7, 2, null), (options.RequestBudget!.Requests, options.MaxAttempts, options.AmqpPort));
        Assert.Equal(Models.ComputeDelivery.Poll, options.Delivery);
        Assert.Equal("A", provider.GetRequiredService<ComputeExecutor>().Label);
    }

    [Theory]
    [InlineData("RequestBudget")]
    [InlineData("UserRuntime")]
    [InlineData("Users")]
    public void A_section_that_is_null_is_refused_instead_of_passed_over(string key)
    {
        using var json = new MemoryStream(System.Text.Encoding.UTF8.GetBytes($$"""{ "AccessToken": "t", "Executors": { "a": null }, "{{key}}": null }"""));
        var services = new ServiceCollection();
        services.AddGlobusCompute(new ConfigurationBuilder().AddJsonStream(json).Build()).AddExecutor("a", Guid.NewGuid());
        using var provider = services.BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<ComputeExecutor>());

        Assert.Equal($"{key} has no keys below it. Remove it for the defaults; null is for code alone.", error.Message);
    }

    [Fact]
    public void The_text_of_options_and_users_shows_no_token()
    {
        var options = new GlobusComputeOptions { AccessToken = LongToken };
        options.Executors["a"] = new GlobusComputeExecutorOptions();

        Assert.Equal("GlobusComputeOptions: https://compute.api.globus.org, executors: a", options.ToString());
        Assert.Equal("ada", new ComputeUser("ada", LongToken).ToString());
    }
}
