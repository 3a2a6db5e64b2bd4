using System.Text;
using GlobusCompute.Remote.Shared.Python;

namespace GlobusCompute.Remote.Generators.Locking;

/// <summary>Writes a lock file in its one form: the same entries give the same text on every machine.</summary>
/// <remarks>LF line ends, indented by two spaces, entries by the ordinal order of their methods, then of their environments.</remarks>
internal static class LockFileWriter
{
    /// <summary>The text of a lock file with some entries.</summary>
    public static string Write(IEnumerable<LockEntry> entries)
    {
        var sorted = entries.OrderBy(static entry => entry.Pin.Method, StringComparer.Ordinal).ThenBy(static entry => entry.Pin.Environment, StringComparer.Ordinal).ToArray();
        var text = new StringBuilder("{\n  \"version\": ").Append(LockFileReader.Version).Append(",\n  \"functions\": [");
        for (var i = 0; i < sorted.Length; i++)
        {
            var (pin, owner, time, _) = sorted[i];
            text.Append(i == 0 ? "\n    {\n" : ",\n    {\n");
            Property(text, "method", pin.Method);
            Property(text, "environment", pin.Environment);
            Property(text, "function_id", pin.FunctionId);
            Property(text, "source_hash", pin.SourceHash);
            Property(text, "owner", owner);
            Property(text, "time", time, isLast: true);
            text.Append("    }");
        }

        return text.Append(sorted.Length == 0 ? "]\n}\n" : "\n  ]\n}\n").ToString();
    }

    // The reader takes no other characters that JSON would have to escape.
    private static void Property(StringBuilder text, string name, string? value, bool isLast = false)
    {
        text.Append("      \"").Append(name).Append("\": ");
        _ = value is null ? text.Append("null") : text.Append('"').Append(value.Replace("\\", "\\\\").Replace("\"", "\\\"")).Append('"');
        text.Append(isLast ? "\n" : ",\n");
    }
}
