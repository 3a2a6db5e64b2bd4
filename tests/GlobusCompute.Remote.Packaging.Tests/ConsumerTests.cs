namespace GlobusCompute.Remote.Packaging.Tests;

/// <summary>Projects outside the repository that use the packages as their users do.</summary>
public sealed class ConsumerTests(ConsumerWorkspace workspace) : IClassFixture<ConsumerWorkspace>
{
    [Fact]
    public async Task A_fresh_project_with_one_package_and_one_Python_file_builds_and_runs_and_notices_an_edit_of_the_file()
    {
        (await workspace.RestoreAndBuildAsync("Fresh")).AssertClean();
        Assert.Equal("The area is 42.\n", (await workspace.RunProgramAsync("Fresh")).AssertSucceeded().Output);

        await workspace.WriteAsync("Fresh/geometry.py", "def area(width, height):\n    return width * height / 2\n");
        (await workspace.BuildAsync("Fresh")).AssertClean();
        Assert.Equal("The area is 21.\n", (await workspace.RunProgramAsync("Fresh")).AssertSucceeded().Output);
    }

    [Fact]
    public async Task Files_in_nested_folders_and_proxies_of_projects_that_get_the_package_through_another_one_work()
    {
        (await workspace.RestoreAndBuildAsync("Lab")).AssertClean();
        var run = (await workspace.RunProgramAsync("Lab")).AssertSucceeded();
        Assert.Equal("The mean is 3.\nThe median is 2.\n", run.Output);
    }

    [Fact]
    public async Task A_third_party_adds_a_binary_format_for_its_own_type_with_packages_alone()
    {
        (await workspace.RestoreAndBuildAsync("ThirdParty")).AssertClean();
        Assert.Equal("4 00010011\n", (await workspace.RunProgramAsync("ThirdParty")).AssertSucceeded().Output);

        Assert.InRange(File.ReadAllLines(Path.Combine(TestPaths.Root, "tests/GlobusCompute.Remote.Packaging.Tests/Consumers/ThirdParty/BitmapFormat.cs")).Length, 1, 60);
    }

    [Fact]
    public async Task A_file_that_an_attribute_names_needs_no_item_unless_the_project_says_so()
    {
        (await workspace.RestoreAndBuildAsync("Unlisted")).AssertClean();
        Assert.Equal("The area is 42.\n", (await workspace.RunProgramAsync("Unlisted")).AssertSucceeded().Output);

        (await workspace.BuildAsync("Unlisted", "EnablePythonFunctionDefaultItems=false")).AssertOneError("GCR012");
    }

    [Fact]
    public async Task An_item_whose_file_is_missing_is_one_error_at_the_project_file()
    {
        await workspace.RestoreAsync("Unlisted");
        var error = (await workspace.BuildAsync("Unlisted", "Listed=lab/gone.py")).AssertOneError("GCR903");
        Assert.Contains("The PythonFunction item 'lab/gone.py' names a file that does not exist", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_the_generator_turned_off_Python_files_are_one_error()
    {
        await workspace.RestoreAsync("Fresh");
        var error = (await workspace.BuildAsync("Fresh", "GlobusComputeRemoteGenerator=false")).AssertOneError("GCR902");
        Assert.Contains("has PythonFunction items (geometry.py), but its property GlobusComputeRemoteGenerator is false", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_generator_among_the_analyzers_Python_files_are_one_error()
    {
        var error = (await workspace.RestoreAndBuildAsync("NoAnalyzers")).AssertOneError("GCR902");
        Assert.Contains("has PythonFunction items (one.py, two.py), but the proxy generator", error, StringComparison.Ordinal);
        Assert.Contains("Take out what removes analyzers from this build", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("roslyn4.13", "4.13")]
    [InlineData("roslyn3.11", "3.11")]
    public async Task A_compiler_older_than_the_generator_is_one_error(string reported, string version)
    {
        await workspace.RestoreAsync("Fresh");
        var error = (await workspace.BuildAsync("Fresh", $"CompilerApiVersion={reported}")).AssertOneError("GCR901");
        Assert.Contains($"is Roslyn {version}, but the proxy generator of GlobusCompute.Remote needs Roslyn 4.14.", error, StringComparison.Ordinal);
        Assert.Contains(".NET SDK 9.0.300", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("roslyn4.14")]
    [InlineData("roslyn10.0")]
    [InlineData("roslyn-next")]
    public async Task A_compiler_that_is_new_enough_or_unknown_is_left_to_compile(string reported)
    {
        await workspace.RestoreAsync("Fresh");
        (await workspace.BuildAsync("Fresh", $"CompilerApiVersion={reported}")).AssertClean();
    }

    [Fact]
    public async Task A_project_that_turns_the_generator_off_builds_with_an_old_compiler_and_says_at_run_time_what_an_interface_lacks()
    {
        (await workspace.RestoreAndBuildAsync("NoProxies", "CompilerApiVersion=roslyn4.8")).AssertClean();
        var run = (await workspace.RunProgramAsync("NoProxies")).AssertSucceeded();
        Assert.StartsWith("There is no proxy for IAdder. Its project must reference GlobusCompute.Remote with its generator", run.Output, StringComparison.Ordinal);
    }
}
