using GlobusCompute.Remote.Credentials;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.LocalService;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Testing;
using Xunit;

namespace GlobusCompute.Remote.Authentication.Tests;

/// <summary>Globus may require more of a sign-in than it has: a person signs in once more, and else the caller learns what is required.</summary>
public sealed class RequirementTests(AuthFixture fixture) : IClassFixture<AuthFixture>, IDisposable
{
    private readonly AuthWorld _world = new(fixture);

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_person_who_is_there_signs_in_once_more_for_all_requests()
    {
        await using var client = Client(_world.Person());
        await client.GetEndpointsAsync();
        _world.Auth.RequireSession(new LocalSessionRequirement { Message = "Two factors, please.", RequiredMfa = true });

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => client.GetEndpointsAsync()));

        Assert.Equal(2, _world.Opened.Count);
        var query = System.Web.HttpUtility.ParseQueryString(_world.Opened.Last().Query);
        Assert.Equal(("True", "Two factors, please."), (query["session_required_mfa"], query["session_message"]));
    }

    [Fact]
    public async Task Where_nobody_is_there_the_caller_learns_what_is_required()
    {
        await _world.Person().SignInAsync();
        await using var client = Client(_world.Stored());
        _world.Auth.RequireSession(new LocalSessionRequirement { RequiredSingleDomain = ["example.org"], Message = "Of our own." });

        var request = await Assert.ThrowsAsync<AuthorizationRequiredException>(() => client.GetEndpointsAsync());
        var call = await Assert.ThrowsAsync<FunctionRegistrationException>(
            () => client.CreateExecutor(_world.Service.EndpointId).Submit(PythonFunction.FromSource("def f():\n    return 1\n")));

        Assert.Equal(["example.org"], request.Parameters.RequiredDomains);
        Assert.Equal(["example.org"], AuthorizationRequiredException.FindIn(call)!.Parameters.RequiredDomains);
        Assert.Contains("gcompute login", request.Message);
    }

    [Fact]
    public async Task Results_wait_for_the_sign_in_that_they_require_and_then_come()
    {
        await _world.Person().SignInAsync();
        await using var client = Client(_world.Stored());
        using var gate = new TemporaryFolder();
        var path = gate.File("go");
        var future = client.CreateExecutor(_world.Service.EndpointId).Submit(WaitsFor(path));
        await future.Submitted;
        _world.Auth.RequireSession(new LocalSessionRequirement { RequiredMfa = true });
        await Eventually.TrueAsync(() => Tick(client) == ComputeDeliveryState.SignInRequired);
        await File.WriteAllTextAsync(path, "");
        Assert.False(future.IsCompleted);

        var options = _world.Options();
        await new GlobusInteractiveCredential(options).SignInAsync(new AuthorizationParameters { RequiresMfa = true });

        await Eventually.TrueAsync(() => Tick(client) == ComputeDeliveryState.Idle && future.IsCompleted);
        await future;
    }

    [Fact]
    public async Task Results_wait_for_a_sign_in_that_is_over_and_then_come()
    {
        await _world.Person().SignInAsync();
        await using var client = Client(_world.Stored());
        using var gate = new TemporaryFolder();
        var path = gate.File("go");
        var future = client.CreateExecutor(_world.Service.EndpointId).Submit(WaitsFor(path));
        await future.Submitted;
        _world.Auth.Revoke(AuthWorld.Alice);
        await Eventually.TrueAsync(() => Tick(client) == ComputeDeliveryState.SignInRequired);
        _world.Time.Advance(TimeSpan.FromDays(2));
        await File.WriteAllTextAsync(path, "");
        Assert.False(future.IsCompleted);

        await _world.Person().SignInAsync();

        await Eventually.TrueAsync(() => Tick(client) == ComputeDeliveryState.Idle && future.IsCompleted);
        await future;
    }

    private static PythonFunction WaitsFor(string path) => PythonFunction.FromSource(
        $"def f():\n    import os, time\n    while not os.path.exists({System.Text.Json.JsonSerializer.Serialize(path)}):\n        time.sleep(0.01)\n    return 1\n");

    private ComputeDeliveryState Tick(ComputeClient client)
    {
        _world.Time.Advance(TimeSpan.FromMilliseconds(20));
        return client.DeliveryState;
    }

    private ComputeClient Client(IComputeCredential credential) => new(new ComputeClientOptions
    {
        ServiceUrl = _world.Service.Url,
        Credential = credential,
        TimeProvider = _world.Time,
        RequestBudget = null,
        Delivery = ComputeDelivery.Poll,
        PollInterval = TimeSpan.FromMilliseconds(5),
        MaxPollInterval = TimeSpan.FromMilliseconds(20),
    });
}
