using GlobusCompute.Remote.Generators.Tests.Harness;
using GlobusCompute.Remote.Serialization;

namespace GlobusCompute.Remote.Generators.Tests.Parsing;

/// <summary>The formats that the compiler picks: what is written for the library, and what the doc comment says.</summary>
public sealed class PayloadTests
{
    private const string Types = """
        public record Plain(int A, string? B, double[] C, Plain? Next);
        public record WithBytes(int A, byte[] Data);
        public record Deep(List<WithBytes> Items);
        public record Ignored([property: System.Text.Json.Serialization.JsonIgnore] byte[] Data);
        public class Base { public DateTime When { get; set; } }
        public class Derived : Base { public int A { get; set; } }
        public class Loop : List<Loop> { }
        [System.Text.Json.Serialization.JsonConverter(typeof(System.Text.Json.Serialization.JsonStringEnumConverter))]
        public enum Spelled { A }
        """;

    [Theory]
    [InlineData("int a")]
    [InlineData("string? a")]
    [InlineData("char a")]
    [InlineData("Half a")]
    [InlineData("System.Numerics.BigInteger? a")]
    [InlineData("double[] a")]
    [InlineData("double[,] a")]
    [InlineData("int[][] a")]
    [InlineData("byte a")]
    [InlineData("List<byte> a")]
    [InlineData("IEnumerable<string> a")]
    [InlineData("Dictionary<string, List<int?>> a")]
    [InlineData("DayOfWeek a")]
    [InlineData("Uri a")]
    [InlineData("System.Text.Json.JsonElement a")]
    [InlineData("Plain a")]
    [InlineData("Ignored a")]
    [InlineData("Loop a")]
    [InlineData("Spelled a")]
    [InlineData("HashSet<Plain> a")]
    [InlineData("int a, [PythonKeyword] string b, CancellationToken token")]
    public void What_JSON_carries_exactly_travels_as_JSON(string parameters)
    {
        var generated = Generated(parameters);
        Assert.DoesNotContain("PayloadFormat", generated, StringComparison.Ordinal);
        Assert.Contains("Arguments are sent as JSON.", generated, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("byte[] a")]
    [InlineData("ReadOnlyMemory<byte> a")]
    [InlineData("decimal? a")]
    [InlineData("Guid a")]
    [InlineData("DateTime a")]
    [InlineData("DateTimeOffset? a")]
    [InlineData("DateOnly a")]
    [InlineData("TimeOnly a")]
    [InlineData("TimeSpan a")]
    [InlineData("System.Numerics.Complex a")]
    [InlineData("(int, string) a")]
    [InlineData("List<(int X, int Y)?> a")]
    [InlineData("HashSet<int> a")]
    [InlineData("ISet<DayOfWeek> a")]
    [InlineData("Dictionary<int, string> a")]
    [InlineData("IReadOnlyDictionary<DateOnly, object> a")]
    [InlineData("Dictionary<string, byte[]> a")]
    [InlineData("int[,,,] a")]
    [InlineData("decimal[,] a")]
    [InlineData("WithBytes a")]
    [InlineData("Deep a")]
    [InlineData("Derived a")]
    [InlineData("object b, byte[] a")]
    [InlineData("params DateTime[] a")]
    public void What_JSON_would_change_travels_as_a_pickle(string parameters)
    {
        var generated = Generated(parameters);
        Assert.Contains("PositionalFormat = global::GlobusCompute.Remote.Serialization.PayloadFormat.Pickle,", generated, StringComparison.Ordinal);
        Assert.DoesNotContain("KeywordFormat", generated, StringComparison.Ordinal);
        Assert.Contains("Arguments are sent as a pickle, for 'a'.", generated, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("object a")]
    [InlineData("dynamic a")]
    [InlineData("List<object?> a")]
    [InlineData("Dictionary<string, object> a")]
    public void Values_decide_where_the_type_says_nothing(string parameters)
    {
        var generated = Generated(parameters);
        Assert.DoesNotContain("PayloadFormat", generated, StringComparison.Ordinal);
        Assert.Contains("Arguments are sent as JSON, or as a pickle when 'a' needs one.", generated, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("int a, [PythonKeyword] byte[] b", null, "Pickle", "Positional arguments are sent as JSON, keyword arguments as a pickle, for 'b'.")]
    [InlineData("byte[] a, [PythonKeyword] int b", "Pickle", null, "Positional arguments are sent as a pickle, for 'a', keyword arguments as JSON.")]
    [InlineData("[PythonKeyword] byte[] b", null, "Pickle", "Arguments are sent as a pickle, for 'b'.")]
    [InlineData("[ComputeOmitWhenNull] int? a, byte[] b", "Pickle", "Pickle", "Arguments are sent as a pickle, for 'b'.")]
    [InlineData("byte[] a, [ComputeOmitWhenNull] int? b, int c", "Pickle", null, "Positional arguments are sent as a pickle, for 'a', keyword arguments as JSON.")]
    public void Positional_and_keyword_arguments_choose_separately(string parameters, string? positional, string? keyword, string words)
    {
        var generated = Generated(parameters);
        Assert.Equal(positional is not null, generated.Contains($"PositionalFormat = global::GlobusCompute.Remote.Serialization.PayloadFormat.{positional},", StringComparison.Ordinal));
        Assert.Equal(keyword is not null, generated.Contains($"KeywordFormat = global::GlobusCompute.Remote.Serialization.PayloadFormat.{keyword},", StringComparison.Ordinal));
        Assert.Contains(words, generated, StringComparison.Ordinal);
    }

    [Fact]
    public void The_attribute_overrides_the_choice_and_the_method_its_interface()
    {
        var forced = Generated("int a, [PythonKeyword] int b", method: "[ComputePayload(Arguments = PayloadFormat.Pickle)]");
        Assert.Contains("PositionalFormat = global::GlobusCompute.Remote.Serialization.PayloadFormat.Pickle,", forced, StringComparison.Ordinal);
        Assert.Contains("KeywordFormat = global::GlobusCompute.Remote.Serialization.PayloadFormat.Pickle,", forced, StringComparison.Ordinal);
        Assert.Contains("Arguments are sent as a pickle, as it says.", forced, StringComparison.Ordinal);

        var json = Generated("DateTime a", "[ComputePayload(Arguments = PayloadFormat.Pickle, Results = ResultPreference.Json)]", "[ComputePayload(Arguments = PayloadFormat.Json)]");
        Assert.Contains("PositionalFormat = global::GlobusCompute.Remote.Serialization.PayloadFormat.Json,", json, StringComparison.Ordinal);
        Assert.Contains("Results = global::GlobusCompute.Remote.Serialization.ResultPreference.Json,", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("double[] a", true)]
    [InlineData("double[][] a", true)]
    [InlineData("List<float[]> a", true)]
    [InlineData("ReadOnlyMemory<int> a", true)]
    [InlineData("System.Numerics.Complex[] a", true)]
    [InlineData("string[] a", false)]
    [InlineData("List<double> a", false)]
    public void Arrays_of_numbers_need_a_pickle_when_they_are_to_be_numpys(string parameters, bool isPickled)
    {
        var generated = Generated(parameters, method: "[ComputePayload(Arrays = ArrayForm.NumPy)]");
        Assert.Contains("Arrays = global::GlobusCompute.Remote.Serialization.ArrayForm.NumPy,", generated, StringComparison.Ordinal);
        Assert.Equal(isPickled, generated.Contains("PayloadFormat.Pickle", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("double[]", true)]
    [InlineData("int[,]", true)]
    [InlineData("float[][]", true)]
    [InlineData("bool[]?", true)]
    [InlineData("ReadOnlyMemory<double>", true)]
    [InlineData("byte[]", false)]
    [InlineData("string[]", false)]
    [InlineData("List<double>", false)]
    [InlineData("int", false)]
    public void A_result_that_is_an_array_of_numbers_is_asked_for_as_a_pickle_first(string result, bool isPickled)
    {
        var generated = Generated("", result: result);
        Assert.Equal(isPickled, generated.Contains("Results = global::GlobusCompute.Remote.Serialization.ResultPreference.PickleThenJson,", StringComparison.Ordinal));
        Assert.Contains(isPickled ? "The result is requested as a pickle, otherwise as JSON." : "The result is requested as JSON, otherwise as a pickle.", generated, StringComparison.Ordinal);
    }

    private static string Generated(string parameters, string type = "", string method = "", string result = "int")
    {
        var compiled = Compiled.From(
            $"{Types}\n{type} public interface I {{ {method} [ComputeFunction(\"b0a5d1a0-2b22-4381-b899-ba73321e41e0\")] Task<{result}> F({parameters}); }}");
        Assert.Empty(compiled.Reported);
        Assert.Empty(compiled.CompilerProblems);
        return compiled.Generated;
    }
}
