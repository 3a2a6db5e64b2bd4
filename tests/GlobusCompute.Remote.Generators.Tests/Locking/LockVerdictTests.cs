using System.Collections.Immutable;
using System.Text;
using GlobusCompute.Remote.Generators.Locking;
using GlobusCompute.Remote.Generators.Tests.Harness;
using GlobusCompute.Remote.Locking;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace GlobusCompute.Remote.Generators.Tests.Locking;

/// <summary>What the build says of a lock file beside what <c>gcompute</c> says, which reads it by <see cref="ComputeLockFile.Load"/>.</summary>
public sealed class LockVerdictTests : IDisposable
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly Compilation s_project = Compiled.Project("""
        public interface I
        {
            [ComputeFunction(Source = "def fit(): pass")] Task Fit();
            [ComputeFunction(Source = "def spread(): pass")] Task Spread();
            [ComputeFunction(Source = "def größe(): pass")] Task Größe();
        }
        """);

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.lock.json");

    public static TheoryData<string, string> Files => new()
    {
        { "the functions before the version", "{\"functions\": [], \"version\": 1}" },
        { "a later version behind members that are not known", "{\"pins\": {}, \"version\": 3}" },
        { "two of one method and environment", LockText.Of(LockText.Entry("I.Fit"), LockText.Entry("I.Spread"), LockText.Entry("I.Fit")) },
        { "a member twice, once escaped", LockText.Of(LockText.Entry("I.Fit").Replace("\"owner\": null", "\"\\u006dethod\": \"I.Fit\"")) },
        { "escapes", LockText.Of(LockText.Entry("I.\\u0046it")) },
        { "an unpaired surrogate", LockText.Of(LockText.Entry("I.\\ud83d")) },
        { "two marks and CRLF", "\uFEFF\uFEFF" + LockText.Of(LockText.Entry("I.Fit")).Replace("\n", "\r\n") },
        { "a version too big for a number", "{\"version\": 99999999999999999999, \"functions\": []}" },
        { "a version with a fraction", "{\"version\": 1.0, \"functions\": []}" },
        { "line ends that only C# takes for such", "{\n\u2028\"version\": 1,\u0085 \"functions\": []" },
        { "a marker of a merge", "{\r=======\r\"version\": 1, \"functions\": []}" },
        { "a line that is nearly a marker", "{\n========\n}" },
        { "an environment with an IDN host", LockText.Of(LockText.Entry("I.Fit", environment: "https://ö.example/")) },
        { "a time before the calendar", LockText.Of(LockText.Entry("I.Fit")).Replace("2026-11-23T23:40:00Z", "0000-01-01T00:00:00Z") },
        { "nesting", new string('[', 65) + new string(']', 65) },
        { "a marker behind a byte order mark", "\uFEFF<<<<<<< HEAD\n{}" },
        { "nothing", "" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void The_build_and_gcompute_agree_on(string what, string text)
    {
        Assert.NotEmpty(what);
        AssertSame(Encoding.UTF8.GetBytes(text));
    }

    [Theory]
    [InlineData("latin1")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public void Both_refuse_what_is_not_UTF8(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        Assert.Equal("is not UTF-8", AssertSame([.. encoding.GetPreamble(), .. encoding.GetBytes(LockText.Of(LockText.Entry("I.Größe")))]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_file_that_builds_clean_is_never_refused_and_the_other_way_round(int seed)
    {
        var random = new Random(seed);
        var reasons = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < 600; i++)
        {
            var reason = AssertSame(RandomLock.Write(random)) switch
            {
                null => "read",
                { } text when text.Contains("merge conflict", StringComparison.Ordinal) => "conflict",
                { } text when text.Contains("not valid JSON", StringComparison.Ordinal) => "JSON",
                { } text when text.Contains("is pinned in", StringComparison.Ordinal) => "repeated",
                { } text when text.Contains("not UTF-8", StringComparison.Ordinal) => "UTF-8",
                _ => "malformed",
            };
            reasons[reason] = reasons.GetValueOrDefault(reason) + 1;
        }

        Assert.True(reasons.Count == 6 && reasons.Values.Min() >= 10 && reasons["read"] > 100, string.Join(", ", reasons));
    }

    public void Dispose() => File.Delete(_path);

    /// <summary>Has both read a file, and gives the reason of their refusal or null.</summary>
    private string? AssertSame(byte[] bytes)
    {
        var reported = Build(bytes);
        File.WriteAllBytes(_path, bytes);
        ComputeLockFileException? refused = null;
        try
        {
            ComputeLockFile.Load(_path);
        }
        catch (ComputeLockFileException e)
        {
            refused = e;
        }

        var reason = refused?.Message[$"The lock file {_path} ".Length..^1];
        var shown = $"{reason}\n{string.Join('\n', reported)}\n{Encoding.UTF8.GetString(bytes)}";
        if (reason is null)
        {
            // A pin of no method is the project's business, which the file alone does not know.
            Assert.True(reported.All(diagnostic => diagnostic.Id == "GCR073"), shown);
        }
        else if (reported.Any(diagnostic => diagnostic.Id == "GCR070"))
        {
            var diagnostic = Assert.Single(reported);
            Assert.Equal("globuscompute.lock.json " + reason, diagnostic.GetMessage(null));
            Assert.Equal(refused!.Line, diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1);
        }
        else
        {
            Assert.True(reason.Contains("is pinned in", StringComparison.Ordinal) && reported.Any(diagnostic => diagnostic.Id is "GCR074" or "GCR073"), shown);
        }

        return reason;
    }

    private static ImmutableArray<Diagnostic> Build(byte[] bytes)
    {
        var file = TestFile.Lock(Decode(bytes));
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([file], new TestOptionsProvider()), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        return new CompilationWithAnalyzers(s_project, [new LockFileAnalyzer()], options)
            .GetAnalysisResultAsync(file, CancellationToken.None).GetAwaiter().GetResult().GetAllDiagnostics();
    }

    /// <summary>The text as a compiler reads it: what is not UTF-8 and has no mark is of the system's encoding.</summary>
    private static SourceText Decode(byte[] bytes)
    {
        try
        {
            return SourceText.From(new MemoryStream(bytes), s_strict);
        }
        catch (DecoderFallbackException)
        {
            return SourceText.From(new MemoryStream(bytes), Encoding.Latin1);
        }
    }
}
