using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Generators.Parsing;
using GlobusCompute.Remote.Generators.Tests.Harness;
using GlobusCompute.Remote.Serialization;

namespace GlobusCompute.Remote.Generators.Tests.Parsing;

public sealed class BuiltInShapesTests
{
    [Theory]
    [InlineData("bool")]
    [InlineData("Int128")]
    [InlineData("UInt128?")]
    [InlineData("Half")]
    [InlineData("char?")]
    [InlineData("Guid")]
    [InlineData("DateOnly?")]
    [InlineData("System.Numerics.BigInteger")]
    [InlineData("System.Text.Json.JsonElement?")]
    [InlineData("System.Text.Json.Nodes.JsonNode?")]
    [InlineData("object?")]
    [InlineData("string?[]?")]
    [InlineData("List<string?>?")]
    [InlineData("IReadOnlyList<double>")]
    [InlineData("IEnumerable<System.Text.Json.JsonElement>")]
    [InlineData("double[][]")]
    [InlineData("double[,]")]
    [InlineData("Dictionary<string, object?>")]
    [InlineData("IReadOnlyDictionary<string, long>")]
    [InlineData("decimal")]
    [InlineData("byte[]")]
    [InlineData("int?[]")]
    [InlineData("List<double[]>")]
    [InlineData("Dictionary<int, string>")]
    [InlineData("HashSet<int>")]
    [InlineData("Uri")]
    [InlineData("dynamic")]
    public void A_type_the_library_knows_needs_no_metadata(string type) => Assert.Contains("__context = context;", Generated(type), StringComparison.Ordinal);

    [Theory]
    [InlineData("nint")]
    [InlineData("DayOfWeek")]
    [InlineData("(int, string)")]
    [InlineData("List<DayOfWeek>")]
    [InlineData("Dictionary<byte, string>")]
    [InlineData("double[,,,]")]
    [InlineData("SortedSet<int>")]
    [InlineData("System.Text.StringBuilder")]
    public void Any_other_type_takes_reflection(string type) => Assert.Contains("context.UseReflectionJson();", Generated(type), StringComparison.Ordinal);

    [Fact]
    public void One_argument_of_another_type_is_enough_for_reflection()
    {
        Assert.Contains("UseReflectionJson", Generated("int", "Lazy<int> lazy"), StringComparison.Ordinal);
        Assert.Contains("UseReflectionJson", Generated("int", "params Lazy<int>[] many"), StringComparison.Ordinal);
        Assert.DoesNotContain("UseReflectionJson", Generated("int", "string text, params ReadOnlySpan<Guid> ids"), StringComparison.Ordinal);
        Assert.DoesNotContain("UseReflectionJson", Generated("int", "CancellationToken token"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_list_names_each_shape_once() => Assert.Equal(BuiltInShapes.All.Count, BuiltInShapes.All.Distinct().Count());

    [Theory]
    [InlineData("int")]
    [InlineData("System.Guid?")]
    [InlineData("System.Collections.Generic.IList<object>")]
    [InlineData("System.Collections.Generic.IDictionary<string, System.Text.Json.JsonElement>")]
    public void The_list_is_written_as_CSharp_displays_types(string shape) => Assert.Contains(shape, BuiltInShapes.All);

    [Fact]
    public void The_list_is_the_library_s_own()
    {
        var ours = Remote.Serialization.Shapes.BuiltInShapes.TypeNames.ToHashSet();
        var listed = BuiltInShapes.All.ToHashSet();

        Assert.Equal("", string.Join('\n', ours.Except(listed).Select(static n => "not listed: " + n).Concat(listed.Except(ours).Select(static n => "not known: " + n))));
    }

    private static string Generated(string result, string parameters = "")
    {
        var compiled = Compiled.From(
            $"public interface I {{ [ComputeFunction(\"b0a5d1a0-2b22-4381-b899-ba73321e41e0\")] Task<{result}> F({parameters}); }}");
        Assert.Empty(compiled.CompilerProblems);
        return compiled.Generated;
    }
}
