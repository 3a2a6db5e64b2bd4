using System.Globalization;
using System.Text;

namespace GlobusCompute.Remote.Shared.Locking;

/// <summary>Writes a lock file in its one form: the same entries give the same text on every machine.</summary>
/// <remarks>
/// LF line ends, indented by two spaces, entries by the ordinal order of their methods, then of their environments. By hand: the escapes of
/// <c>Utf8JsonWriter</c> depend on the Unicode tables of the .NET version.
/// </remarks>
internal static class LockFileWriter
{
    /// <summary>The text of a lock file with some entries.</summary>
    public static string Write(IEnumerable<LockEntry> entries)
    {
        var sorted = entries
            .OrderBy(static entry => entry.Pin.Method, StringComparer.Ordinal)
            .ThenBy(static entry => entry.Pin.Environment, StringComparer.Ordinal)
            .ToArray();
        var text = new StringBuilder("{\n  \"version\": ", 64 + (400 * sorted.Length));
        text.Append(LockRules.Version.ToString(CultureInfo.InvariantCulture)).Append(",\n  \"functions\": [");
        for (var i = 0; i < sorted.Length; i++)
        {
            var entry = sorted[i];
            text.Append(i == 0 ? "\n    {\n" : ",\n    {\n");
            Property(text, "method", entry.Pin.Method);
            Property(text, "environment", entry.Pin.Environment);
            Property(text, "function_id", entry.Pin.FunctionId);
            Property(text, "source_hash", entry.Pin.SourceHash);
            Property(text, "owner", entry.Owner);
            Property(text, "time", entry.Time, isLast: true);
            text.Append("    }");
        }

        return text.Append(sorted.Length == 0 ? "]\n}\n" : "\n  ]\n}\n").ToString();
    }

    private static void Property(StringBuilder text, string name, string? value, bool isLast = false)
    {
        text.Append("      \"").Append(name).Append("\": ");
        if (value is null)
        {
            text.Append("null");
        }
        else
        {
            text.Append('"');
            foreach (var c in value)
            {
                // Control characters are in none of the values.
                _ = c is '"' or '\\' ? text.Append('\\').Append(c) : text.Append(c);
            }

            text.Append('"');
        }

        text.Append(isLast ? "\n" : ",\n");
    }
}
