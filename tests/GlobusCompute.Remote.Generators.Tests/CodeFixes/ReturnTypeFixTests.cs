using GlobusCompute.Remote.CodeFixes.Fixes;
using GlobusCompute.Remote.Generators.Tests.Harness;

namespace GlobusCompute.Remote.Generators.Tests.CodeFixes;

public sealed class ReturnTypeFixTests
{
    /// <summary>A return type, and those that the fix offers for it.</summary>
    public static TheoryData<string, string[]> Types => new()
    {
        { "ValueTask<int>", ["ComputeFuture<int>", "Task<int>"] },
        { "System.Threading.Tasks.ValueTask<string?>", ["ComputeFuture<string?>", "Task<string?>"] },
        { "ValueTask", ["ComputeFuture", "Task"] },
        { "void", ["ComputeFuture", "Task"] },
        { "(int A, List<string> B)", ["ComputeFuture<(int A, List<string> B)>", "Task<(int A, List<string> B)>"] },
        { "IAsyncEnumerable<double>", ["ComputeFuture<double[]>", "Task<double[]>"] },
        { "ref Task<int>", ["Task<int>"] },
        { "ReadOnlySpan<int>", [] },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public async Task A_future_or_a_task_of_the_same_result_is_offered(string type, string[] offered)
    {
        using var project = Project(type);
        Assert.Equal(offered.Select(written => $"Return {written}"), await project.TitlesAsync(new ReturnTypeFix(), "GCR004"));
        foreach (var written in offered)
        {
            using var fixedProject = Project(type);
            await fixedProject.FixAsync(new ReturnTypeFix(), "GCR004", $"Return {written}");
            Assert.Equal(Source(written), fixedProject.Text("App.cs"));
            var compiled = fixedProject.Compile();
            Assert.Empty(compiled.CompilerProblems);
            Assert.Empty(compiled.Reported);
        }
    }

    [Fact]
    public async Task All_methods_of_a_project_are_fixed_at_once()
    {
        using var project = FixProject.Of(Source("ValueTask<int>") + Source("ValueTask").Replace("I\n", "J\n", StringComparison.Ordinal));
        await project.FixAllAsync(new ReturnTypeFix(), "GCR004", "Return Task<int>");
        Assert.Equal(Source("Task<int>") + Source("Task").Replace("I\n", "J\n", StringComparison.Ordinal), project.Text("App.cs"));
    }

    [Fact]
    public async Task Names_are_qualified_where_others_hide_them()
    {
        using var project = FixProject.Of(Source("ValueTask<int>") + "public sealed class Task<T>;\npublic sealed class ComputeFuture<T>;\n");
        Assert.Equal(
            ["Return GlobusCompute.Remote.ComputeFuture<int>", "Return System.Threading.Tasks.Task<int>"],
            await project.TitlesAsync(new ReturnTypeFix(), "GCR004"));
    }

    private static FixProject Project(string type) => FixProject.Of(Source(type));

    private static string Source(string type) =>
        $"public interface I\n{{\n    /// <summary>Runs f.</summary>\n    [ComputeFunction(Source = \"def f(): pass\")]\n    {type} F(); // Of its own.\n}}\n";
}
