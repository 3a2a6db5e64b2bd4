using GlobusCompute.Remote.Authentication.Auth;

namespace GlobusCompute.Remote.Authentication.SignIn;

/// <summary>What a person pastes: the code, or the whole address of the page that shows it.</summary>
internal static class PastedCode
{
    /// <exception cref="AuthException">It is neither.</exception>
    public static string Read(string? text, string state)
    {
        text = text?.Trim();
        if (string.IsNullOrEmpty(text))
        {
            throw new AuthException("The input ended before a code was pasted.", null, isTransient: false);
        }

        if (!text.Contains("code=", StringComparison.Ordinal))
        {
            return text;
        }

        var query = Query.Parse(text[(text.IndexOf('?') + 1)..]);
        return query.TryGetValue("state", out var its) && its != state
            ? throw new AuthException("The pasted address belongs to another sign-in.", null, isTransient: false)
            : query.GetValueOrDefault("code") is { Length: > 0 } code
                ? code
                : throw new AuthException("The pasted address contains no code.", null, isTransient: false);
    }
}
