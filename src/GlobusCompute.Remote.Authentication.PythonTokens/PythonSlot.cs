using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GlobusCompute.Remote.Authentication.Auth;
using GlobusCompute.Remote.Authentication.Tokens;
using Microsoft.Data.Sqlite;

namespace GlobusCompute.Remote.Authentication.PythonTokens;

/// <summary>The SDK's token store (protocol.md §2.7), opened for reading only. What is renewed here stays in memory.</summary>
internal sealed class PythonSlot(string file, string environment, string clientId) : ITokenSlot
{
    private readonly object _lock = new();
    private StoredTokens? _renewed;
    private string? _renewedFrom;

    // Nothing is written that others could wait for.
    public Task<IDisposable?> HoldAsync(CancellationToken cancellationToken) => Task.FromResult<IDisposable?>(null);

    public StoredTokens? Read()
    {
        var stored = ReadStore();
        lock (_lock)
        {
            // The SDK has renewed its token since, or somebody else has signed in.
            if (stored is null || stored.AccessToken != _renewedFrom)
            {
                (_renewed, _renewedFrom) = (null, stored?.AccessToken);
            }

            return _renewed ?? stored;
        }
    }

    public void Write(StoredTokens tokens)
    {
        lock (_lock)
        {
            _renewed = tokens;
        }
    }

    public void Delete()
    {
        lock (_lock)
        {
            _renewed = null;
        }
    }

    private StoredTokens? ReadStore()
    {
        if (!File.Exists(file))
        {
            return null;
        }

        var connection = new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString();
        try
        {
            using var store = new SqliteConnection(connection);
            store.Open();
            using var command = store.CreateCommand();
            command.CommandText = "SELECT token_data_json FROM token_storage WHERE namespace = $namespace AND resource_server = $server";
            command.Parameters.AddWithValue("$namespace", $"user/{environment}");
            command.Parameters.AddWithValue("$server", GlobusScopes.ComputeServer);
            return command.ExecuteScalar() is string text ? Parse(text) : null;
        }
        catch (Exception e) when (e is SqliteException or JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new CredentialUnavailableException($"The token store of Python's SDK at {file} cannot be read: {Reason(e)}", e is SqliteException ? e : null);
        }
    }

    private StoredTokens Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        var expiresOn = DateTimeOffset.FromUnixTimeSeconds(root.GetProperty("expires_at_seconds").GetInt64());
        var accessToken = Text(root, "access_token") ?? throw new KeyNotFoundException();
        var refreshToken = Text(root, "refresh_token");
        return new StoredTokens
        {
            ClientId = clientId,
            IdentityId = Text(root, "identity_id") ?? "",
            SignInId = IdOf(refreshToken ?? accessToken),
            AccessToken = accessToken,
            RefreshToken = refreshToken,

            // Not known; any that leaves the whole margin does.
            IssuedOn = expiresOn - TimeSpan.FromDays(2),
            ExpiresOn = expiresOn,
        };
    }

    // The store does not say when somebody signed in; the refresh token stays the same until they do it again.
    private static Guid IdOf(string token) => new(SHA256.HashData(Encoding.UTF8.GetBytes(token)).AsSpan(0, 16));

    // Messages of the reader of JSON may quote what they read.
    private static string Reason(Exception e) => e is SqliteException ? e.Message : "its format is another one than this version knows.";

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
