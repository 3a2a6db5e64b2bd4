using System.Text;

namespace GlobusCompute.Remote.Testing.Setups;

/// <summary>Puts a command line together as the worker does: by Python's <c>str.format</c> (protocol.md §6.8).</summary>
internal static class CommandLine
{
    private const string MpiPrefix = "$PARSL_MPI_PREFIX ";

    /// <summary>Finds the command in the source that runs it, and fills its fields; null where the source runs none.</summary>
    public static string? Of(string? source, WorkerArguments arguments)
    {
        if (source is null)
        {
            return null;
        }

        var isMpi = source.Contains("    result = MPIFunction(\"", StringComparison.Ordinal);
        var start = source.IndexOf(isMpi ? "    result = MPIFunction(\"" : "    result = ShellFunction(\"", StringComparison.Ordinal);
        return start < 0 ? null
            : (isMpi ? MpiPrefix : "") + Format(Unescape(source, source.IndexOf('"', start) + 1), arguments);
    }

    private static string Format(string command, WorkerArguments arguments)
    {
        var line = new StringBuilder(command.Length);
        for (var i = 0; i < command.Length; i++)
        {
            if (command[i] is '{' or '}' && i + 1 < command.Length && command[i + 1] == command[i])
            {
                line.Append(command[i++]);
            }
            else if (command[i] == '{')
            {
                var end = command.IndexOf('}', i);
                line.Append(arguments.Keywords[command[(i + 1)..end]].As<string>());
                i = end;
            }
            else
            {
                line.Append(command[i]);
            }
        }

        return line.ToString();
    }

    // The literal is one that the library has written, so it is closed and its escapes are these.
    private static string Unescape(string source, int start)
    {
        var text = new StringBuilder();
        for (var i = start; source[i] != '"'; i++)
        {
            if (source[i] != '\\')
            {
                text.Append(source[i]);
                continue;
            }

            i++;
            var digits = source[i] switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
            if (digits == 0)
            {
                text.Append(source[i] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', var c => c });
            }
            else
            {
                text.Append(char.ConvertFromUtf32(Convert.ToInt32(source.Substring(i + 1, digits), 16)));
                i += digits;
            }
        }

        return text.ToString();
    }
}
