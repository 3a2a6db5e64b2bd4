using System.Text.Json;
using GlobusCompute.Remote.Credentials;

namespace GlobusCompute.Remote.Wire;

/// <summary>Reads from an error answer what it requires of a sign-in, in the current form and in the older ones (protocol.md §2.9).</summary>
internal static class AuthorizationAnswer
{
    /// <returns>What is required, merged where the answer holds several; null for an answer of another kind.</returns>
    public static AuthorizationParameters? Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var required = ReadOne(root);
        if (required is null && root.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array)
        {
            var isDependent = root.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.String
                && error.ValueEquals("dependent_consent_required");
            foreach (var item in errors.EnumerateArray())
            {
                if (item.ValueKind == JsonValueKind.Object && (isDependent ? ReadUnapproved(item) : ReadOne(item)) is { } one)
                {
                    required = required is null ? one : Merge(required, one);
                }
            }
        }

        return required;
    }

    private static AuthorizationParameters? ReadOne(JsonElement item)
    {
        // A code may be left out, and nothing else may be in its place.
        var hasCode = item.TryGetProperty("code", out var code);
        if (hasCode && code.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        if (item.TryGetProperty("authorization_parameters", out var parameters))
        {
            return parameters.ValueKind == JsonValueKind.Object ? ReadParameters(parameters, allowsCommas: !hasCode) : null;
        }

        if (!hasCode || !code.ValueEquals("ConsentRequired"))
        {
            return null;
        }

        return item.TryGetProperty("required_scopes", out _) && TryList(item, "required_scopes", allowsCommas: false, out var scopes)
            ? new AuthorizationParameters { RequiredScopes = scopes }
            : item.TryGetProperty("required_scope", out _) && TryText(item, "required_scope", out var scope) && scope is not null
                ? new AuthorizationParameters { RequiredScopes = [scope] }
                : null;
    }

    private static AuthorizationParameters? ReadUnapproved(JsonElement item) =>
        item.TryGetProperty("unapproved_scopes", out _) && TryList(item, "unapproved_scopes", allowsCommas: false, out var scopes)
            ? new AuthorizationParameters { RequiredScopes = scopes }
            : null;

    // A member of a wrong type makes the whole something else.
    private static AuthorizationParameters? ReadParameters(JsonElement item, bool allowsCommas) =>
        TryText(item, "session_message", out var message)
        && TryText(item, "prompt", out var prompt)
        && TryFlag(item, "session_required_mfa", out var mfa)
        && TryList(item, "session_required_identities", allowsCommas, out var identities)
        && TryList(item, "session_required_policies", allowsCommas, out var policies)
        && TryList(item, "session_required_single_domain", allowsCommas, out var domains)
        && TryList(item, "required_scopes", allowsCommas, out var scopes)
            ? new AuthorizationParameters
            {
                Message = message,
                Prompt = prompt,
                RequiresMfa = mfa,
                RequiredIdentities = identities,
                RequiredPolicies = policies,
                RequiredDomains = domains,
                RequiredScopes = scopes,
            }
            : null;

    private static bool TryText(JsonElement item, string name, out string? text)
    {
        text = null;
        if (!item.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return text is not null;
    }

    private static bool TryFlag(JsonElement item, string name, out bool? flag)
    {
        flag = null;
        if (!item.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        flag = value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null;
        return flag is not null;
    }

    private static bool TryList(JsonElement item, string name, bool allowsCommas, out List<string> list)
    {
        list = [];
        if (!item.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        if (allowsCommas && value.ValueKind == JsonValueKind.String)
        {
            list.AddRange(value.GetString()!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
            return true;
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        foreach (var text in value.EnumerateArray())
        {
            if (text.ValueKind != JsonValueKind.String)
            {
                return false;
            }

            list.Add(text.GetString()!);
        }

        return true;
    }

    private static AuthorizationParameters Merge(AuthorizationParameters one, AuthorizationParameters other) => new()
    {
        Message = one.Message ?? other.Message,
        Prompt = one.Prompt ?? other.Prompt,
        RequiresMfa = one.RequiresMfa is true ? true : other.RequiresMfa ?? one.RequiresMfa,
        RequiredIdentities = Join(one.RequiredIdentities, other.RequiredIdentities),
        RequiredPolicies = Join(one.RequiredPolicies, other.RequiredPolicies),
        RequiredDomains = Join(one.RequiredDomains, other.RequiredDomains),
        RequiredScopes = Join(one.RequiredScopes, other.RequiredScopes),
    };

    private static List<string> Join(IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        var list = new List<string>(one);
        foreach (var text in other)
        {
            if (!list.Contains(text))
            {
                list.Add(text);
            }
        }

        return list;
    }
}
