using System.Globalization;

namespace GlobusCompute.Remote.Shared.Python;

/// <summary>What Python takes for an identifier, and which of them are the same to it.</summary>
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
    public static string? Refuse(string name) =>
        name.Length == 0 ? "empty" : IsKeyword(name) ? "a Python keyword" : !IsValid(name) ? "not a Python identifier" : null;

    /// <summary>
    /// The form of a name by which Python compares it (NFKC), so that <c>µ</c> of a keyboard and <c>μ</c> of the Greek alphabet are one name. What is not an
    /// identifier stays as it is.
    /// </summary>
    public static string Normalize(string name)
    {
        foreach (var c in name)
        {
            // All before U+0132 but ª, µ and º are what they become, alone and one behind the other.
            if (c is >= '\u0132' or (>= '\u0080' and < '\u00C0'))
            {
                return IsValid(name) ? Nfkc.Of(name) : name;
            }
        }

        return name;
    }

    private static bool IsValid(string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            var isPair = i + 1 < name.Length && char.IsSurrogatePair(c, name[i + 1]);
            if (!(c < '\u0080'
                ? (i == 0 ? IsStart(c) : IsPart(c))
                : IsValid(isPair ? char.ConvertToUtf32(c, name[i + 1]) : c, CharUnicodeInfo.GetUnicodeCategory(name, i), i == 0)))
            {
                return false;
            }

            i += isPair ? 1 : 0;
        }

        return name.Length > 0;
    }

    /// <summary>The properties XID_Start and XID_Continue, from the category and the exceptions that Unicode lists.</summary>
    private static bool IsValid(int c, UnicodeCategory category, bool isFirst) => c switch
    {
        // Letters whose normal form begins or ends with what no identifier has.
        0x2E2F or 0x037A or (>= 0xFC5E and <= 0xFC63) or 0xFDFA or 0xFDFB
            or 0xFE70 or 0xFE72 or 0xFE74 or 0xFE76 or 0xFE78 or 0xFE7A or 0xFE7C or 0xFE7E => false,
        0x0E33 or 0x0EB3 or 0xFF9E or 0xFF9F => !isFirst,
        0x2118 or 0x212E => true,
        0x00B7 or 0x0387 or (>= 0x1369 and <= 0x1371) or 0x19DA => !isFirst,
        _ => category switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
                or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber => true,
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber
                or UnicodeCategory.ConnectorPunctuation => !isFirst || c is 0x1885 or 0x1886,
            _ => false,
        },
    };
}
