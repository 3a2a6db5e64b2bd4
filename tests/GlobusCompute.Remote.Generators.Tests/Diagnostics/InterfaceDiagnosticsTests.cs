using GlobusCompute.Remote.Generators.Emission;
using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Tests.Diagnostics;

/// <summary>Each thing that can be wrong with a whole interface.</summary>
public sealed class InterfaceDiagnosticsTests
{
    private const string Good = """
        public interface IGood
        {
            [ComputeFunction("b0a5d1a0-2b22-4381-b899-ba73321e41e0")] Task Fine();
        }
        """;

    private const string Method = "[ComputeFunction(\"b0a5d1a0-2b22-4381-b899-ba73321e41e0\")] Task F();";

    public static TheoryData<string, string, string> WithoutProxy => new()
    {
        { "GCR001", $"class A {{ private interface [|I|] {{ {Method} }} }}", "A.I gets no proxy: it is private, so generated code cannot name it; make it internal or public" },
        { "GCR001", $"class A {{ protected interface [|I|] {{ {Method} }} }}", "A.I gets no proxy: it is protected, so generated code cannot name it; make it internal or public" },
        { "GCR001", $"class A {{ private protected interface [|I|] {{ {Method} }} }}", "A.I gets no proxy: it is protected, so generated code cannot name it; make it internal or public" },
        { "GCR001", $"class A {{ private class B {{ public interface [|I|] {{ {Method} }} }} }}", "A.B.I gets no proxy: it is nested in A.B, which is private, so generated code cannot name it; make it internal or public" },
        { "GCR001", $"file interface [|I|] {{ {Method} }}", "I gets no proxy: it is a file type, so generated code cannot name it; make it internal or public" },
        { "GCR002", $"interface [|I|]<T> {{ {Method} }}", "I gets no proxy: it or a type around it is generic; declare an interface without type parameters that inherits it with its types filled in" },
        { "GCR002", $"class A<T> {{ public interface [|I|] {{ {Method} }} }}", "A.I gets no proxy: it or a type around it is generic; declare an interface without type parameters that inherits it with its types filled in" },
        { "GCR003", $"interface [|I|] {{ {Method} static abstract int Zero(); }}", "I gets no proxy: I.Zero is static and abstract, which only a class that the user writes can implement" },
        { "GCR003", $"interface [|I|] {{ {Method} static abstract int Zero {{ get; }} }}", "I gets no proxy: I.Zero is static and abstract, which only a class that the user writes can implement" },
        { "GCR003", $"interface [|I|] : IParsable {{ {Method} }} interface IParsable {{ static abstract int operator +(IParsable a, int b); }}", "I gets no proxy: IParsable.op_Addition is static and abstract, which only a class that the user writes can implement" },
    };

    public static TheoryData<string, string, string> WithProxy => new()
    {
        { "GCR022", $"[[|ComputeJson(typeof(string))|]] interface I {{ {Method} }}", "I: string is not a JsonSerializerContext; [ComputeJson] requires a class derived from System.Text.Json.Serialization.JsonSerializerContext" },
        { "GCR022", $"[[|ComputeJson(null!)|]] interface I {{ {Method} }}", "I: null is not a type; [ComputeJson] requires a class derived from System.Text.Json.Serialization.JsonSerializerContext" },
        { "GCR022", $"[[|ComputeJson(typeof(System.Text.Json.Serialization.JsonSerializerContext))|]] interface I {{ {Method} }}", "I: JsonSerializerContext is not a JsonSerializerContext; [ComputeJson] requires a class derived from System.Text.Json.Serialization.JsonSerializerContext" },
        { "GCR022", $"[[|ComputeJson(typeof(C))|]] interface I {{ {Method} }} abstract class C() : System.Text.Json.Serialization.JsonSerializerContext(null);", "I: C is abstract; [ComputeJson] requires a class derived from System.Text.Json.Serialization.JsonSerializerContext" },
        { "GCR008", $"interface [|I|] : IDisposable {{ {Method} }}", "IDisposable.Dispose has no [ComputeFunction]; the proxy throws NotSupportedException when it is called; add the attribute or give the method a body" },
        { "GCR007", $"interface [|I|] : IPlain {{ {Method} }} interface IPlain {{ int P {{ get; }} }}", "IPlain.P is a property; the proxy throws NotSupportedException when it is used; make it a method with [ComputeFunction] or give it a body" },
        { "GCR023", $"interface I {{ {Method} }} class C {{ [[|ComputeFunction(\"x\")|]] public void G() {{ }} }}", "C.G is not declared in an interface, so its [ComputeFunction] has no effect; proxies are generated only for interfaces" },
    };

