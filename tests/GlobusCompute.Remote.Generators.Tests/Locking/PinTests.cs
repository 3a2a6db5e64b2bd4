using GlobusCompute.Remote.Generators.Tests.Harness;

namespace GlobusCompute.Remote.Generators.Tests.Locking;

/// <summary>What the lock file makes of generated code. What the code itself looks like is a snapshot's matter.</summary>
public sealed class PinTests
{
    private const string Group = "1b4e28ba-2fa1-11d2-883f-0016d3cca427";
    private const string Fit = "def fit(x): return x\n";
    private static readonly TestFile s_fit = new("analysis.py", Fit);

    // What printf 'fit\0def fit(x): return x\n\0\0000\0\0' | sha256sum says.
    [Fact]
    public void The_hash_is_over_all_that_is_registered_separated_by_zeros() =>
        AssertPins(
            Compile("[ComputeFunction(File = \"analysis.py\")]", LockText.Entry("App.I.Fit", "sha256:fb1d87c4c31851a9081b233cb1de3ad7d4c0fe603d4827c4d9cdaafc46951c23")),
            (LockText.Compute, LockText.Id));

    [Theory]
    [InlineData("[ComputeFunction(File = \"analysis.py\")]")]
    [InlineData("[ComputeFunction(Source = \"def fit(x): return x\\n\")]")]
    [InlineData("[ComputeFunction(Source = \"\\uFEFF    def fit(x): return x\\r\\n\")]")]
    [InlineData("[ComputeFunction(File = \"analysis.py\", Name = \"fit\", TimeoutSeconds = 3, Idempotent = true)]")]
    public void An_unchanged_function_is_pinned(string attribute)
    {
        var compiled = Compile(attribute, LockText.Entry("App.I.Fit", LockText.Hash("fit", Fit)));
        Assert.Empty(compiled.Reported);
        Assert.Empty(compiled.CompilerProblems);
        AssertPins(compiled, (LockText.Compute, LockText.Id));
    }

    [Theory]
    [InlineData("Description = \"d\"", "d", false, "", "")]
    [InlineData("Public = true", "", true, "", "")]
    [InlineData("Group = \"1B4E28BA-2fa1-11d2-883f-0016d3cca427\"", "", false, Group, "")]
    [InlineData("HighAssuranceEndpointId = \"1B4E28BA-2fa1-11d2-883f-0016d3cca427\"", "", false, "", Group)]
    public void What_is_registered_with_the_source_counts(string option, string description, bool isPublic, string group, string endpoint)
    {
        var attribute = $"[ComputeFunction(File = \"analysis.py\", {option})]";
        var same = Compile(attribute, LockText.Entry("App.I.Fit", LockText.Hash("fit", Fit, description, isPublic, group, endpoint)));
        AssertPins(same, (LockText.Compute, LockText.Id));
        Assert.Contains($"[global::GlobusCompute.Remote.Proxies.ProxyFunction(\"App.I.Fit\", \"fit\", nameof(__analysis_py), ", same.Generated, StringComparison.Ordinal);

        var other = Compile(attribute, LockText.Entry("App.I.Fit", LockText.Hash("fit", Fit)));
        AssertPins(other);
        Assert.Equal("GCR071", Assert.Single(other.Reported).Id);
    }

    [Fact]
    public void Each_environment_has_a_pin_of_its_own_and_a_changed_one_none()
    {
        var compiled = Compile(
            "[ComputeFunction(File = \"analysis.py\")]",
            LockText.Entry("App.I.Fit", LockText.Hash("fit", Fit), LockText.Sandbox, Group),
            LockText.Entry("App.I.Fit", LockText.Hash("fit", Fit)),
            LockText.Entry("App.I.Fit", environment: "http://localhost:8080/"));
        AssertPins(compiled, (LockText.Compute, LockText.Id), (LockText.Sandbox, Group));
    }

    [Fact]
    public void Of_two_entries_the_first_counts()
    {
        var current = LockText.Entry("App.I.Fit", LockText.Hash("fit", Fit));
        AssertPins(Compile("[ComputeFunction(File = \"analysis.py\")]", current, LockText.Entry("App.I.Fit", LockText.Hash("fit", Fit), id: Group)), (LockText.Compute, LockText.Id));
        AssertPins(Compile("[ComputeFunction(File = \"analysis.py\")]", LockText.Entry("App.I.Fit"), current));
    }

    [Fact]
    public void A_lock_file_that_cannot_be_read_pins_nothing()
    {
        var text = LockText.Of(LockText.Entry("App.I.Fit", LockText.Hash("fit", Fit)), LockText.Entry("App.I.Fit").Replace("null", "0"));
        var compiled = Compiled.From(Source("[ComputeFunction(File = \"analysis.py\")]"), s_fit, TestFile.Lock(text));
        AssertPins(compiled);
        Assert.Equal("GCR070", Assert.Single(compiled.Reported).Id);
    }

