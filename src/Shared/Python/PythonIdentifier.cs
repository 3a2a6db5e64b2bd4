namespace GlobusCompute.Remote.Shared.Python;

/// <summary>What Python takes for an identifier.</summary>
internal static class PythonIdentifier
{
    private static readonly HashSet<string> s_keywords = new(StringComparer.Ordinal)
    {
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else",
        "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise",
        "return", "try", "while", "with", "yield",
    };

    public static bool IsKeyword(string name) => s_keywords.Contains(name);

    /// <summary>Whether a character may start an identifier. As in Python's tokenizer, all characters outside ASCII may.</summary>
    public static bool IsStart(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_' or >= '\u0080';

    /// <summary>Whether a character may stand inside an identifier.</summary>
    public static bool IsPart(char c) => IsStart(c) || c is >= '0' and <= '9';

    /// <summary>Why a text cannot be an identifier, or null when it can.</summary>
    public static string? Refuse(string name)
    {
        if (name.Length == 0)
        {
            return "empty";
        }

        if (IsKeyword(name))
        {
            return "a Python keyword";
        }

        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            var valid = c < '\u0080'
                ? (i == 0 ? IsStart(c) : IsPart(c))
                : char.IsLetter(name, i) || char.IsSurrogate(c) || (i > 0 && char.IsLetterOrDigit(name, i));
            if (!valid)
            {
                return "no Python identifier";
            }
        }

        return null;
    }
}
