using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace GlobusCompute.Remote.Packaging.Tests;

/// <summary>What is in the packages.</summary>
public sealed partial class PackageContentTests(PackedPackages packages)
{
    private const string Library = "GlobusCompute.Remote";
    private const string CodeFixes = "analyzers/dotnet/cs/GlobusCompute.Remote.CodeFixes.dll";
    private const string Generator = "analyzers/dotnet/cs/GlobusCompute.Remote.Generators.dll";

    public static TheoryData<string> Packages => [.. PackedPackages.Names];

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_package_holds_and_depends_on_what_was_accepted(string name)
    {
        using var package = new PackageFile(packages.PathOf(name));
        var accepted = Path.Combine(TestPaths.Root, "tests", typeof(PackageContentTests).Assembly.GetName().Name!, "Contents", $"{name}.verified.txt");
        VerifiedText.AssertAccepted($"The package {name}", accepted, package.Describe(packages.Version));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Each_assembly_of_a_package_is_reproducible_and_its_symbols_are_published(string name)
    {
        using var package = new PackageFile(packages.PathOf(name));
        using var symbols = File.Exists(packages.SymbolsOf(name)) ? new PackageFile(packages.SymbolsOf(name)) : null;
        var own = package.Files.Where(file => Path.GetFileName(file).StartsWith(Library, StringComparison.Ordinal) && file.EndsWith(".dll", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(own);
        Assert.All(own, assembly =>
        {
            var entries = package.DebugEntries(assembly);
            Assert.Contains(DebugDirectoryEntryType.Reproducible, entries);
            if (!entries.Contains(DebugDirectoryEntryType.EmbeddedPortablePdb))
            {
                var holder = assembly.StartsWith("lib/", StringComparison.Ordinal) ? symbols : package;
                Assert.NotNull(holder);
                Assert.Equal(package.SymbolsId(assembly), holder.IdOfSymbols(Path.ChangeExtension(assembly, ".pdb")));
            }
        });
    }

    [Fact]
    public void Symbols_of_a_library_are_in_a_package_of_their_own()
    {
        foreach (var name in PackedPackages.Names.Where(static name => !name.EndsWith(".Tool", StringComparison.Ordinal)))
        {
            using var package = new PackageFile(packages.PathOf(name));
            using var symbols = new PackageFile(packages.SymbolsOf(name));
            Assert.DoesNotContain(package.Files, static file => file.EndsWith(".pdb", StringComparison.Ordinal));
            Assert.Equal(
                package.Files.Where(static file => file.StartsWith("lib/", StringComparison.Ordinal) && file.EndsWith(".dll", StringComparison.Ordinal))
                    .Select(static file => Path.ChangeExtension(file, ".pdb")),
                symbols.Files.Where(static file => file.EndsWith(".pdb", StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData("Testing")]
    [InlineData("LocalService")]
    public void A_package_that_uses_internals_of_the_library_requires_exactly_its_own_version_of_it(string name)
    {
        using var package = new PackageFile(packages.PathOf($"{Library}.{name}"));
        var required = XDocument.Parse(package.Text($"{Library}.{name}.nuspec")).Descendants()
            .Where(static element => element.Name.LocalName == "dependency" && element.Attribute("id")!.Value == Library)
            .Select(static element => element.Attribute("version")!.Value)
            .ToArray();
        Assert.Equal([$"[{packages.Version}]", $"[{packages.Version}]"], required);
    }

    [Fact]
    public void The_generator_asks_for_nothing_that_a_compiler_does_not_bring()
    {
        using var package = new PackageFile(packages.PathOf(Library));

        // The compiler's own interface hands out immutable arrays, so it brings their assembly.
        Assert.All(package.References(Generator), reference => Assert.True(
            reference.Name is "netstandard" or "System.Collections.Immutable" or "Microsoft.CodeAnalysis" or "Microsoft.CodeAnalysis.CSharp",
            reference.FullName));
    }

    [Fact]
    public void The_code_fixes_ask_for_nothing_that_an_editor_does_not_bring()
    {
        using var package = new PackageFile(packages.PathOf(Library));
        var references = package.References(CodeFixes);
        Assert.Contains(references, reference => reference.Name == "Microsoft.CodeAnalysis.Workspaces");

        // Spans are in the compiler's own interface, so that System.Memory comes with it where the framework has none.
        Assert.All(references, reference => Assert.True(
            reference.Name is "netstandard" or "System.Collections.Immutable" or "System.Memory" or "System.Composition.AttributedModel" or "GlobusCompute.Remote.Generators"
                or "Microsoft.CodeAnalysis" or "Microsoft.CodeAnalysis.CSharp" or "Microsoft.CodeAnalysis.Workspaces" or "Microsoft.CodeAnalysis.CSharp.Workspaces",
            reference.FullName));
    }

    [Fact]
    public void The_oldest_compiler_that_the_targets_accept_is_the_one_that_the_generator_was_built_for()
    {
        using var package = new PackageFile(packages.PathOf(Library));
        var floor = FloorPattern().Match(package.Text("buildTransitive/GlobusCompute.Remote.targets")).Groups[1].Value;
        Assert.All(
            package.References(Generator).Concat(package.References(CodeFixes)).Where(reference => reference.Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)),
            reference => Assert.Equal(floor, reference.Version!.ToString(2)));
    }

    [GeneratedRegex(@"<_GlobusComputeFloor>(\d+\.\d+)</_GlobusComputeFloor>")]
    private static partial Regex FloorPattern();
}
