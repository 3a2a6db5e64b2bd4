using System.Text;

namespace GlobusCompute.Remote.Generators.Python;

/// <summary>Turns C# names into the names Python people give, by the same rule as the library's JSON property names.</summary>
internal static class SnakeCase
{
    private const string AsyncSuffix = "Async";

    /// <summary>
    /// A word starts at a capital behind a small letter or a digit, and at the last of several capitals when a small letter follows: <c>maxIter2</c> is
    /// <c>max_iter2</c>, <c>XValues</c> is <c>x_values</c>, <c>HTTPPort</c> is <c>http_port</c>. Underscores stay.
    /// </summary>
    public static string FromName(string name)
    {
        var builder = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (char.IsUpper(c) && i > 0)
            {
                var previous = name[i - 1];
                var startsWord = char.IsLower(previous) || char.IsDigit(previous)
                    || (char.IsUpper(previous) && i + 1 < name.Length && char.IsLower(name[i + 1]));
                if (startsWord)
                {
                    builder.Append('_');
                }
            }

            builder.Append(char.ToLowerInvariant(c));
        }

        return builder.ToString();
    }

    /// <summary>The Python function that a C# method stands for: without a trailing <c>Async</c>.</summary>
    public static string FromMethodName(string name) =>
        FromName(
            name.Length > AsyncSuffix.Length && name.EndsWith(AsyncSuffix, StringComparison.Ordinal)
                ? name.Substring(0, name.Length - AsyncSuffix.Length)
                : name);
}
