using System.Reflection;
using System.Text;
using Xunit;

namespace GlobusCompute.Remote.Testing;

/// <summary>Compares a package's public surface with the list kept in its project, so that a change of surface shows in review.</summary>
internal static class PublicApiFile
{
    /// <summary>Fails with the difference, and leaves the present list in <c>PublicApi.received.txt</c>.</summary>
    public static void AssertListed(Assembly assembly)
    {
        var folder = Path.Combine(TestPaths.Root, "src", assembly.GetName().Name!);
        var accepted = Path.Combine(folder, "PublicApi.txt");
        var received = Path.Combine(folder, "PublicApi.received.txt");
        var expected = File.Exists(accepted) ? File.ReadAllText(accepted).ReplaceLineEndings("\n") : "";
        var actual = PublicApiListing.Of(assembly);
        if (expected == actual)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, actual);
        Assert.Fail(
            $"The public surface of {assembly.GetName().Name} is not the listed one. If the change is meant, copy {received} over {accepted}.\n"
            + Difference(expected.Split('\n'), actual.Split('\n')));
    }

    /// <summary>
    /// Fails when something is gone or different that <c>PublicApi.Shipped.txt</c> lists, which is the surface of the last recorded version, unless
    /// <c>PublicApi.Breaks.txt</c> names it below the reason for it.
    /// </summary>
    public static void AssertKept(Assembly assembly)
    {
        var folder = Path.Combine(TestPaths.Root, "src", assembly.GetName().Name!);
        var breaks = Path.Combine(folder, "PublicApi.Breaks.txt");
        var problems = Unexplained(
            File.ReadAllText(Path.Combine(folder, "PublicApi.Shipped.txt")),
            PublicApiListing.Of(assembly),
            File.Exists(breaks) ? File.ReadAllText(breaks) : "");
        Assert.True(
            problems.Count == 0,
            $"Code that was written for the last version of {assembly.GetName().Name} would not compile, or not run, with this one:\n{string.Join('\n', problems)}\n"
            + $"Keep the old beside the new. Where a break is meant, copy the lines into {breaks}, below a line with # and the reason, and say so in the changelog.");
    }

    /// <summary>The breaks that are not listed, and what is listed wrongly: without a reason above it, or without being a break.</summary>
    public static IReadOnlyList<string> Unexplained(string shipped, string present, string accepted)
    {
        var found = PublicApiBreaks.Find(shipped.ReplaceLineEndings("\n"), present.ReplaceLineEndings("\n"));
        var listed = new List<string>();
        var problems = new List<string>();
        string? reason = null;
        foreach (var line in accepted.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith('#'))
            {
                reason = line.TrimStart('#').Trim();
                continue;
            }

            listed.Add(line);
            if (string.IsNullOrEmpty(reason))
            {
                problems.Add($"listed as a break without a reason: {line}");
            }
        }

        return [.. found.Except(listed), .. listed.Except(found).Select(line => $"listed as a break, which it is not: {line}"), .. problems];
    }

    /// <summary>Lines that went, with <c>-</c>, and lines that came, with <c>+</c>, each below the type it belongs to.</summary>
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
}
