namespace GlobusCompute.Remote.Packaging.Tests;

/// <summary>Projects that are not the usual C# ones.</summary>
public sealed class LanguageTests(ConsumerWorkspace workspace) : IClassFixture<ConsumerWorkspace>
{
    private const string NoProxies = "GCR904";

    [Fact]
    public async Task A_file_based_app_with_types_of_its_own_builds_without_warnings_and_runs()
    {
        await ConsumerWorkspace.RestoreBareFileAsync();
        (await workspace.RestoreAndBuildAsync("FileBased/app.cs")).AssertClean();
        Assert.Equal("The slope is 2.\nThe area is 42.\n", (await workspace.RunFileAsync("FileBased/app.cs")).AssertSucceeded().Output);
    }

    [Fact]
    public async Task The_types_of_FSharp_go_to_Python_and_come_back()
    {
        (await workspace.RestoreAndBuildAsync("FSharp")).AssertClean();
        var run = (await workspace.RunProgramAsync("FSharp")).AssertSucceeded();
        Assert.Equal(
            """
            [1, 2, 3] same
            [] same
            [['a'], []] same
            3 same
            None same
            'a' same
            3 same
            None same
            None same
            (1, 'a') same
            (1, 2.5, True, [1, None]) same
            (1, 2, 3, 4, 5, 6, 7) same
            (1, 'a') same
            [(1, 'a'), (2, 'b')] same
            (1, (2, 3)) same
            {'fitted_at': 'now', 'values': [1.0], 'note': None} same
            {'fitted_at': 'now', 'values': [], 'note': 'x'} same
            [{'left': 1, 'right': 2}] same
            {'a': 1, 'b': (1, 'b')} same
            {'a': 1} same
            [1, 2] same
            [1, 2] same
            1 same
            12345678901234567890 same
            ArgumentException: shown: the argument 1 cannot be sent: F# discriminated union serialization is not supported
            ArgumentException: shown: the argument 1 cannot be sent: F# discriminated union serialization is not supported
            ArgumentException: shown: the argument 1 cannot be sent: A tuple of more than 7 elements cannot be sent or read; make it a record or a list
            There is no proxy for Program+IPlain. Its project must reference GlobusCompute.Remote with its generator, and at least one method must have [ComputeFunction]; see the build's GCR diagnostics. Proxies are generated for C# projects only: VB and F# use an interface that a C# project declares.
            names ForReflection

            """.ReplaceLineEndings("\n"),
            run.Output);
    }

    [Theory]
    [InlineData("FSharp", "Interface.fs", "WithInterface=true")]
    [InlineData("VisualBasic", "IAnalysis.vb", "WithInterface=true")]
    public async Task An_interface_in_another_language_is_one_warning_at_its_file(string project, string file, string property)
    {
        var problem = Assert.Single((await workspace.RestoreAndBuildAsync(project, property)).AssertSucceeded().Problems);
        Assert.Contains($"{Path.DirectorySeparatorChar}{file} : warning {NoProxies}: An interface with [ComputeFunction] gets no proxy here", problem, StringComparison.Ordinal);
        Assert.Contains("proxies are generated for C# projects only", problem, StringComparison.Ordinal);
    }
}
