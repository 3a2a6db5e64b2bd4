using System.Text;
using Xunit;

namespace GlobusCompute.Remote.Testing;

/// <summary>Compares a text with an accepted file, so that a change of it shows in review.</summary>
internal static class VerifiedText
{
    private const int LinesShown = 60;

    /// <summary>
    /// Fails with the difference when a text is not the one of the file, and leaves it beside that: in <c>X.received.txt</c> for <c>X.verified.txt</c> and for <c>X.txt</c>.
    /// </summary>
    /// <param name="subject">What the text is, for the message.</param>
    /// <param name="accepted">The file.</param>
    /// <param name="text">The text of now, with line feeds alone.</param>
    public static void AssertAccepted(string subject, string accepted, string text)
    {
        var received = ReceivedPath(accepted);
        var expected = File.Exists(accepted) ? File.ReadAllText(accepted).ReplaceLineEndings("\n") : "";
        if (expected == text)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        var lines = Difference(expected.Split('\n'), text.Split('\n')).TrimEnd('\n').Split('\n');
        var more = lines.Length > LinesShown ? $"\n... and {lines.Length - LinesShown} lines more" : "";
        Assert.Fail($"{subject} is not the accepted one. If the change is meant, copy {received} over {accepted}.\n{string.Join('\n', lines.Take(LinesShown))}{more}");
    }

    /// <summary>Lines that went, with <c>-</c>, and lines that came, with <c>+</c>, each below the line without indentation that it belongs to.</summary>
    public static string Difference(string[] before, string[] after)
    {
        // common[i, j]: how many lines the longest common part of before[i..] and after[j..] has.
        var common = new int[before.Length + 1, after.Length + 1];
        for (var i = before.Length - 1; i >= 0; i--)
        {
            for (var j = after.Length - 1; j >= 0; j--)
            {
                common[i, j] = before[i] == after[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        var text = new StringBuilder();
        string? heading = null;
        for (int i = 0, j = 0; i < before.Length || j < after.Length;)
        {
            if (i < before.Length && j < after.Length && before[i] == after[j])
            {
                heading = before[i].StartsWith(' ') ? heading : before[i];
                i++;
                j++;
                continue;
            }

            if (!string.IsNullOrEmpty(heading))
            {
                text.Append("  ").Append(heading).Append('\n');
                heading = null;
            }

            var removed = j == after.Length || (i < before.Length && common[i + 1, j] >= common[i, j + 1]);
            text.Append(removed ? "- " : "+ ").Append(removed ? before[i++] : after[j++]).Append('\n');
        }

        return text.ToString();
    }

    private static string ReceivedPath(string accepted)
    {
        var name = Path.GetFileNameWithoutExtension(accepted);
        name = name.EndsWith(".verified", StringComparison.Ordinal) ? name[..^".verified".Length] : name;
        return Path.Combine(Path.GetDirectoryName(accepted)!, $"{name}.received{Path.GetExtension(accepted)}");
    }
}
