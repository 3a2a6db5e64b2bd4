using System.Text.Json;

namespace GlobusCompute.Remote.LocalService.Routes;

/// <summary>What makes an error a "Globus Auth Requirements Error": the parameters of the sign-in that would help (protocol.md §2.9).</summary>
internal static class RequirementJson
{
    public static void Write(Utf8JsonWriter writer, LocalSessionRequirement requirement)
    {
        writer.WriteStartObject("authorization_parameters"u8);
        WriteText(writer, "session_message", requirement.Message);
        WriteList(writer, "session_required_identities", requirement.RequiredIdentities);
        WriteList(writer, "session_required_single_domain", requirement.RequiredSingleDomain);
        WriteList(writer, "session_required_policies", requirement.RequiredPolicies);
        if (requirement.RequiredMfa is { } mfa)
        {
            writer.WriteBoolean("session_required_mfa"u8, mfa);
        }

        WriteList(writer, "required_scopes", requirement.RequiredScopes);
        WriteText(writer, "prompt", requirement.Prompt);
        writer.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    private static void WriteList(Utf8JsonWriter writer, string name, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }
}