    [Theory]
    [MemberData(nameof(WithoutProxy))]
    public void An_interface_that_can_have_no_proxy_is_reported_and_others_get_theirs(string id, string source, string message)
    {
        var compiled = Check(id, source, message);
        Assert.Contains("class IGood_ComputeProxy", compiled.Generated, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(WithProxy))]
    public void An_interface_that_works_in_part_gets_a_proxy(string id, string source, string message)
    {
        var compiled = Check(id, source, message);
        Assert.Equal(2, compiled.GeneratedTexts.Count());
    }

    [Fact]
    public void A_problem_of_a_base_interface_is_reported_once()
    {
        var compiled = Compiled.From("""
            public interface IA
            {
                [ComputeFunction] Task F();
            }

            public interface IB : IA;

            public interface IC : IB;
            """);
        Assert.Equal(["GCR009 ComputeFunction"], compiled.Reported.Select(diagnostic => $"{diagnostic.Id} {Compiled.Marked(diagnostic)}"));
        Assert.Equal(3, compiled.GeneratedTexts.Count(text => text.Contains("\"GCR009: ", StringComparison.Ordinal)));
        Assert.Empty(compiled.CompilerProblems);
    }

    [Fact]
    public void A_base_interface_of_another_assembly_is_implemented()
    {
        var library = Compiled.Library(
            "Library",
            """
            namespace Lib;

            public interface IRemote
            {
                [ComputeFunction("b0a5d1a0-2b22-4381-b899-ba73321e41e0")] ComputeFuture<List<string?>> Go(int? a = null, [PythonKeyword] string? b = "x");
                [ComputeFunction(File = "lib.py")] Task Lib();
            }
            """,
            new TestFile("lib.py", "def lib(): pass\n"));
        var project = Compiled.Project("public interface IMine : Lib.IRemote;", library);

        var missing = Compiled.From(project);
        var diagnostic = Assert.Single(missing.Reported);
        Assert.Equal(("GCR012", "IMine"), (diagnostic.Id, Compiled.Marked(diagnostic)));
        Assert.Empty(missing.CompilerProblems);
        Assert.Contains(".Begin(__Go)", missing.Generated, StringComparison.Ordinal);

        var complete = Compiled.From(project, new TestFile("lib.py", "def lib(): pass\n"));
        Assert.Empty(complete.Reported);
        Assert.Empty(complete.CompilerProblems);
        Assert.Contains(".Begin(__Lib)", complete.Generated, StringComparison.Ordinal);
    }

    [Fact]
    public void A_base_interface_with_internal_members_of_another_assembly_is_refused()
    {
        var library = Compiled.Library(
            "Library",
            $$"""
            public interface IRemote
            {
                {{Method}}
                internal int WithBody() => 1;
            #pragma warning disable GCR008
                internal int WithoutBody();
            }
            """);
        var compiled = Compiled.From(Compiled.Project("public interface IMine : IRemote;", library));
        Assert.Equal("GCR003", Assert.Single(compiled.Reported).Id);
        Assert.Empty(compiled.GeneratedTexts);
        Assert.Empty(compiled.CompilerProblems);
    }

    [Fact]
    public void A_base_member_with_a_body_elsewhere_needs_no_other()
    {
        var compiled = Compiled.From($$"""
            #pragma warning disable GCR007, GCR008
            public interface IBase { {{Method}} void Old(); int Size { get; } }
            #pragma warning restore GCR007, GCR008
            public interface IMine : IBase { void IBase.Old() { } int IBase.Size => 1; }
            """);
        Assert.Empty(compiled.Reported);
        Assert.Empty(compiled.CompilerProblems);
        var proxy = Assert.Single(compiled.GeneratedTexts, text => text.Contains("class IMine_ComputeProxy", StringComparison.Ordinal));
        Assert.DoesNotContain("throw", proxy, StringComparison.Ordinal);
    }

