using GlobusCompute.Remote.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Tests.Usage;

public sealed class UnusedProxyTests
{
    private const string Unused = """

        interface IUnused
        {
            [ComputeFunction(Source = "def fit(x): pass")] ComputeFuture Fit(double x);
        }
        """;

    public static TheoryData<string> Uses =>
    [
        "class P { static void Main() { } static void Use(ComputeExecutor e) => e.CreateProxy<IUnused>(); }",
        "class P { static void Main() { } static IUnused Use(ComputeExecutor e) { Register(() => (IUnused)null!); return null!; } static void Register<T>(Func<T> make) { } }",
        "class P { static void Main() => Console.WriteLine(typeof(IUnused)); }",
        "class P { static void Main() { var add = Add<IUnused>; add(); } static void Add<T>() { } }",
        "class P { static void Main() => new Holder<IUnused>(); class Holder<T>; }",
        "class P { static void Main() { } class Fake : IUnused { public ComputeFuture Fit(double x) => ComputeFuture.CompletedFuture; } }",
        "class P { static void Main() { } class Base<T>; class Derived : Base<IUnused>; }",
    ];

    [Fact]
    public void An_internal_interface_of_a_program_that_nothing_can_create_is_mentioned()
    {
        var compiled = Compiled.From(Compiled.Program("class P { static void Main() { } static void Use(IUnused unused) { } }" + Unused));
        var diagnostic = Assert.Single(compiled.Reported);
        Assert.Equal(("GCR081", "IUnused", DiagnosticSeverity.Info), (diagnostic.Id, Compiled.Marked(diagnostic), diagnostic.Severity));
        Assert.Empty(compiled.CompilerProblems);
    }

    [Theory]
    [MemberData(nameof(Uses))]
    public void An_interface_that_something_could_create_is_not_mentioned(string source)
    {
        var compiled = Compiled.From(Compiled.Program(source + Unused));
        Assert.Empty(compiled.Reported);
        Assert.Empty(compiled.CompilerProblems);
    }

    [Fact]
    public void Of_interfaces_that_inherit_each_other_the_last_is_mentioned()
    {
        var compiled = Compiled.From(Compiled.Program("class P { static void Main() { } }" + Unused + "\ninterface IDerived : IUnused;"));
        Assert.Equal(["IDerived"], compiled.Reported.Select(Compiled.Marked));
    }

    [Fact]
    public void A_public_interface_is_not_mentioned() =>
        Assert.Empty(Compiled.From(Compiled.Program("class P { static void Main() { } }" + Unused.Replace("interface", "public interface"))).Reported);

    [Fact]
    public void An_interface_of_a_library_is_not_mentioned() => Assert.Empty(Compiled.From("class P;" + Unused).Reported);

    [Fact]
    public void An_interface_that_another_assembly_sees_is_not_mentioned() =>
        Assert.Empty(Compiled.From(Compiled.Program(
            "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Tests\")] class P { static void Main() { } }" + Unused)).Reported);
}
