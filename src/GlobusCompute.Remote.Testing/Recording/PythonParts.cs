using System.Text.RegularExpressions;

namespace GlobusCompute.Remote.Testing.Recording;

/// <summary>
/// Divides a Python source into its top-level statements and finds those that a function can reach, so that an edit of one function in a file is told from an
/// edit of another. What cannot be divided counts as a whole.
/// </summary>
internal static partial class PythonParts
{
    /// <summary>Gets the statements that a function can reach, in their order, without comments between them.</summary>
    /// <param name="source">A source with LF line ends.</param>
    /// <param name="function">The object that is called.</param>
    public static string ReachableFrom(string function, string source)
    {
        if (PythonStatementScanner.Divide(source) is not { } statements || !statements.Exists(part => part.Names.Contains(function)))
        {
            return source;
        }

        var reached = new HashSet<PythonStatement>();
        var open = new Stack<string>();
        Reach(statements.Where(static part => part.IsAlwaysRun));
        open.Push(function);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (open.TryPop(out var name))
        {
            if (seen.Add(name))
            {
                Reach(statements.Where(part => part.Names.Contains(name)));
            }
        }

        return string.Join('\n', statements.Where(reached.Contains).Select(static part => part.Text));

        void Reach(IEnumerable<PythonStatement> parts)
        {
            foreach (var part in parts.Where(reached.Add))
            {
                foreach (var word in Words(part.Code))
                {
                    open.Push(word);
                }
            }
        }
    }

    /// <summary>The identifiers and keywords in a code.</summary>
    public static IEnumerable<string> Words(string code) => Word().Matches(code).Select(static match => match.Value);

    [GeneratedRegex(@"[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}]*", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}

/// <summary>A top-level statement.</summary>
/// <param name="Text">Its lines, without blank ones at the end.</param>
/// <param name="Code">The same without comments and plain strings.</param>
/// <param name="Names">What it binds; empty where that is not clear.</param>
internal sealed record PythonStatement(string Text, string Code, IReadOnlyList<string> Names)
{
    /// <summary>Whether it runs with the source and may change anything, such as a call or an <c>if</c>; a text alone does nothing.</summary>
    public bool IsAlwaysRun => Names.Count == 0 && Code.AsSpan().Trim().Length > 0;
}
