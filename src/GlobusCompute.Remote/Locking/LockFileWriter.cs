using System.Globalization;
using System.Text;
using GlobusCompute.Remote.Shared.Python;

namespace GlobusCompute.Remote.Locking;

/// <summary>
/// Writes a lock file. By hand: the escapes of <c>Utf8JsonWriter</c> depend on the Unicode tables of the .NET version, and the file is to be the same text on every
/// machine.
/// </summary>
internal static class LockFileWriter
{
    public static string Write(IReadOnlyList<ComputeLockEntry> entries)
    {
        var text = new StringBuilder(64 + (400 * entries.Count));
        text.Append(CultureInfo.InvariantCulture, $"{{\n  \"version\": {LockRules.Version},\n  \"functions\": [");
        for (var i = 0; i < entries.Count; i++)
        {
            text.Append(i == 0 ? "\n" : ",\n");
            Write(text, entries[i]);
        }

        return text.Append(entries.Count == 0 ? "]\n}\n" : "\n  ]\n}\n").ToString();
    }

    private static void Write(StringBuilder text, ComputeLockEntry entry)
    {
        text.Append("    {\n");
        Member(text, "method", entry.Method).Append(",\n");
        Member(text, "environment", entry.Environment.AbsoluteUri).Append(",\n");
        Member(text, "function_id", entry.FunctionId.ToString("D")).Append(",\n");
        Member(text, "source_hash", entry.SourceHash).Append(",\n");
        Member(text, "owner", entry.Owner?.ToString("D")).Append(",\n");
        Member(text, "time", LockRules.Write(entry.Time)).Append("\n    }");
    }

    private static StringBuilder Member(StringBuilder text, string name, string? value)
    {
        text.Append("      \"").Append(name).Append("\": ");
        if (value is null)
        {
            return text.Append("null");
        }

        text.Append('"');
        foreach (var c in value)
        {
            // Control characters are in none of the values.
            if (c is '"' or '\\')
            {
                text.Append('\\');
            }

            text.Append(c);
        }

        return text.Append('"');
    }
}
