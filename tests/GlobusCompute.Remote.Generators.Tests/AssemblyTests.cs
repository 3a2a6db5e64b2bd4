using System.Reflection;
using System.Text.RegularExpressions;
using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Tests;

/// <summary>The generator as a whole: what it needs to load, and what it says about its rules.</summary>
public sealed partial class AssemblyTests
{
    [Fact]
    public void It_references_nothing_but_netstandard_and_the_compiler()
    {
        var references = typeof(ComputeProxyGenerator).Assembly.GetReferencedAssemblies().Select(reference => reference.Name!).ToArray();
        Assert.Contains("netstandard", references);
        Assert.DoesNotContain("Microsoft.CodeAnalysis.Workspaces", references);

        // System.Collections.Immutable is part of the compiler's own interface, and the compiler brings it.
        Assert.All(references, name => Assert.True(
            name is "netstandard" or "System.Collections.Immutable" || name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal), name));
    }

    [Fact]
    public void It_asks_for_the_compiler_version_that_is_promised() =>
        Assert.All(
            typeof(ComputeProxyGenerator).Assembly.GetReferencedAssemblies()
                .Where(reference => reference.Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)),
            reference => Assert.Equal(new Version(4, 14, 0, 0), reference.Version));

    [Fact]
    public void Every_rule_is_in_the_release_notes_with_its_severity()
    {
        var directory = typeof(AssemblyTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "ProjectDirectory").Value!;
        var generator = Path.Combine(directory, "..", "..", "generators", "GlobusCompute.Remote.Generators");
        var listed = new[] { "AnalyzerReleases.Shipped.md", "AnalyzerReleases.Unshipped.md" }
            .SelectMany(file => File.ReadLines(Path.Combine(generator, file)))
            .Select(line => RulePattern().Match(line))
            .Where(match => match.Success)
            .Select(match => match.Groups[1].Value + " " + match.Groups[2].Value + " " + match.Groups[3].Value);
        Assert.Equal(
            Descriptors.All.Select(rule => $"{rule.Id} {(rule.IsEnabledByDefault ? rule.DefaultSeverity.ToString() : "Disabled")} {rule.Title}").Order(StringComparer.Ordinal),
            listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_rule_has_an_id_of_its_own_and_a_help_page() =>
        Assert.All(Descriptors.All, rule =>
        {
            Assert.Single(Descriptors.All, other => other.Id == rule.Id);
            Assert.Matches("^GCR[0-9]{3}$", rule.Id);
            Assert.Equal(HelpPages.LinkOf(rule.Id) ?? "", rule.HelpLinkUri);
            Assert.EndsWith("/docs/diagnostics.md#" + rule.Id.ToLowerInvariant(), HelpPages.LinkOf("https://example.org/r", rule.Id), StringComparison.Ordinal);
        });

    [Theory]
    [InlineData("https://example.org/r", "https://example.org/r/blob/main/docs/diagnostics.md#gcr001")]
    [InlineData("https://example.org/r/", "https://example.org/r/blob/main/docs/diagnostics.md#gcr001")]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_help_link_leads_into_the_repository_that_the_build_names(string? repository, string? link) =>
        Assert.Equal(link, HelpPages.LinkOf(repository, Descriptors.InaccessibleInterface.Id));

    [Fact]
    public void An_interface_without_remote_functions_gets_no_proxy()
    {
        var project = Compiled.Project("public interface IPlain { int P { get; } }");
        var compiled = Compiled.From(project);
        Assert.Empty(compiled.GeneratedTexts);
        Assert.Empty(compiled.Reported);
    }

    [GeneratedRegex(@"^(GCR[0-9]+) \| GlobusCompute \| (\w+) \| (.+)$")]
    private static partial Regex RulePattern();
}
