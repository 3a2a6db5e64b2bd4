using GlobusCompute.Remote.Generators.Tests.Harness;

namespace GlobusCompute.Remote.Generators.Tests.Diagnostics;

/// <summary>What can be wrong with a Map.</summary>
public sealed class MapDiagnosticsTests
{
    private const string Id = "\"b0a5d1a0-2b22-4381-b899-ba73321e41e0\"";

    public static TheoryData<string, string, string> Cases => new()
    {
        { "GCR030", "[|ComputeMap<int>|] F(int[] x);", "IWork.F is a Map without a sequence; put [ComputeEach] on the parameter whose elements are the items" },
        { "GCR030", "[|IAsyncEnumerable<ComputeMapItem<int>>|] F();", "IWork.F is a Map without a sequence; put [ComputeEach] on the parameter whose elements are the items" },
        { "GCR031", "[|ComputeFuture<int[]>|] F([ComputeEach] int[] x);", "IWork.F has [ComputeEach] on 'x' and returns ComputeFuture<int[]>; return ComputeMap<T>, where T is the result for one item" },
        { "GCR031", "[|IAsyncEnumerable<int>|] F([ComputeEach] int[] x, [ComputeEach] int[] y);", "IWork.F has [ComputeEach] on 'x' and returns IAsyncEnumerable<int>; return ComputeMap<T>, where T is the result for one item" },
        { "GCR031", "[|void|] F([ComputeEach] int[] x, ComputeMapOptions options);", "IWork.F has [ComputeEach] on 'x' and returns void; return ComputeMap<T>, where T is the result for one item" },
        { "GCR032", "ComputeMap<int> F([[|ComputeEach|]] int x);", "IWork.F: the parameter 'x' is of type int, which is not a sequence of one type of elements; make it an IEnumerable<T> or an IAsyncEnumerable<T>" },
        { "GCR032", "ComputeMap<int> F([[|ComputeEach|]] string x);", "IWork.F: the parameter 'x' is of type string, which is not a sequence of one type of elements; make it an IEnumerable<T> or an IAsyncEnumerable<T>" },
        { "GCR032", "ComputeMap<int> F([[|ComputeEach|]] System.Collections.IEnumerable x);", "IWork.F: the parameter 'x' is of type IEnumerable, which is not a sequence of one type of elements; make it an IEnumerable<T> or an IAsyncEnumerable<T>" },
        { "GCR032", "ComputeMap<int> F([[|ComputeEach|]] Both x);", "IWork.F: the parameter 'x' is of type Both, which is not a sequence of one type of elements; make it an IEnumerable<T> or an IAsyncEnumerable<T>" },
        { "GCR032", "ComputeMap<int> F([[|ComputeEach|]] CancellationToken x);", "IWork.F: the parameter 'x' is of type CancellationToken, which is not a sequence of one type of elements; make it an IEnumerable<T> or an IAsyncEnumerable<T>" },
        { "GCR033", "ComputeMap<int> F([[|ComputeEach|], ComputeOmitWhenNull] int?[] x);", "IWork.F: the parameter 'x' has [ComputeEach] and [ComputeOmitWhenNull]; an item has exactly one value there, so remove one of them" },
        { "GCR033", "ComputeMap<int> F([[|ComputeEach|]] params int[] x);", "IWork.F: the parameter 'x' has [ComputeEach] and params; an item has exactly one value there, so remove one of them" },
        { "GCR034", "Task F(ComputeMapOptions [|options|]);", "IWork.F: the ComputeMapOptions 'options' have no effect, as the method is not a Map; remove them" },
        { "GCR034", "ComputeMap<int> F(ComputeMapOptions [|options|], [ComputeEach] int[] x);", "IWork.F: the ComputeMapOptions 'options' must be the only ones and the last parameter, or be directly before the CancellationToken or params" },
        { "GCR034", "ComputeMap<int> F([ComputeEach] int[] x, ComputeMapOptions [|one|], ComputeMapOptions two);", "IWork.F: the ComputeMapOptions 'one' must be the only ones and the last parameter, or be directly before the CancellationToken or params" },
        { "GCR020", "ComputeMap<int> F([ComputeEach] Action[] [|x|]);", "IWork.F: the parameter 'x' is a delegate, which cannot be sent; pass an array or another type that holds the data" },
        { "GCR017", "ComputeMap<int> F([ComputeEach] int[] aB, int [|a_b|]);", "IWork.F: the parameters 'aB' and 'a_b' both have the Python name 'a_b'; rename one, or give its Python name with [PythonName] or [PythonKeyword]" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_problem_is_reported_alone_with_its_place_and_message(string id, string member, string message)
    {
        var marked = Marked.Parse(Source(member));

        var compiled = Compiled.From(marked.Source);

        var diagnostic = Assert.Single(compiled.Reported);
        Assert.Equal((id, message, marked.Span), (diagnostic.Id, diagnostic.GetMessage(null), diagnostic.Location.SourceSpan));
        Assert.Empty(compiled.CompilerProblems);
        Assert.Contains($"throw new global::System.NotSupportedException(\"{id}: ", compiled.GeneratedTexts.Last(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ComputeMap<int> F([ComputeEach] IEnumerable<int> x);")]
    [InlineData("ComputeMap<int?> F([ComputeEach] IAsyncEnumerable<int?> x, ComputeMapOptions? options = null, CancellationToken token = default);")]
    [InlineData("IAsyncEnumerable<ComputeMapItem<int>> F([ComputeEach] HashSet<int> x, [ComputeEach] string[] y);")]
    [InlineData("ComputeMap<int> F([ComputeEach] List<int>? x, ComputeMapOptions options, params int[] rest);")]
    [InlineData("ComputeMap<int> F([ComputeEach, PythonKeyword(\"from_\")] int[] from, [ComputeOmitWhenNull] int? y, [ComputeEach, PythonName(\"in_\")] int[] @in);")]
    public void What_is_right_is_not_reported(string member)
    {
        var compiled = Compiled.From(Source(member));

        Assert.Empty(compiled.Reported);
        Assert.Empty(compiled.CompilerProblems);
        Assert.DoesNotContain(compiled.GeneratedTexts, text => text.Contains("throw", StringComparison.Ordinal));
    }

    private static string Source(string member) => $$"""
        public abstract class Both : List<int>, IAsyncEnumerable<int>
        {
            public abstract IAsyncEnumerator<int> GetAsyncEnumerator(CancellationToken cancellationToken = default);
        }

        public interface IWork
        {
            [ComputeFunction({{Id}})] {{member}}
        }
        """;
}
