using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Tests.Locking;

public sealed class LockDiagnosticsTests
{
    private const string Fit = "def fit(x): return x\n";
    private static readonly TestFile s_fit = new("analysis.py", Fit);

    public static TheoryData<string, string, string, string> AtMethods => new()
    {
        {
            "GCR071", "[[|ComputeFunction(File = \"analysis.py\")|]] Task Fit(int x);", LockText.Entry("I.Fit"),
            "I.Fit: the source of fit in 'analysis.py', or what is registered with it, has changed since it was pinned for https://compute.api.globus.org/; run 'gcompute function pin' to register it anew"
        },
        {
            "GCR071", "[[|ComputeFunction(Source = \"def fit(x): return x\", Public = true)|]] Task Fit(int x);", LockText.Entry("I.Fit", LockText.Hash("fit", "def fit(x): return x")),
            "I.Fit: the source of fit, or what is registered with it, has changed since it was pinned for https://compute.api.globus.org/; run 'gcompute function pin' to register it anew"
        },
        {
            "GCR072", "[ComputeFunction(File = \"analysis.py\")] Task Fit(int x);\n[[|ComputeFunction(Source = \"def g(): pass\")|]] Task G();", LockText.Entry("I.Fit", LockText.Hash("fit", Fit)),
            "I.G: g is not pinned for https://compute.api.globus.org/, but others are; run 'gcompute function pin'"
        },
        {
            "GCR072", "[[|ComputeFunction(File = \"analysis.py\")|]] Task Fit(int x);\n[ComputeFunction(File = \"analysis.py\", Name = \"fit\")] Task G(int x);",
            LockText.Entry("I.Fit", LockText.Hash("fit", Fit)) + ",\n" + LockText.Entry("I.G", LockText.Hash("fit", Fit)) + ",\n"
                + LockText.Entry("I.G", LockText.Hash("fit", Fit), LockText.Sandbox) + ",\n" + LockText.Entry("I.G", LockText.Hash("fit", Fit), "http://localhost:8080/"),
            "I.Fit: fit in 'analysis.py' is not pinned for http://localhost:8080/ and https://compute.sandbox.example/, but others are; run 'gcompute function pin'"
        },
    };

    public static TheoryData<string, string, string> InTheFile => new()
    {
        {
            "GCR073", Valid() + ",\n" + LockText.Entry("[|I.Gone|]"),
            "I.Gone is pinned for https://compute.api.globus.org/, but no method of this name has a Python source in this project; remove the entry"
        },
        {
            "GCR073", Valid() + ",\n" + LockText.Entry("[|I.ById|]"),
            "I.ById is pinned for https://compute.api.globus.org/, but no method of this name has a Python source in this project; remove the entry"
        },
        {
            "GCR073", Valid() + ",\n" + LockText.Entry("[|I.Shell|]"),
            "I.Shell is pinned for https://compute.api.globus.org/, but no method of this name has a Python source in this project; remove the entry"
        },
        {
            "GCR073", Valid() + ",\n" + LockText.Entry("[|I.Fit(System.Int32)|]"),
            "I.Fit(System.Int32) is pinned for https://compute.api.globus.org/, but no method of this name has a Python source in this project; remove the entry"
        },
        {
            "GCR073", Valid() + ",\n" + LockText.Entry("[|I.Over|]"),
            "I.Over is pinned for https://compute.api.globus.org/, but no method of this name has a Python source in this project (it has overloads, which are named with their parameters); remove the entry"
        },
        {
            "GCR074", Valid() + ",\n" + LockText.Entry("[|I.Fit|]"),
            "I.Fit is pinned for https://compute.api.globus.org/ by an earlier entry already, which is the one that is used; remove one of them"
        },
    };

    [Theory]
    [MemberData(nameof(AtMethods))]
    public void What_differs_from_the_lock_file_is_reported_at_the_attribute(string id, string members, string entries, string message)
    {
        var marked = Marked.Parse(Interface(members));
        var compiled = Compiled.From(marked.Source, s_fit, LockText.File(entries));
        var diagnostic = Assert.Single(compiled.Reported);
        Assert.Equal((id, message), (diagnostic.Id, diagnostic.GetMessage(null)));
        Assert.Equal(marked.Span, diagnostic.Location.SourceSpan);
        Assert.Empty(compiled.CompilerProblems);
        Assert.DoesNotContain("throw new", compiled.Generated, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(AtMethods))]
    public void A_pragma_silences_it(string id, string members, string entries, string message)
    {
        Assert.NotEmpty(message);
        var source = Interface($"\n#pragma warning disable {id}\n{Marked.Parse(members).Source}\n#pragma warning restore {id}\n");
        Assert.Empty(Compiled.From(source, s_fit, LockText.File(entries)).Reported);
    }

