using GlobusCompute.Remote.Authentication.PythonTokens;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Testing;
using Microsoft.Data.Sqlite;
using Xunit;

namespace GlobusCompute.Remote.Authentication.Tests;

/// <summary>Who is signed in with Python's SDK is signed in here, and its store is never changed.</summary>
// Whether Python's tokens are registered is a fact of the process.
[Collection(nameof(DefaultChain))]
public sealed class PythonTokenTests(ShortLivedAuth fixture) : IClassFixture<ShortLivedAuth>, IDisposable
{
    private readonly AuthWorld _world = new(fixture);
    private readonly TemporaryFolder _folder = new();

    private string Store => _folder.File("storage.db");

    public void Dispose()
    {
        _world.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_sign_in_of_Pythons_SDK_is_taken_and_renewed_in_memory()
    {
        await SignInWithPythonAsync();
        var before = await File.ReadAllBytesAsync(Store);
        var credential = Credential();

        _world.Time.Advance(TimeSpan.FromSeconds(30));
        var token = await AuthWorld.GetAsync(credential);
        await using var client = new ComputeClient(new ComputeClientOptions { ServiceUrl = _world.Service.Url, Credential = credential, TimeProvider = _world.Time });
        await client.GetEndpointsAsync();

        Assert.Equal(_world.Time.GetUtcNow().AddSeconds(20), token.ExpiresOn);
        Assert.Equal(1, _world.Count("refresh_token"));
        Assert.Equal(before, await File.ReadAllBytesAsync(Store));
        Assert.Equal(["storage.db"], Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task What_the_SDK_renews_is_taken_from_its_store()
    {
        await SignInWithPythonAsync();
        var credential = Credential();
        _world.Time.Advance(TimeSpan.FromSeconds(30));
        await AuthWorld.GetAsync(credential);

        Write("user/local", "newer", _world.Time.GetUtcNow().AddDays(2));
        _world.Time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal("newer", (await AuthWorld.GetAsync(credential)).Token);
        Assert.Equal(1, _world.Count("refresh_token"));
    }

    [Theory]
    [InlineData("user/production")]
    [InlineData("clientprofile/local/x")]
    public async Task Sign_ins_of_other_environments_and_of_services_are_left_alone(string place)
    {
        Write(place, "token", _world.Time.GetUtcNow().AddDays(2));

        var error = await Assert.ThrowsAsync<CredentialUnavailableException>(() => AuthWorld.GetAsync(Credential()).AsTask());

        Assert.Contains(Store, error.Message);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("This is not a database, whatever its name says.")]
    [InlineData("rows")]
    [InlineData("[]")]
    public async Task A_store_that_is_missing_or_another_is_a_reason_and_no_more(string? content)
    {
        if (content is "rows" or "[]")
        {
            Write("user/local", "secret-token", _world.Time.GetUtcNow(), content == "rows" ? """{"access_token":"secret-token"}""" : content);
        }
        else if (content is not null)
        {
            await File.WriteAllTextAsync(Store, content);
        }

        var error = await Assert.ThrowsAsync<CredentialUnavailableException>(() => AuthWorld.GetAsync(Credential()).AsTask());

        Assert.DoesNotContain("secret-token", error.ToString());
    }

    [Fact]
    public async Task The_default_credential_finds_it_once_it_is_registered()
    {
        await SignInWithPythonAsync();
        GlobusPythonTokens.Register();
        GlobusPythonTokens.Register();
        var options = _world.Options(consent: false);
        DefaultChain.RegisterPythonTokens(its => new PythonTokenCredential(its, _folder.Path));
        try
        {
            await AuthWorld.GetAsync(DefaultChain.Create(options, static _ => null));
        }
        finally
        {
            DefaultChain.RegisterPythonTokens(null);
        }

        Assert.Empty(_world.Opened);
    }

    private PythonTokenCredential Credential() => new(_world.ServiceOptions(), _folder.Path);

    // As the SDK does, with tokens that the local Auth takes.
    private async Task SignInWithPythonAsync()
    {
        var options = _world.Options();
        options.TokenStore = GlobusTokenStore.InFolder(_folder.File("other"));
        await new GlobusInteractiveCredential(options).SignInAsync();
        var file = Directory.EnumerateFiles(_folder.File("other"), "*.json").Single();
        using (var stored = System.Text.Json.JsonDocument.Parse(await File.ReadAllTextAsync(file)))
        {
            Write("user/local", stored.RootElement.GetProperty("access_token").GetString()!, _world.Time.GetUtcNow().AddSeconds(20), null,
                stored.RootElement.GetProperty("refresh_token").GetString());
        }

        Directory.Delete(_folder.File("other"), recursive: true);
        _world.Opened.Clear();
    }

    private void Write(string place, string token, DateTimeOffset expiresOn, string? json = null, string? refreshToken = null)
    {
        using var store = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Store, Pooling = false }.ToString());
        store.Open();
        using var command = store.CreateCommand();
        command.CommandText = """
            CREATE TABLE IF NOT EXISTS token_storage (namespace VARCHAR NOT NULL, resource_server VARCHAR NOT NULL, token_data_json VARCHAR NOT NULL,
                PRIMARY KEY (namespace, resource_server));
            REPLACE INTO token_storage VALUES ($namespace, 'funcx_service', $json);
            """;
        command.Parameters.AddWithValue("$namespace", place);
        command.Parameters.AddWithValue("$json", json ?? System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, object?>
        {
            ["resource_server"] = "funcx_service",
            ["identity_id"] = "11111111-1111-4111-8111-111111111111",
            ["scope"] = "https://auth.globus.org/scopes/facd7ccc-c5f4-42aa-916b-a0e270e2c2a9/all",
            ["access_token"] = token,
            ["refresh_token"] = refreshToken,
            ["expires_at_seconds"] = expiresOn.ToUnixTimeSeconds(),
            ["token_type"] = "Bearer",
        }));
        command.ExecuteNonQuery();
    }
}
