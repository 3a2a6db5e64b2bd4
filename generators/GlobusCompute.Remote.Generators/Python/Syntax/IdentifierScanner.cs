using System.Globalization;
using GlobusCompute.Remote.Shared.Python;

namespace GlobusCompute.Remote.Generators.Python.Syntax;

/// <summary>Finds the ends of identifiers, and characters that no version of Python takes in one.</summary>
internal static class IdentifierScanner
{
    /// <summary>The place behind the identifier.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the identifier starts.</param>
    /// <param name="invalid">The place of the first character that cannot be part of it, or -1.</param>
    public static int Scan(string text, int start, out int invalid)
    {
        invalid = -1;
        var position = start;
        while (position < text.Length && PythonIdentifier.IsPart(text[position]))
        {
            if (text[position] >= '\u0080' && invalid < 0 && IsCertainlyInvalid(text, position))
            {
                invalid = position;
            }

            position++;
        }

        return position;
    }

    /// <summary>What is wrong with the character at a place.</summary>
    public static string Describe(string text, int position)
    {
        var code = char.IsHighSurrogate(text[position]) && position + 1 < text.Length && char.IsLowSurrogate(text[position + 1])
            ? char.ConvertToUtf32(text[position], text[position + 1])
            : text[position];
        return CharUnicodeInfo.GetUnicodeCategory(text, position) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.SpaceSeparator
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate
            ? $"invalid non-printable character U+{code:X4}"
            : $"invalid character '{char.ConvertFromUtf32(code)}' (U+{code:X4})";
    }

    // Letters, marks and digits may be valid by the tables of one version or another, and so may what this runtime does not know.
    private static bool IsCertainlyInvalid(string text, int position) => !char.IsSurrogate(text[position]) || char.IsHighSurrogate(text[position])
        ? CharUnicodeInfo.GetUnicodeCategory(text, position) switch
        {
            UnicodeCategory.DashPunctuation or UnicodeCategory.OpenPunctuation or UnicodeCategory.ClosePunctuation
                or UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation
                or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.CurrencySymbol => true,
            UnicodeCategory.OtherPunctuation => text[position] is not ('\u00B7' or '\u0387' or '\u30FB' or '\uFF65'),
            UnicodeCategory.MathSymbol => text[position] != '\u2118',
            UnicodeCategory.OtherSymbol => text[position] is not ('\u212E' or '\uFFFD'),
            UnicodeCategory.ModifierSymbol => text[position] is not ('\u309B' or '\u309C'),
            UnicodeCategory.OtherNumber => text[position] is not ((>= '\u1369' and <= '\u1371') or '\u19DA'),
            _ => false,
        }
        : false;
}