    [Fact]
    public void An_obsolete_interface_gets_its_proxy_without_a_warning()
    {
        var compiled = Compiled.From($"[Obsolete(\"old\")] public interface IOld {{ {Method} }}");
        Assert.Empty(compiled.CompilerProblems);
        Assert.Contains("class IOld_ComputeProxy", compiled.Generated, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interface_nobody_may_use_any_more_breaks_nothing()
    {
        var compiled = Compiled.From($"[Obsolete(\"gone\", error: true)] public interface IGone {{ {Method} }}\n{Good}");
        Assert.Empty(compiled.CompilerProblems);
        Assert.Contains("class IGood_ComputeProxy", compiled.Generated, StringComparison.Ordinal);
    }

    [Fact]
    public void A_partial_interface_gets_one_proxy_with_all_its_methods()
    {
        var compiled = Compiled.From($$"""
            public partial interface IPart : IEmpty { {{Method}} }
            public partial interface IPart : IEmpty2 { {{Method.Replace("F()", "G()")}} }
            public partial interface IChild : IPart;
            public partial interface IChild : IEmpty;
            public interface IEmpty;
            public interface IEmpty2;
            """);
        Assert.Equal(2, compiled.GeneratedTexts.Count());
        Assert.All(compiled.GeneratedTexts, text => Assert.Contains(".Begin(__G)", text, StringComparison.Ordinal));
        Assert.Empty(compiled.CompilerProblems);
        Assert.Empty(compiled.Reported);
    }

    [Fact]
    public void A_failure_of_the_generator_itself_costs_one_proxy_and_shows_the_stack()
    {
        var generator = new ComputeProxyGenerator(proxy => proxy.Interface.ProxyName.StartsWith("IBad", StringComparison.Ordinal)
            ? throw new InvalidOperationException("out of ideas")
            : ProxyEmitter.Emit(proxy));
        var project = Compiled.Project(Good + Good.Replace("IGood", "IBad"));
        Compiled.Driver([], generator).RunGeneratorsAndUpdateCompilation(project, out var output, out var diagnostics);

        var diagnostic = Assert.Single(diagnostics);
        Assert.Equal(("GCR999", DiagnosticSeverity.Error), (diagnostic.Id, diagnostic.Severity));
        Assert.StartsWith("The generator failed on IBad, which gets no proxy", diagnostic.GetMessage(null), StringComparison.Ordinal);
        Assert.Contains("out of ideas", diagnostic.GetMessage(null), StringComparison.Ordinal);
        Assert.Contains("at GlobusCompute.Remote.Generators.", diagnostic.GetMessage(null), StringComparison.Ordinal);
        Assert.NotNull(output.GetTypeByMetadataName("IGood_ComputeProxy"));
        Assert.Null(output.GetTypeByMetadataName("IBad_ComputeProxy"));
    }

    [Fact]
    public void A_cancelled_step_is_no_failure() =>
        Assert.Throws<OperationCanceledException>(() => Outcome.Of<string>("I", () => throw new OperationCanceledException()));

    [Fact]
    public void A_source_that_does_not_compile_yet_breaks_nothing()
    {
        var compiled = Compiled.From($$"""
            {{Good}}
            public interface IHalf : Missing
            {
                [ComputeFunction(File = )] Task<Unknown> F(Other x, );
                [ComputeFunction(5)] Task G(
            """);
        Assert.Contains(compiled.GeneratedTexts, text => text.Contains("class IGood_ComputeProxy", StringComparison.Ordinal));
        Assert.DoesNotContain(compiled.Reported, diagnostic => diagnostic.Id is "GCR999" or "AD0001");
    }

    private static Compiled Check(string id, string source, string message)
    {
        var marked = Marked.Parse(source + "\n" + Good);
        var compiled = Compiled.From(marked.Source);
        var diagnostic = Assert.Single(compiled.Reported);
        Assert.Equal((id, message), (diagnostic.Id, diagnostic.GetMessage(null)));
        Assert.Equal(marked.Span, diagnostic.Location.SourceSpan);
        Assert.Empty(compiled.CompilerProblems);
        return compiled;
    }
}
