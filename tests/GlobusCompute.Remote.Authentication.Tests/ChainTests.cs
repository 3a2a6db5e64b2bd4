using GlobusCompute.Remote.Authentication.Chain;
using GlobusCompute.Remote.Credentials;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Settings;
using Xunit;

namespace GlobusCompute.Remote.Authentication.Tests;

/// <summary>The default credential takes the first that applies, and says of each other why it does not.</summary>
// Whether Python's tokens are registered is a fact of the process.
[Collection(nameof(DefaultChain))]
public sealed class ChainTests(ShortLivedAuth fixture) : IClassFixture<ShortLivedAuth>, IDisposable
{
    private readonly AuthWorld _world = new(fixture);
    private readonly Dictionary<string, string> _variables = [];

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_ready_token_comes_first()
    {
        _variables["GLOBUS_COMPUTE_ACCESS_TOKEN"] = " ready ";
        UseClient();

        Assert.Equal("ready", (await AuthWorld.GetAsync(Chain())).Token);
        Assert.Empty(_world.Requests);
    }

    [Fact]
    public async Task A_client_comes_before_who_has_signed_in()
    {
        UseClient();
        await _world.Person().SignInAsync();

        await AuthWorld.GetAsync(Chain());

        Assert.Equal(1, _world.Count("client_credentials"));
    }

    [Fact]
    public async Task Who_has_signed_in_comes_before_a_prompt()
    {
        await _world.Person().SignInAsync();

        var token = await AuthWorld.GetAsync(Chain());

        Assert.Equal((await AuthWorld.GetAsync(_world.Stored())).Token, token.Token);
        Assert.Single(_world.Opened);
    }

    [Fact]
    public async Task A_person_is_prompted_at_last_and_again_when_the_sign_in_is_over()
    {
        var chain = Chain();
        await AuthWorld.GetAsync(chain);
        await AuthWorld.GetAsync(chain);
        Assert.Single(_world.Opened);

        _world.Auth.Revoke(AuthWorld.Alice);
        _world.Time.Advance(TimeSpan.FromSeconds(30));
        await AuthWorld.GetAsync(chain);

        Assert.Equal(2, _world.Opened.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_had_signed_in_before_is_prompted_when_that_is_over(bool isChosen)
    {
        await _world.Person().SignInAsync();
        var chain = Chain();
        if (isChosen)
        {
            await AuthWorld.GetAsync(chain);
        }

        _world.Auth.Revoke(AuthWorld.Alice);
        _world.Time.Advance(TimeSpan.FromSeconds(30));
        await AuthWorld.GetAsync(chain);

        Assert.Equal(2, _world.Opened.Count);
    }

    [Fact]
    public async Task A_person_satisfies_what_is_required_of_who_had_signed_in()
    {
        await _world.Person().SignInAsync();
        var chain = Chain();
        var token = await AuthWorld.GetAsync(chain);

        await AuthWorld.GetAsync(chain, token.Token, new AuthorizationParameters { RequiresMfa = true });

        Assert.Equal(2, _world.Opened.Count);
        Assert.Contains("session_required_mfa=True", _world.Opened.Last().Query);
    }

    [Fact]
    public async Task The_failure_says_of_each_why_it_does_not_apply()
    {
        var options = _world.Options();
        options.Method = GlobusSignInMethod.Automatic;
        options.OpenBrowser = null;
        var chain = DefaultChain.Create(options, _variables.GetValueOrDefault);

        var error = await Assert.ThrowsAsync<AuthorizationRequiredException>(
            () => chain.GetTokenAsync(new ComputeTokenContext(null, allowsInteraction: false), CancellationToken.None).AsTask());

        Assert.Contains("GLOBUS_COMPUTE_ACCESS_TOKEN is not set", error.Message);
        Assert.Contains("GLOBUS_COMPUTE_CLIENT_ID and GLOBUS_COMPUTE_CLIENT_SECRET are not both set", error.Message);
        Assert.Contains("gcompute login --environment local", error.Message);
        Assert.Contains("GlobusCompute.Remote.Authentication.PythonTokens", error.Message);
        Assert.Contains("a person: ", error.Message);
    }

    [Fact]
    public async Task One_that_applies_and_fails_is_not_replaced_by_another()
    {
        UseClient("wrong");
        await _world.Person().SignInAsync();

        await Assert.ThrowsAsync<AuthorizationRequiredException>(() => AuthWorld.GetAsync(Chain()).AsTask());

        Assert.Single(_world.Opened);
    }

    [Fact]
    public async Task A_secret_without_an_id_is_a_mistake_to_correct()
    {
        _variables["GLOBUS_COMPUTE_CLIENT_SECRET"] = "secret";

        await Assert.ThrowsAsync<InvalidOperationException>(() => AuthWorld.GetAsync(Chain()).AsTask());
    }

    [Fact]
    public async Task An_environment_without_an_Auth_takes_a_ready_token()
    {
        var options = _world.Options();
        options.Environment = GlobusEnvironment.Local;
        _variables["GLOBUS_COMPUTE_ACCESS_TOKEN"] = "ready";
        Assert.Equal("ready", (await AuthWorld.GetAsync(DefaultChain.Create(options, _variables.GetValueOrDefault))).Token);

        _variables.Clear();
        var error = await Assert.ThrowsAsync<AuthorizationRequiredException>(
            () => AuthWorld.GetAsync(DefaultChain.Create(options, _variables.GetValueOrDefault)).AsTask());

        Assert.Contains("GLOBUS_SDK_SERVICE_URL_AUTH", error.Message);
    }

    [Fact]
    public void The_default_is_always_the_same() => Assert.Same(GlobusCredential.Default, GlobusCredential.Default);

    private CredentialChain Chain() => DefaultChain.Create(_world.Options(), _variables.GetValueOrDefault);

    private void UseClient(string? secret = null)
    {
        _variables["GLOBUS_COMPUTE_CLIENT_ID"] = _world.Auth.ConfidentialClient.Id.ToString();
        _variables["GLOBUS_COMPUTE_CLIENT_SECRET"] = secret ?? _world.Auth.ConfidentialClient.Secret!;
    }
}
