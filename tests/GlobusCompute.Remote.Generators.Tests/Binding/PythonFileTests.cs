using GlobusCompute.Remote.Generators.Binding;
using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Tests.Harness;

namespace GlobusCompute.Remote.Generators.Tests.Binding;

public sealed class PythonFileTests
{
    private const string Source = """
        public interface IWork
        {
            [ComputeFunction(File = "../shared/a#1.py")] Task Run();
        }
        """;

    [Theory]
    [InlineData("a.py", "a.py")]
    [InlineData("./a.py", "a.py")]
    [InlineData("b\\c\\a.py", "b/c/a.py")]
    [InlineData("b//c/../a.py", "b/a.py")]
    [InlineData("../a.py", "../a.py")]
    [InlineData("b/../../../a.py", "../../a.py")]
    [InlineData("", "")]
    public void Paths_are_brought_into_one_form(string path, string expected) => Assert.Equal(expected, PythonFilePath.Normalise(path));

    [Theory]
    [InlineData("/repo/app/a.py", "/repo/app/", "a.py")]
    [InlineData("/repo/app/b/a.py", "/repo/app", "b/a.py")]
    [InlineData("/repo/a.py", "/repo/app/", "../a.py")]
    [InlineData("/other/a.py", "/repo/app/", "../../other/a.py")]
    [InlineData("/repo/App/a.py", "/repo/app/", "../App/a.py")]
    [InlineData("C:\\repo\\app\\b\\a.py", "c:\\Repo\\app\\", "b/a.py")]
    public void Absolute_paths_are_seen_from_the_project(string path, string directory, string expected) =>
        Assert.Equal(expected, PythonFilePath.Relative(path, directory));

    [Fact]
    public void A_file_is_known_by_its_item_or_else_by_its_place()
    {
        var content = "def run(): pass\n";
        foreach (var identity in new[] { "..\\shared\\a#1.py", "/repo/shared/a#1.py", null })
        {
            var compiled = Compiled.From(Source, new TestFile("../shared/a#1.py", content) { Identity = identity });
            Assert.Empty(compiled.Reported);
            Assert.Contains("of <c>../shared/a#1.py</c>", compiled.Generated, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("fitt", "fit")]
    [InlineData("FIT", "fit")]
    [InlineData("predcit", "predict")]
    [InlineData("ptlo", null)]
    [InlineData("polt", "plot")]
    [InlineData("ift", "fit")]
    [InlineData("tif", null)]
    [InlineData("something", null)]
    [InlineData("", null)]
    public void The_nearest_name_is_offered_when_it_is_near(string name, string? expected) =>
        Assert.Equal(expected, NearestName.Find(name, ["predict", "fit", "plot"]));
}
