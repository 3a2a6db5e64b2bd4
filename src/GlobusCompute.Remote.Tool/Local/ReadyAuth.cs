using System.Text.Json.Serialization;
using GlobusCompute.Remote.LocalService;

namespace GlobusCompute.Remote.Tool.Local;

/// <summary>What an application must know to sign in to the service's Globus Auth.</summary>
internal sealed class ReadyAuth(LocalAuth auth, string? secretSource)
{
    private const int LinePeople = 5;

    [JsonPropertyName("url")]
    public Uri Url => auth.Url;

    [JsonPropertyName("native_client_id")]
    public Guid NativeClientId => auth.NativeClient.Id;

    [JsonPropertyName("client_id")]
    public Guid ClientId => auth.ConfidentialClient.Id;

    [JsonPropertyName("client_secret")]
    public string ClientSecret => auth.ConfidentialClient.Secret!;

    [JsonPropertyName("web_client_id")]
    public Guid WebClientId => auth.WebClient.Id;

    [JsonPropertyName("web_client_secret")]
    public string WebClientSecret => auth.WebClient.Secret!;

    [JsonPropertyName("people")]
    public IEnumerable<string> People => auth.People.Select(person => person.Username);

    public IEnumerable<string> ToLines()
    {
        var others = auth.People.Count > LinePeople ? $" and {auth.People.Count - LinePeople} more" : "";
        return
        [
            $"Sign-in   {Url}, as {string.Join(", ", People.Take(LinePeople).Select(PlainText.Clean))}{others}",
            $"Native    {NativeClientId}",
            $"Client    {ClientId}, secret {Show(ClientSecret)}",
            $"Web app   {WebClientId}, secret {Show(WebClientSecret)}",
        ];
    }

    private string Show(string secret) => secretSource is null ? secret : $"that of {secretSource}";
}
