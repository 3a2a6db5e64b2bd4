using System.Globalization;
using System.Text;

namespace GlobusCompute.Remote.Exceptions;

/// <summary>
/// Reads what workers say of errors of their own: an exception's <c>repr</c>, e.g. <c>MaxResultSizeExceeded(705, 200)</c> (protocol.md §4.9).
/// </summary>
internal static class PythonReport
{
    private const string UserPrefix = "remote error: ";

    /// <summary>What the exception's <c>str</c> is, as far as its <c>repr</c> tells.</summary>
    /// <param name="type">The exception's type.</param>
    /// <param name="arguments">What stands between the parentheses.</param>
    /// <param name="userMessage">What the worker says to users, or null: then it is that very text.</param>
    public static string Message(string type, string arguments, string? userMessage)
    {
        if (userMessage is not null && userMessage.StartsWith(UserPrefix, StringComparison.Ordinal))
        {
            return userMessage[UserPrefix.Length..];
        }

        if (type == "MaxResultSizeExceeded" && arguments.Split(", ") is [var size, var limit])
        {
            return $"Task result of {size}B exceeded current limit of {limit}B";
        }

        // Of several arguments, str is the tuple.
        return type == "KeyError" || arguments.Length == 0 ? arguments
            : Text(arguments) ?? (arguments.Contains(',', StringComparison.Ordinal) ? $"({arguments})" : arguments);
    }

    /// <summary>The text that a literal stands for; null when it is no literal of one text.</summary>
    private static string? Text(string literal)
    {
        if (literal.Length < 2 || literal[0] is not ('\'' or '"') || literal[^1] != literal[0])
        {
            return null;
        }

        var builder = new StringBuilder(literal.Length);
        var end = literal.Length - 1;
        for (var i = 1; i < end; i++)
        {
            if (literal[i] == literal[0])
            {
                return null;
            }

            if (literal[i] != '\\')
            {
                builder.Append(literal[i]);
            }
            else if (++i >= end || !TryUnescape(literal, ref i, end, builder))
            {
                return null;
            }
        }

        return builder.ToString();
    }

    private static bool TryUnescape(string literal, ref int i, int end, StringBuilder builder)
    {
        var digits = literal[i] switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        if (digits == 0)
        {
            builder.Append(literal[i] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', var c => c });
            return literal[i] is 'n' or 'r' or 't' or '\\' or '\'' or '"';
        }

        if (i + digits >= end
            || !int.TryParse(literal.AsSpan(i + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            || code is < 0 or > 0x10FFFF)
        {
            return false;
        }

        i += digits;
        builder.Append(code > 0xFFFF ? char.ConvertFromUtf32(code) : ((char)code).ToString());
        return true;
    }
}
