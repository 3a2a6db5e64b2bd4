using GlobusCompute.Remote.Credentials;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.LocalService;
using Xunit;

namespace GlobusCompute.Remote.Authentication.Tests;

/// <summary>A service signs in with its id and secret.</summary>
public sealed class ClientCredentialTests(ShortLivedAuth fixture) : IClassFixture<ShortLivedAuth>, IDisposable
{
    private readonly AuthWorld _world = new(fixture);

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_service_gets_a_token_that_Compute_takes_once_a_life()
    {
        var credential = _world.Client();
        await using var client = Client(credential);

        for (var second = 0; second < 64; second++)
        {
            await client.GetEndpointsAsync();
            _world.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(4, _world.Count("client_credentials"));
        Assert.All(_world.Requests, request => Assert.Equal((_world.Auth.ConfidentialClient.Id, "funcx_service"), (request.ClientId, Assert.Single(request.ResourceServers))));
    }

    [Fact]
    public async Task Processes_and_threads_share_the_token()
    {
        var credentials = Enumerable.Range(0, 5).Select(_ => _world.Client()).ToList();

        var tokens = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => AuthWorld.GetAsync(credentials[i % 5]).AsTask())));

        Assert.Single(tokens.Select(static token => token.Token).Distinct());
        Assert.Equal(1, _world.Count("client_credentials"));
    }

    [Fact]
    public async Task A_wrong_secret_is_refused_without_being_shown_and_needs_somebody_to_act()
    {
        var credential = _world.Client("not-the-secret");
        await using var client = Client(credential);

        var error = await Assert.ThrowsAsync<AuthorizationRequiredException>(() => client.GetEndpointsAsync());

        Assert.Contains("was refused", error.Message);
        Assert.DoesNotContain("not-the-secret", error.ToString());
        Assert.DoesNotContain("not-the-secret", string.Join('\n', _world.Loggers.Lines));
    }

    [Fact]
    public async Task A_wrong_secret_is_refused_while_a_token_of_the_right_one_is_stored()
    {
        var token = await AuthWorld.GetAsync(_world.Client());

        var error = await Assert.ThrowsAsync<AuthorizationRequiredException>(() => AuthWorld.GetAsync(_world.Client("not-the-secret")).AsTask());

        Assert.Contains("was refused", error.Message);
        Assert.Equal(token.Token, (await AuthWorld.GetAsync(_world.Client())).Token);
        Assert.DoesNotContain(Stored(), text => text.Contains("not-the-secret", StringComparison.Ordinal) || text.Contains(_world.Auth.ConfidentialClient.Secret!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_that_was_stored_without_its_secret_is_not_used()
    {
        await AuthWorld.GetAsync(_world.Client());
        var file = Assert.Single(Directory.GetFiles(_world.Folder, "*.json"));
        var stored = System.Text.Json.Nodes.JsonNode.Parse(await File.ReadAllBytesAsync(file))!.AsObject();
        Assert.True(stored.Remove("secret_check"));
        await File.WriteAllTextAsync(file, stored.ToJsonString());

        await AuthWorld.GetAsync(_world.Client());

        Assert.Equal(2, _world.Count("client_credentials"));
    }

    [Fact]
    public async Task Signing_out_deletes_the_token_of_any_secret()
    {
        await AuthWorld.GetAsync(_world.Client());

        await Record.ExceptionAsync(() => _world.Client("not-the-secret").SignOutAsync());

        Assert.False(await _world.Client().SignOutAsync());
        Assert.Empty(Stored());
    }

    [Fact]
    public async Task A_refused_token_is_replaced()
    {
        var credential = _world.Client();
        await using var client = Client(credential);
        await client.GetEndpointsAsync();

        _world.Auth.RevokeAccessTokens();
        await client.GetEndpointsAsync();

        Assert.Equal(2, _world.Count("client_credentials"));
    }

    [Fact]
    public async Task A_session_of_a_person_is_more_than_a_service_has()
    {
        await using var client = Client(_world.Client());
        await client.GetEndpointsAsync();
        _world.Auth.RequireSession(new LocalSessionRequirement { RequiredMfa = true });

        var error = await Assert.ThrowsAsync<AuthorizationRequiredException>(() => client.GetEndpointsAsync());

        Assert.True(error.Parameters.RequiresMfa);
        Assert.Equal(1, _world.Count("client_credentials"));
    }

    [Fact]
    public async Task Signing_out_revokes_the_token()
    {
        var credential = _world.Client();
        var token = (await AuthWorld.GetAsync(credential)).Token;

        Assert.True(await credential.SignOutAsync());

        await using var client = Client(new ComputeAccessTokenCredential(token));
        await Assert.ThrowsAsync<ComputeServiceException>(() => client.GetEndpointsAsync());
        Assert.False(await credential.SignOutAsync());
    }

    [Theory]
    [InlineData("", "secret")]
    [InlineData("a b", "secret")]
    [InlineData("../x", "secret")]
    [InlineData("id", "")]
    public void An_id_or_a_secret_that_cannot_be_one_is_refused(string id, string secret) =>
        Assert.ThrowsAny<ArgumentException>(() => new GlobusClientCredential(id, secret, _world.ServiceOptions()));

    [Fact]
    public void The_variables_are_those_of_Pythons_SDK()
    {
        var credential = GlobusClientCredential.Read(static name => name == "GLOBUS_COMPUTE_CLIENT_ID" ? "id" : "secret", _world.ServiceOptions());

        Assert.Equal("id", credential.ClientId);
        Assert.Throws<CredentialUnavailableException>(() => GlobusClientCredential.Read(static _ => null, null));
        Assert.Throws<InvalidOperationException>(
            () => GlobusClientCredential.Read(static name => name == "GLOBUS_COMPUTE_CLIENT_SECRET" ? "secret" : null, null));
    }

    private IEnumerable<string> Stored() => Directory.GetFiles(_world.Folder, "*.json").Select(File.ReadAllText);

    private ComputeClient Client(IComputeCredential credential) => new(new ComputeClientOptions
    {
        ServiceUrl = _world.Service.Url,
        Credential = credential,
        TimeProvider = _world.Time,
        RequestBudget = null,
    });
}
