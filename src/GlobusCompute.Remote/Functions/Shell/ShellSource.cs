using System.Globalization;
using System.Text;

namespace GlobusCompute.Remote.Functions.Shell;

/// <summary>
/// Writes the Python function that runs a command on the worker. It imports the worker's own <c>ShellFunction</c> and gives its result back as a
/// dictionary, so that nothing is pickled (protocol.md §6.8). Options that are not set are left out, for older workers do not know all.
/// </summary>
internal static class ShellSource
{
    public static string Write(string name, string command, ShellOptions options)
    {
        var (module, type) = options.IsMpi ? ("mpi_function", "MPIFunction") : ("shell_function", "ShellFunction");
        var arguments = new StringBuilder(Literal(command));
        Add(arguments, "stdout", options.Stdout is { } output ? Literal(output) : null);
        Add(arguments, "stderr", options.Stderr is { } error ? Literal(error) : null);
        Add(arguments, "walltime", options.WalltimeSeconds?.ToString("R", CultureInfo.InvariantCulture));
        Add(arguments, "snippet_lines", options.SnippetLines?.ToString(CultureInfo.InvariantCulture));
        return $"""
            def {name}(**fields):
                from globus_compute_sdk.sdk.{module} import {type}
                result = {type}({arguments})(**fields)
                return result if isinstance(result, dict) else dict(result.__dict__)

            """.ReplaceLineEndings("\n");
    }

    /// <summary>A Python string literal in ASCII that means exactly the text.</summary>
    public static string Literal(string text)
    {
        var literal = new StringBuilder(text.Length + 2).Append('"');
        foreach (var rune in text.EnumerateRunes())
        {
            literal.Append(rune.Value switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                >= ' ' and <= '~' => rune.ToString(),
                <= 0xFF => $"\\x{rune.Value:x2}",
                <= 0xFFFF => $"\\u{rune.Value:x4}",
                _ => $"\\U{rune.Value:x8}",
            });
        }

        return literal.Append('"').ToString();
    }

    private static void Add(StringBuilder arguments, string name, string? value)
    {
        if (value is not null)
        {
            arguments.Append(", ").Append(name).Append('=').Append(value);
        }
    }
}
