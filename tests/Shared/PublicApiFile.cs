using System.Reflection;
using Xunit;

namespace GlobusCompute.Remote.Testing;

/// <summary>Compares a package's public surface with the list kept in its project, so that a change of surface shows in review.</summary>
internal static class PublicApiFile
{
    /// <summary>Fails with the difference, and leaves the present list in <c>PublicApi.received.txt</c>.</summary>
    public static void AssertListed(Assembly assembly)
    {
        var accepted = Path.Combine(TestPaths.Root, "src", assembly.GetName().Name!, "PublicApi.txt");
        VerifiedText.AssertAccepted($"The public surface of {assembly.GetName().Name}", accepted, PublicApiListing.Of(assembly));
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
}
