using System.Text;

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
        foreach (var word in python.Split('_').Where(word => word.Length > 0))
        {
            var first = upper || builder.Length > 0 ? char.ToUpperInvariant(word[0]) : char.ToLowerInvariant(word[0]);

            // A word that is all capitals in Python, such as XYZ, is one word here too.
            builder.Append(first).Append(builder.Length == 0 && !upper && word.All(char.IsUpper) ? word.Substring(1).ToLowerInvariant() : word.Substring(1));
        }

        if (builder.Length == 0 || char.IsDigit(builder[0]))
        {
            builder.Insert(0, '_');
        }

        return builder.ToString();
    }
}
