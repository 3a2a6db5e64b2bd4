using System.Text.Json;

namespace GlobusCompute.Remote.LocalService.Dashboard;

/// <summary>Texts of JSON that anybody may have sent.</summary>
internal static class RequestText
{
    /// <summary>Gets a text; null for what is not a text, or holds an unpaired surrogate.</summary>
    public static string? Of(JsonElement json)
    {
        try
        {
            return json.ValueKind == JsonValueKind.String ? json.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