    [Fact]
    public void A_file_of_another_item_type_is_no_lock_file()
    {
        var text = LockText.Of(LockText.Entry("App.I.Fit", LockText.Hash("fit", Fit)));
        var compiled = Compiled.From(Source("[ComputeFunction(File = \"analysis.py\")]"), s_fit, new TestFile("globuscompute.lock.json", text, itemType: null));
        AssertPins(compiled);
        Assert.Empty(compiled.Reported);
    }

    [Fact]
    public void Methods_are_named_by_their_documentation_ids_with_parameters_only_where_they_are_needed()
    {
        var compiled = Compiled.From("""
            namespace App
            {
                public class Outer<T> { }

                public partial class Holder
                {
                    public interface IInner
                    {
                        [ComputeFunction(Source = "def a(*x): pass")] Task Alone(Dictionary<string, int[]> x);
                        [ComputeFunction(Source = "def a(*x): pass")] Task Twice();
                        [ComputeFunction(Source = "def a(*x): pass")] Task Twice(int x, string[] y);
                        [ComputeFunction("6a0c2f4e-3c53-4b8e-9d8e-2f7f0b1f5d11")] Task Mixed(int x);
                        [ComputeFunction(Source = "def a(*x): pass")] Task Mixed(List<int> x);
                        [ComputeShellFunction("ls")] Task<ShellResult> Shell();
                        void Local(int x) { }
                        void Local() { }
                    }
                }

            #pragma warning disable GCR002
                public interface IGeneric<T>
                {
                    [ComputeFunction(Source = "def a(*x): pass")] Task Of(T x);
                }
            #pragma warning restore GCR002

                public interface IBoth : IGeneric<int>, IGeneric<string>, Holder.IInner { }
            }

            public interface IGlobal
            {
                [ComputeFunction(Source = "def a(*x): pass")] Task Größe();
            }
            """);
        Assert.Empty(compiled.Reported);
        Assert.Empty(compiled.CompilerProblems);
        Assert.Equal(
            [
                "App.Holder.IInner.Alone", "App.Holder.IInner.Mixed(System.Collections.Generic.List{System.Int32})", "App.Holder.IInner.Twice",
                "App.Holder.IInner.Twice(System.Int32,System.String[])", "App.IGeneric`1.Of", "IGlobal.Größe",
            ],
            compiled.GeneratedTexts.SelectMany(Marks).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(2, compiled.GeneratedTexts.SelectMany(Marks).Count(method => method == "App.Holder.IInner.Alone"));
        Assert.Equal(2, compiled.GeneratedTexts.SelectMany(Marks).Count(method => method == "App.IGeneric`1.Of"));
    }

    [Fact]
    public void An_inherited_method_is_pinned_in_every_proxy()
    {
        var compiled = Compiled.From(
            Source("[ComputeFunction(File = \"analysis.py\")]") + "\npublic interface IDerived : App.I { }",
            s_fit,
            LockText.File(LockText.Entry("App.I.Fit", LockText.Hash("fit", Fit))));
        Assert.Empty(compiled.Reported);
        Assert.Equal(2, compiled.GeneratedTexts.Count(text => text.Contains($"new(\"{LockText.Compute}\", \"{LockText.Id}\"),", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_method_of_a_base_interface_in_another_assembly_is_pinned_too()
    {
        var library = Compiled.Library("Library", Source("[ComputeFunction(Source = \"def fit(x): return x\\n\")]"));
        var compiled = Compiled.From(
            Compiled.Project("namespace App { public interface IDerived : I { } }", library), LockText.File(LockText.Entry("App.I.Fit", LockText.Hash("fit", Fit))));
        Assert.Empty(compiled.Reported);
        AssertPins(compiled, (LockText.Compute, LockText.Id));
    }

    private static Compiled Compile(string attribute, params string[] entries) => Compiled.From(Source(attribute), s_fit, LockText.File(entries));

    private static string Source(string attribute) => $$"""
        namespace App
        {
            public interface I
            {
                {{attribute}} Task<int> Fit(int x);
            }
        }
        """;

    private static IEnumerable<string> Marks(string generated) =>
        generated.Split("ProxyFunction(\"").Skip(1).Select(rest => rest[..rest.IndexOf('"', StringComparison.Ordinal)]);

    private static void AssertPins(Compiled compiled, params (string Environment, string Id)[] pins)
    {
        Assert.Empty(compiled.CompilerProblems);
        Assert.Single(Marks(compiled.Generated));
        Assert.Equal(pins.Length > 0, compiled.Generated.Contains("Pins = ", StringComparison.Ordinal));
        var expected = string.Concat(pins.Select(pin => $"                new(\"{pin.Environment}\", \"{pin.Id}\"),\n"));
        Assert.Contains(
            pins.Length == 0 ? "" : $"            Pins = new global::GlobusCompute.Remote.Proxies.ProxyPin[]\n            {{\n{expected}            }},\n", compiled.Generated, StringComparison.Ordinal);
    }
}
