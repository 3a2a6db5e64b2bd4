using GlobusCompute.Remote.Compatibility.Tests.Inputs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GlobusCompute.Remote.Compatibility.Tests.References;

/// <summary>What assemblies that were compiled against an earlier version ask the library for. They are not compiled again, so the library must still have it.</summary>
public sealed class PastReferenceTests
{
    private const string Namespace = "GlobusCompute.Remote.Proxies.";
    private const string Before = """
        public enum Kind { A, B }
        public struct Call { public void Add<T>(T value) where T : struct { } }
        public class Root { public int Size { get; init; } }
        public sealed class Method : Root { public static Kind Make(string name, Kind kind = Kind.B) => kind; public Method(long id) { } }
        public sealed class MarkAttribute : System.Attribute { public string? Note { get; set; } }
        """;

    private const string User = """
        [assembly: Mark(Note = "x")]
        internal static class User
        {
            public static Kind Use()
            {
                new Call().Add(new Method(1) { Size = 1 }.Size);
                return Method.Make("a");
            }
        }
        """;

    private static readonly LibrarySurface s_library = LibrarySurface.Read(File.ReadAllBytes(typeof(ComputeClient).Assembly.Location));

    public static TheoryData<string> PastVersions => [.. PastVersion.PastNames];

    [Theory]
    [MemberData(nameof(PastVersions))]
    public void The_library_still_has_what_an_earlier_version_generated_calls_of(string version)
    {
        var recorded = File.ReadAllText(Path.Combine(new PastVersion(version).Folder, "references.txt")).ReplaceLineEndings("\n");
        Assert.Contains($"class {Namespace}ProxyContext\n", recorded, StringComparison.Ordinal);
        var broken = LibraryReferences.Broken(recorded, s_library);
        Assert.True(
            broken.Count == 0,
            $"Assemblies that were compiled with version {version} would fail with this library, for example with MissingMethodException:\n{string.Join('\n', broken)}\n"
            + "Keep the old member beside the new one, hidden from editors. Only a version that nobody can have may be deleted from Past instead.");
    }

    [Fact]
    public void The_current_interfaces_use_all_that_generated_code_may_call()
    {
        var used = LibraryReferences.Read(InputProject.Current.Generate().Assembly(), s_library).Split('\n', StringSplitOptions.TrimEntries).ToHashSet();
        var unused = s_library.Types
            .Where(type => type is { IsHidden: true } && type.Name.StartsWith(Namespace, StringComparison.Ordinal) && !type.Heading.StartsWith("enum ", StringComparison.Ordinal))
            .SelectMany(type => type.Members.Where(member => !member.Name.StartsWith("get_", StringComparison.Ordinal) && !used.Contains(member.Text)), (type, member) => $"{type.Name}: {member.Text}")
            .ToArray();
        Assert.True(
            unused.Length == 0,
            $"Nothing would notice if these went, as no proxy of {PastVersion.Current} uses them. Add to {PastVersion.Current} an interface whose proxy does:\n{string.Join('\n', unused)}");
    }

    [Fact]
    public void The_library_has_no_enum_of_another_type_than_int() =>
        Assert.All(typeof(ComputeClient).Assembly.GetExportedTypes().Where(type => type.IsEnum), type => Assert.Equal(typeof(int), Enum.GetUnderlyingType(type)));

    [Fact]
    public void References_are_listed_as_they_resolve() => Assert.Equal(
        """
        class MarkAttribute
            void .ctor()
            void set_Note(string)
        class Method
            static valuetype Kind Make(string, valuetype Kind)
            void .ctor(long)
        class Root
            int get_Size()
            void modreq(System.Runtime.CompilerServices.IsExternalInit) set_Size(int)
        enum Kind
            A = 0
            B = 1
        struct Call
            void Add<!!0>(!!0) where 0: NotNullableValueTypeConstraint, DefaultConstructorConstraint, System.ValueType

        """.ReplaceLineEndings("\n"),
        Listed());

    [Fact]
    public void What_is_compatible_breaks_nothing() => Assert.Empty(LibraryReferences.Broken(Listed(), Surface("""
        public enum Kind { A, B, C }
        public struct Call { public void Add<T>(T value) where T : struct { } public void Add(int value) { } }
        public class Base { public int Size { get; init; } }
        public class Root : Base { }
        public sealed class Method : Root { public static Kind Make(string name, Kind kind = Kind.A) => kind; public Method(long number) { } public Method(int id) { } }
        public sealed class MarkAttribute : System.Attribute { public string? Note { get; set; } public int More { get; set; } }
        """)));

    [Theory]
    [InlineData("Kind { A, B }", "Kind { A, B = 2 }", "Kind: B = 1 is now B = 2")]
    [InlineData("Add<T>(T value) where T : struct", "Add<T>(T value) where T : struct, System.IFormattable", "Call: void Add<!!0>(!!0) where 0: NotNullableValueTypeConstraint, DefaultConstructorConstraint, System.ValueType is now void Add<!!0>(!!0) where 0: NotNullableValueTypeConstraint, DefaultConstructorConstraint, System.IFormattable, System.ValueType")]
    [InlineData("Kind kind = Kind.B) =>", "Kind kind = Kind.B, int more = 0) =>", "Method: static valuetype Kind Make(string, valuetype Kind) is now static valuetype Kind Make(string, valuetype Kind, int)")]
    [InlineData("static Kind Make", "static long Make2(int a) => a; internal static Kind Make", "Method: static valuetype Kind Make(string, valuetype Kind) is gone")]
    [InlineData("{ get; init; }", "{ get; set; }", "Root: void modreq(System.Runtime.CompilerServices.IsExternalInit) set_Size(int) is now void set_Size(int)")]
    [InlineData("string? Note", "object? Note", "MarkAttribute: void set_Note(string) is now void set_Note(object)")]
    [InlineData("public struct Call", "public sealed class Call", "struct Call is now class Call")]
    [InlineData("public struct Call", "public ref struct Call", "struct Call is now ref struct Call")]
    [InlineData("public class Root {", "public class Root<T> {", "class Root is gone")]
    public void What_is_not_compatible_is_named(string before, string after, string expected)
    {
        Assert.Contains(before, Before, StringComparison.Ordinal);
        var source = Before.Replace(before, after, StringComparison.Ordinal).Replace(": Root {", after.Contains("Root<T>", StringComparison.Ordinal) ? ": Root<int> {" : ": Root {", StringComparison.Ordinal);
        Assert.Equal([expected], LibraryReferences.Broken(Listed(), Surface(source)));
    }

    private static string Listed()
    {
        var library = Compile("GlobusCompute.Remote", Before);
        var user = Compile("User", User, MetadataReference.CreateFromImage(library));
        return LibraryReferences.Read(user, LibrarySurface.Read(library));
    }

    private static LibrarySurface Surface(string source) => LibrarySurface.Read(Compile("GlobusCompute.Remote", source));

    private static byte[] Compile(string name, string source, params MetadataReference[] references)
    {
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);
        return Emitted.Image(CSharpCompilation.Create(name, [CSharpSyntaxTree.ParseText(source)], [Emitted.Framework, .. references], options));
    }
}