    [Theory]
    [InlineData("none", null)]
    [InlineData("silent", DiagnosticSeverity.Hidden)]
    [InlineData("suggestion", DiagnosticSeverity.Info)]
    [InlineData("warning", DiagnosticSeverity.Warning)]
    [InlineData("error", DiagnosticSeverity.Error)]
    public void An_editorconfig_sets_the_severity(string severity, DiagnosticSeverity? expected)
    {
        foreach (var (id, members, entries, _) in AtMethods.Select(row => row.Data))
        {
            var project = Configured.Project(Interface(Marked.Parse(members).Source), id, severity);
            var reported = Compiled.From(project, s_fit, LockText.File(entries)).Reported;
            Assert.Equal(expected is { } value ? [(id, value)] : [], reported.Select(diagnostic => (diagnostic.Id, diagnostic.Severity)));
        }
    }

    [Fact]
    public void Drift_names_the_line_of_the_entry_beside_the_attribute()
    {
        var lockFile = LockText.Of(LockText.Entry("I.Other", LockText.Hash("fit", Fit)), LockText.Entry("I.Fit", environment: LockText.Sandbox));
        var diagnostic = Compiled.From(
            Interface("[ComputeFunction(File = \"analysis.py\")] Task Fit(int x);\n[ComputeFunction(File = \"analysis.py\", Name = \"fit\")] Task Other(int x);"),
            s_fit,
            TestFile.Lock(lockFile)).Reported.Single(diagnostic => diagnostic.Id == "GCR071");
        var place = Assert.Single(diagnostic.AdditionalLocations);
        Assert.Equal("/repo/app/globuscompute.lock.json", place.GetLineSpan().Path);
        Assert.Equal("      \"method\": \"I.Fit\",", lockFile.Split('\n')[place.GetLineSpan().StartLinePosition.Line]);
        Assert.Equal("\"I.Fit\"", lockFile.Substring(place.SourceSpan.Start, place.SourceSpan.Length));
        Assert.Equal(
            [("LockEntry", "1"), ("LockEnvironment", LockText.Sandbox), ("LockFile", "/repo/app/globuscompute.lock.json"), ("LockMethod", "I.Fit")],
            diagnostic.Properties.Select(property => (property.Key, property.Value!)).OrderBy(property => property.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void Each_changed_environment_is_reported_by_itself()
    {
        var compiled = Compiled.From(
            Interface("[ComputeFunction(File = \"analysis.py\")] Task Fit(int x);"), s_fit, LockText.File(LockText.Entry("I.Fit"), LockText.Entry("I.Fit", environment: LockText.Sandbox)));
        Assert.Equal(["GCR071", "GCR071"], compiled.Reported.Select(diagnostic => diagnostic.Id));
        Assert.Equal(2, compiled.Reported.Select(diagnostic => diagnostic.GetMessage(null)).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(InTheFile))]
    public void A_wrong_entry_is_reported_at_its_line_of_the_file(string id, string entries, string message)
    {
        var text = LockText.Of(entries);
        var line = text[..text.IndexOf("[|", StringComparison.Ordinal)].Count(c => c == '\n');
        var compiled = Compiled.From(Everything(), s_fit, TestFile.Lock(text.Replace("[|", "").Replace("|]", "")));
        var diagnostic = Assert.Single(compiled.Reported);
        Assert.Equal((id, message), (diagnostic.Id, diagnostic.GetMessage(null)));
        Assert.Equal(("/repo/app/globuscompute.lock.json", line), (diagnostic.Location.GetLineSpan().Path, diagnostic.Location.GetLineSpan().StartLinePosition.Line));
        Assert.Equal("\"" + message.Split(' ')[0] + "\"", text.Replace("[|", "").Replace("|]", "").Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
    }

    [Theory]
    [MemberData(nameof(InTheFile))]
    public void A_global_setting_silences_what_is_reported_in_the_file(string id, string entries, string message)
    {
        Assert.NotEmpty(message);
        var project = Compiled.Project(Everything());
        project = project.WithOptions(project.Options.WithSpecificDiagnosticOptions(project.Options.SpecificDiagnosticOptions.SetItem(id, ReportDiagnostic.Suppress)));
        Assert.Empty(Compiled.From(project, s_fit, TestFile.Lock(LockText.Of(entries).Replace("[|", "").Replace("|]", ""))).Reported);
    }

    [Fact]
    public void Merge_conflicts_are_one_error_at_the_first_marker_and_nothing_else()
    {
        var text = LockText.Of(
            LockText.Entry("I.Fit"),
            "<<<<<<< HEAD\n" + LockText.Entry("I.Gone") + "\n||||||| base\n=======\n" + LockText.Entry("I.Fit") + "\n>>>>>>> theirs");
        var diagnostic = Assert.Single(Compiled.From(Everything(), s_fit, TestFile.Lock(text)).Reported);
        Assert.Equal("GCR070", diagnostic.Id);
        Assert.Equal(
            "globuscompute.lock.json has merge conflict markers at line 12; keep one side's entries, then run 'gcompute function pin'", diagnostic.GetMessage(null));
        var span = diagnostic.Location.GetLineSpan();
        Assert.Equal(("/repo/app/globuscompute.lock.json", "<<<<<<< HEAD"), (span.Path, text.Split('\n')[span.StartLinePosition.Line]));
        Assert.Equal("<<<<<<< HEAD", text.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
    }

    [Theory]
    [InlineData("", "globuscompute.lock.json is not valid JSON at line 1: a value is expected, and the end of the file is there")]
    [InlineData("{\n  \"version\": 2,\n  \"functions\": [ \"of another form\" ]\n}\n", "globuscompute.lock.json is malformed at line 2: it is of version 2")]
    [InlineData("{\n  \"version\": 1,\n  \"functions\": [ {} ]\n}\n", "globuscompute.lock.json is malformed at line 3: an entry lacks 'method'")]
    public void A_file_that_cannot_be_read_is_one_error_at_its_line(string text, string message)
    {
        var diagnostic = Assert.Single(Compiled.From(Everything(), s_fit, TestFile.Lock(text)).Reported);
        Assert.Equal("GCR070", diagnostic.Id);
        Assert.StartsWith(message, diagnostic.GetMessage(null), StringComparison.Ordinal);
        Assert.Contains($" at line {diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1}:", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_lock_file_or_with_one_without_entries_nothing_is_said_of_pins()
    {
        Assert.Empty(Compiled.From(Everything(), s_fit).Reported);
        Assert.Empty(Compiled.From(Everything(), s_fit, LockText.File()).Reported);
    }

    [Fact]
    public void A_function_that_cannot_be_called_is_no_drift_and_its_entry_is_kept()
    {
        // Somebody is at work on the file, or on the interface.
        var broken = Compiled.From(
            Interface("[ComputeFunction(File = \"analysis.py\")] Task Fit(int x);\n[ComputeFunction(File = \"gone.py\")] Task Gone(int x);\n[ComputeFunction(Source = \"def f(x): pass\")] void Wrong(int x);"),
            new TestFile("analysis.py", "def fitt(x): return x\ndef another(x): pass\n"),
            LockText.File(LockText.Entry("I.Fit"), LockText.Entry("I.Gone"), LockText.Entry("I.Wrong")));
        Assert.Equal(["GCR013", "GCR012", "GCR004"], broken.Reported.Select(diagnostic => diagnostic.Id));
    }

    [Fact]
    public void An_inherited_method_is_reported_once_where_it_is_declared()
    {
        var marked = Marked.Parse(Interface("[[|ComputeFunction(File = \"analysis.py\")|]] Task Fit(int x);") + "\npublic interface IDerived : I { }");
        var diagnostic = Assert.Single(Compiled.From(marked.Source, s_fit, LockText.File(LockText.Entry("I.Fit"))).Reported);
        Assert.Equal(("GCR071", marked.Span), (diagnostic.Id, diagnostic.Location.SourceSpan));
    }

    [Fact]
    public void A_method_that_another_assembly_declares_is_reported_at_the_interface()
    {
        var library = Compiled.Library("Library", Interface("[ComputeFunction(Source = \"def fit(x): return x\")] Task Fit(int x);"));
        var marked = Marked.Parse("public interface [|IDerived|] : I { }");
        var diagnostic = Assert.Single(Compiled.From(Compiled.Project(marked.Source, library), LockText.File(LockText.Entry("I.Fit"))).Reported);
        Assert.Equal(("GCR071", marked.Span), (diagnostic.Id, diagnostic.Location.SourceSpan));
        Assert.Single(diagnostic.AdditionalLocations);
    }

    [Fact]
    public void Every_rule_of_the_lock_file_has_a_case()
    {
        var ids = Descriptors.All.Select(rule => rule.Id).Where(id => id.StartsWith("GCR07", StringComparison.Ordinal));
        Assert.Equal(
            ids.Order(), AtMethods.Select(row => row.Data.Item1).Concat(InTheFile.Select(row => row.Data.Item1)).Append("GCR070").Distinct().Order());
    }

    /// <summary>An interface with a method of each kind, of which those with a source are pinned by <see cref="Valid"/>.</summary>
    private static string Everything() => Interface("""
        [ComputeFunction(File = "analysis.py")] Task Fit(int x);
            [ComputeFunction("6a0c2f4e-3c53-4b8e-9d8e-2f7f0b1f5d11")] Task ById(int x);
            [ComputeShellFunction("ls")] Task<ShellResult> Shell();
            [ComputeFunction(Source = "def over(x): return x")] Task Over(int x);
            [ComputeFunction(Source = "def over(x): return x")] Task Over(string x);
        """);

    private static string Valid() => string.Join(
        ",\n",
        LockText.Entry("I.Fit", LockText.Hash("fit", Fit)),
        LockText.Entry("I.Over(System.Int32)", LockText.Hash("over", "def over(x): return x")),
        LockText.Entry("I.Over(System.String)", LockText.Hash("over", "def over(x): return x")));

    private static string Interface(string members) => $"public interface I\n{{\n    {members}\n}}\n";
}
