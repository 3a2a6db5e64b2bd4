using System.Globalization;
using System.Text;
using GlobusCompute.Remote.Shared.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace GlobusCompute.Remote.Generators.CSharp;

/// <summary>C# names for Python's.</summary>
internal static class CSharpNames
{
    /// <summary><c>fit_line</c> is <c>FitLine</c>.</summary>
    public static string Pascal(string python) => Join(python, upper: true);

    /// <summary><c>max_iter</c> is <c>maxIter</c>, and <c>X</c> is <c>x</c>.</summary>
    public static string Camel(string python) => Join(python, upper: false);

    /// <summary>A name as code writes it.</summary>
    public static string Identifier(string name) => CSharpName.OfIdentifier(name);

    private static string Join(string python, bool upper)
    {
        var builder = new StringBuilder();
        foreach (var word in Spelled(python).Split('_').Where(word => word.Length > 0))
        {
            var first = upper || builder.Length > 0 ? char.ToUpperInvariant(word[0]) : char.ToLowerInvariant(word[0]);

            // A word that is all capitals in Python, such as XYZ, is one word here too.
            builder.Append(first).Append(builder.Length == 0 && !upper && word.All(char.IsUpper) ? word.Substring(1).ToLowerInvariant() : word.Substring(1));
        }

        if (builder.Length == 0 || !SyntaxFacts.IsIdentifierStartCharacter(builder[0]))
        {
            builder.Insert(0, '_');
        }

        return builder.ToString();
    }

    /// <summary>The name with numbers in place of the characters that identifiers of Python have and those of C# cannot have, or nobody would see.</summary>
    private static string Spelled(string python)
    {
        // Keys of dictionaries and members of functional enums are any text.
        if (python.All(static c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_'))
        {
            return python;
        }

        var builder = new StringBuilder(python.Length + 8);
        for (var i = 0; i < python.Length; i++)
        {
            if (python[i] is '-' or ' ' or '.' or '/' or ':')
            {
                builder.Append('_');
                continue;
            }

            var isPair = i + 1 < python.Length && char.IsSurrogatePair(python[i], python[i + 1]);
            if (!isPair && SyntaxFacts.IsIdentifierPartCharacter(python[i]) && !HiddenCharacter.IsAt(python, i))
            {
                builder.Append(python[i]);
                continue;
            }

            builder.Append('u').Append((isPair ? char.ConvertToUtf32(python, i) : python[i]).ToString("X4", CultureInfo.InvariantCulture));
            i += isPair ? 1 : 0;
        }

        return builder.ToString();
    }
}
