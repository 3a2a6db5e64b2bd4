using GlobusCompute.Remote.Generators.Tests.Harness;

namespace GlobusCompute.Remote.Generators.Tests.Diagnostics;

/// <summary>Formats of parameters and results: which are chosen, which are refused, and what annotations say of them.</summary>
public sealed class FormatDiagnosticsTests
{
    private const string Types = """
        [AttributeUsage(AttributeTargets.Class)]
        public sealed class RowAttribute : Attribute;
        [Row] public record Row(int A);
        public record Frame(int A);
        [ComputeFormat(typeof(FrameFormat))] public record Own(int A);

        [PythonAdapter("frames", "def decode(d): return d\ndef encode(v): return v", Annotations = new[] { "pd.DataFrame", "dict" })]
        public class FrameFormat : ComputeFormat<Frame>
        {
            public override void WriteValue(System.Buffers.IBufferWriter<byte> output, Frame value) { }
            public override Frame ReadValue(ReadOnlyMemory<byte> data, ComputeFormatBudget budget) => new(1);
        }

        [PythonAdapter("rows", "def decode(d): return d\ndef encode(v): return v", MarkerAttribute = typeof(RowAttribute))]
        public class RowFormat : ComputeFormat
        {
            public override void Write<T>(System.Buffers.IBufferWriter<byte> output, T value) { }
            public override T Read<T>(ReadOnlyMemory<byte> data, ComputeFormatBudget budget) => default!;
        }

        public class BytesFormat : FrameFormatOfBytes { }
        public abstract class FrameFormatOfBytes : ComputeFormat<Frame>
        {
            public override void WriteValue(System.Buffers.IBufferWriter<byte> output, Frame value) { }
            public override Frame ReadValue(ReadOnlyMemory<byte> data, ComputeFormatBudget budget) => new(1);
        }

        public class ClosedFormat : RowFormat { private ClosedFormat() { } }
        """;

    private const string Inline = "ComputeFunction(Source = \"def f(*a): pass\")";
    private const string Pinned = "ComputeFunction(\"b0a5d1a0-2b22-4381-b899-ba73321e41e0\")";

