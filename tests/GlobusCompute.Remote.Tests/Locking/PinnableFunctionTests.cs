using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Locking;
using GlobusCompute.Remote.Proxies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GlobusCompute.Remote.Tests.Locking;

/// <summary>Functions as tools read them from an assembly that was built, without running it.</summary>
public sealed class PinnableFunctionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void All_that_would_be_registered_is_read_in_the_order_of_the_methods()
    {
        var path = Compile(""""
            using GlobusCompute.Remote.Proxies;
            namespace App;
            internal sealed class Proxy
            {
                private const string __text = """
                    def größe(x):
                        return x
                    """;

                private const string __other = "def area(x):\r\n    return x * x\r\n";

                [ProxyFunction("App.IAnalysis.Größe", "größe", nameof(__text))]
                private static readonly ProxyMethod __M1 = new("IAnalysis.Größe", "größe");

                [ProxyFunction("App.IAnalysis.Area(System.Double)", "area", nameof(__other), Description = "an\narea", IsPublic = true, Group = "11111111-2222-4333-8444-555555555555")]
                private static readonly ProxyMethod __M0 = new("IAnalysis.Area", "area");

                internal class Nested
                {
                    private const string __other = "def g(): pass\n";

                    [ProxyFunction("App.IOuter.IInner.G", "g", "__other", HighAssuranceEndpointId = "{11111111-2222-4333-8444-555555555555}")]
                    private static readonly object __M = new();

                    static Nested() => throw new System.InvalidOperationException("This ran.");
                }

                [System.Obsolete]
                private static readonly object s_unmarked = new();
            }
            """");

        var functions = PinnableFunction.ReadFrom(path);

        var id = Guid.Parse("11111111-2222-4333-8444-555555555555");
        (string, string, string, (string?, bool, Guid?, Guid?))[] expected =
        [
            ("App.IAnalysis.Area(System.Double)", "area", "def area(x):\n    return x * x\n", ("an\narea", true, id, null)),
            ("App.IAnalysis.Größe", "größe", "def größe(x):\n    return x", (null, false, null, null)),
            ("App.IOuter.IInner.G", "g", "def g(): pass\n", (null, false, null, id)),
        ];
        Assert.Equal(expected, functions.Select(static f =>
            (f.Method, f.FunctionName, f.Source, (f.Options.Description, f.Options.Public, f.Options.Group, f.Options.HighAssuranceEndpointId))));
    }

    [Fact]
    public void A_method_that_two_proxies_inherit_is_one_function()
    {
        var path = Compile("""
            using GlobusCompute.Remote.Proxies;
            internal class A { private const string T = "def f(): pass"; [ProxyFunction("I.F", "f", "T")] private static readonly object M = 1; }
            internal class B { private const string U = "def f(): pass"; [ProxyFunction("I.F", "f", "U")] private static readonly object M = 1; }
            """);

        Assert.Equal("I.F", Assert.Single(PinnableFunction.ReadFrom(path)).Method);
    }

    [Theory]
    [InlineData("""private const string T = "def f(): pass"; [ProxyFunction("I.F", "f", "T")] object A; [ProxyFunction("I.F", "g", "T")] object B;""", "has two different functions for I.F")]
    [InlineData("""private static readonly string T = "def f(): pass"; [ProxyFunction("I.F", "f", "T")] object A;""", "has no string 'T' with the source of I.F")]
    [InlineData("""private const int T = 7; [ProxyFunction("I.F", "f", "T")] object A;""", "has no string 'T' with the source of I.F")]
    [InlineData("""private const string T = " "; [ProxyFunction("I.F", "f", "T")] object A;""", "a function for 'I.F' that cannot be registered: The Python source is empty.")]
    [InlineData("""private const string T = "def f(): pass"; [ProxyFunction("I.F", "f", "T", Group = "us")] object A;""", "a function for 'I.F' that cannot be registered:")]
    [InlineData("""private const string T = "def f(): pass"; [ProxyFunction("", "f", "T")] object A;""", "'' is not a method name.")]
    [InlineData("""private const string T = "def f(): pass"; [ProxyFunction("I.F", "f", null)] object A;""", "marks the field A in an unsupported way")]
    public void What_no_generator_wrote_is_refused_by_name(string members, string message)
    {
        var path = Compile($$"""using GlobusCompute.Remote.Proxies; internal class P { {{members}} }""");

        var error = Assert.Throws<InvalidDataException>(() => PinnableFunction.ReadFrom(path));

        Assert.StartsWith($"{path} ", error.Message);
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void The_librarys_own_form_of_the_mark_is_found_too()
    {
        // Here the attribute's constructor is a definition, not a reference.
        var path = Compile("""
            namespace GlobusCompute.Remote.Proxies
            {
                internal sealed class ProxyFunctionAttribute(string method, string functionName, string source) : System.Attribute { public string All => method + functionName + source; }
            }

            namespace App
            {
                using GlobusCompute.Remote.Proxies;
                internal class P { private const string T = "def f(): pass"; [ProxyFunction("I.F", "f", "T")] object A; }
            }
            """);

        Assert.Equal("I.F", Assert.Single(PinnableFunction.ReadFrom(path)).Method);
    }

    [Fact]
    public void An_assembly_without_functions_has_none() => Assert.Empty(PinnableFunction.ReadFrom(typeof(Assert).Assembly.Location));

    [Fact]
    public void What_is_no_assembly_is_refused_with_its_path()
    {
        var path = _folder.File("text.dll");
        File.WriteAllText(path, "MZ is how it begins, but it goes on otherwise.");

        Assert.Contains(path, Assert.Throws<BadImageFormatException>(() => PinnableFunction.ReadFrom(path)).Message);
        Assert.Throws<FileNotFoundException>(() => PinnableFunction.ReadFrom(_folder.File("none.dll")));
    }

    private string Compile(string source)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) == "netstandard.dll")
            .Append(typeof(ProxyFunctionAttribute).Assembly.Location)
            .Select(static path => MetadataReference.CreateFromFile(path));
        var path = _folder.File($"{Guid.NewGuid():N}.dll");
        var result = CSharpCompilation.Create(
            "App", [CSharpSyntaxTree.ParseText(source)], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).Emit(path);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return path;
    }
}
