using System.Text.Json;

namespace GlobusCompute.Remote.Authentication.Auth;

/// <summary>A good answer of the token endpoint: one token for each resource server (protocol.md §2.6).</summary>
/// <param name="Items">The tokens, the top-level one first.</param>
/// <param name="IdToken">Who signed in, as a JWT, or null.</param>
internal sealed record TokenAnswer(IReadOnlyList<TokenItem> Items, string? IdToken)
{
    /// <summary>The token for Compute, wherever it was in the answer.</summary>
    public TokenItem? Compute => Items.FirstOrDefault(static item =>
        item.ResourceServer == GlobusScopes.ComputeServer
        && item.Scope.Split(' ').Any(static scope => scope.StartsWith(GlobusScopes.Compute, StringComparison.Ordinal)));

    /// <exception cref="JsonException">It is not such an answer.</exception>
    public static TokenAnswer Read(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("It is not an object.");
        }

        var items = new List<TokenItem> { ReadItem(root) };
        if (root.TryGetProperty("other_tokens", out var others) && others.ValueKind == JsonValueKind.Array)
        {
            items.AddRange(others.EnumerateArray().Select(ReadItem));
        }

        return new TokenAnswer(items, Text(root, "id_token"));
    }

    /// <summary>Never the tokens.</summary>
    public override string ToString() => $"{Items.Count} tokens";

    private static TokenItem ReadItem(JsonElement item) => new(
        Text(item, "resource_server") ?? "",
        Text(item, "access_token") ?? throw new JsonException("It contains no access token."),
        Text(item, "refresh_token"),
        Text(item, "scope") ?? "",
        item.TryGetProperty("expires_in", out var life) && life.ValueKind == JsonValueKind.Number && life.TryGetInt64(out var seconds)
            ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, int.MaxValue))
            : TimeSpan.Zero);

    private static string? Text(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