    [Theory]
    [InlineData("GCR042", $"[{Inline}] Task F([ComputePayload(Format = typeof(string))] int a);", "a", "the format string for the parameter 'a' is not derived from GlobusCompute.Remote.Serialization.ComputeFormat")]
    [InlineData("GCR042", $"[{Inline}] Task F([ComputePayload(Format = typeof(FrameFormatOfBytes))] Frame a);", "a", "the format FrameFormatOfBytes for the parameter 'a' is abstract")]
    [InlineData("GCR042", $"[{Inline}] Task F([ComputePayload(Format = typeof(ClosedFormat))] Row a);", "a", "the format ClosedFormat for the parameter 'a' has no public constructor without parameters; settings come from ComputePayloadOptions.Formats")]
    [InlineData("GCR042", $"[{Inline}] Task F([ComputePayload(Format = typeof(FrameFormat))] int a);", "a", "the format FrameFormat for the parameter 'a' does not take int: it is for Frame, sequences of it, and dictionaries of it with text for keys")]
    [InlineData("GCR042", $"[{Inline}] Task F([ComputePayload(Format = typeof(FrameFormat))] (Frame, int) a);", "a", "the format FrameFormat for the parameter 'a' does not take (Frame, int): it is for Frame, sequences of it, and dictionaries of it with text for keys")]
    [InlineData("GCR042", $"[{Inline}] [return: ComputePayload(Format = typeof(FrameFormat))] ComputeFuture<int> F();", "ComputeFuture<int>", "the format FrameFormat for the result does not take int: it is for Frame, sequences of it, and dictionaries of it with text for keys")]
    [InlineData("GCR043", $"[{Pinned}, ComputePayload(Format = typeof(RowFormat))] Task F(int n, List<Row> a);", "a", "the parameter 'a' travels in the format rows, whose adapter cannot be added to a pinned function; give the function's Source or File, or remove the format")]
    [InlineData("GCR043", $"[{Pinned}, ComputePayload(Format = typeof(RowFormat))] ComputeFuture<Row> F(int n);", "ComputeFuture<Row>", "the result travels in the format rows, whose adapter cannot be added to a pinned function; give the function's Source or File, or remove the format")]
    [InlineData("GCR040", $"[{Inline}] ComputeMap<int> F([ComputeEach, ComputePayload(Format = typeof(BytesFormat))] Frame[] a);", "a", "the parameter 'a' of type Frame has no form in JSON, in which a Map sends its arguments; change the type")]
    [InlineData("GCR058", "[ComputeFunction(Source = \"def f(a: int): pass\")] Task F([ComputePayload(Format = typeof(FrameFormat))] Frame a);", "Frame", "the parameter 'a' is Frame, but f in Source (line 1) takes int as 'a'")]
    [InlineData("GCR058", "[ComputeFunction(Source = \"import pandas as pd\\ndef f(a: pd.Series): pass\")] Task F([ComputePayload(Format = typeof(FrameFormat))] Frame a);", "Frame", "the parameter 'a' is Frame, but f in Source (line 2) takes pd.Series as 'a'")]
    [InlineData("GCR059", "[ComputeFunction(Source = \"def f() -> str: pass\")] [return: ComputePayload(Format = typeof(FrameFormat))] ComputeFuture<Frame> F();", "ComputeFuture<Frame>", "returns Frame, but f in Source (line 1) returns str")]
    public void A_format_that_cannot_serve_is_reported_at_its_place(string id, string member, string place, string message)
    {
        var compiled = Compile(member);

        var diagnostic = Assert.Single(compiled.Reported);
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(place, Compiled.Marked(diagnostic));
        Assert.Equal("IWork.F" + (message.StartsWith("returns", StringComparison.Ordinal) ? " " : ": ") + message, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("def f(a: pd.DataFrame) -> pd.DataFrame: pass", "ComputeFuture<Frame>", "Frame")]
    [InlineData("def f(a: 'pandas.DataFrame') -> dict[str, float]: pass", "ComputeFuture<Frame>", "Frame")]
    [InlineData("def f(a: pd.DataFrame | None) -> list[pd.DataFrame]: pass", "ComputeFuture<List<Frame>>", "Frame?")]
    [InlineData("def f(a: dict[str, pd.DataFrame]): pass", "ComputeFuture<Frame>", "Dictionary<string, Frame>")]
    [InlineData("def f(a: list[pd.DataFrame]) -> Any: pass", "ComputeFuture<Frame[]>", "IEnumerable<Frame>")]
    [InlineData("def f(a: other.Thing) -> MyFrame: pass", "ComputeFuture<Frame>", "Frame")]
    public void An_annotation_that_the_format_understands_or_nobody_knows_is_accepted(string python, string result, string parameter)
    {
        var compiled = Compile($"[ComputeFunction(Source = \"{python}\"), ComputePayload(Format = typeof(FrameFormat))] {result} F({parameter} a);");

        Assert.Empty(compiled.Reported);
        Assert.Contains("{ Format = __FrameFormat }", compiled.Generated, StringComparison.Ordinal);
        Assert.Contains("ResultFormat = __FrameFormat,", compiled.Generated, StringComparison.Ordinal);
    }

    [Fact]
    public void A_method_s_format_is_for_the_types_that_it_takes()
    {
        var text = Compile($"[{Inline}, ComputePayload(Format = typeof(RowFormat))] ComputeFuture<int> F(int n, Dictionary<string, List<Row>> a, Frame b, Row[] c);").Generated;

        Assert.Contains("ProxyParameter(\"n\", \"n\"),", text, StringComparison.Ordinal);
        Assert.Contains("ProxyParameter(\"a\", \"a\") { Format = __RowFormat },", text, StringComparison.Ordinal);
        Assert.Contains("ProxyParameter(\"b\", \"b\"),", text, StringComparison.Ordinal);
        Assert.Contains("ProxyParameter(\"c\", \"c\") { Format = __RowFormat })", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ResultFormat", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_adapter_is_appended_once_however_many_parameters_use_it()
    {
        var text = Compile($"[{Inline}, ComputePayload(Format = typeof(RowFormat))] ComputeFuture<Row> F(Row a, [PythonKeyword] Row b, params Row[] c);").Generated;

        Assert.Equal(2, text.Split("def decode(d): return d").Length);
        Assert.Contains("uses = {0: (formats[0], \"a\"), \"a\": (formats[0], \"a\"), \"b\": (formats[0], \"b\"), \"*\": (formats[0], \"c\")}", text, StringComparison.Ordinal);
        Assert.Contains("SourceLines = 1,", text, StringComparison.Ordinal);
        Assert.Equal(2, text.Split("= new global::RowFormat();").Length);
    }

    [Fact]
    public void A_type_in_a_format_needs_no_JSON_metadata()
    {
        var compiled = Compile($"[{Inline}, ComputePayload(Format = typeof(RowFormat))] ComputeFuture<Row> F(List<Row> a);");

        Assert.Empty(compiled.Reported);
        Assert.DoesNotContain("UseReflectionJson", compiled.Generated, StringComparison.Ordinal);
    }

    private static Compiled Compile(string member) => Compiled.From(
        $$"""
        {{Types}}

        public interface IWork
        {
            {{member}}
        }
        """);
}
