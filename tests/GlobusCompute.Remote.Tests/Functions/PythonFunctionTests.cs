using GlobusCompute.Remote.Functions;
using Xunit;

namespace GlobusCompute.Remote.Tests.Functions;

public sealed class PythonFunctionTests
{
    [Theory]
    [InlineData("def f():\n    return 1\n", "f")]
    [InlineData("    def f(): return 1", "f")]
    [InlineData("\ufeffimport os\r\n\r\n@cache\r\ndef f(x):\r\n    def g(): pass\r\n    return g", "f")]
    [InlineData("async def f(): pass", "f")]
    [InlineData("class A:\n    def g(self): pass\n\ndef f(): pass", "f")]
    [InlineData("x = '''\ndef g():\n'''\ndef f(): pass", "f")]
    [InlineData("x = \"\"\"a\\\"\"\"\ndef g():\n\"\"\"\ndef f(): pass", "f")]
    [InlineData("x = (1,\ndef g\n)\ndef f(): pass", "f")]
    [InlineData("x = 1 + \\\ndef g\ndef f(): pass", "f")]
    [InlineData("# def g(: '\ndef f(): pass", "f")]
    [InlineData("def f(x='(', y=\"'\"): pass\ny = 1", "f")]
    [InlineData("default = 1\ndefine = 2\ndef f(): pass", "f")]
    [InlineData("def f(): pass\ndef f(x): pass", "f")]
    [InlineData("def\tmaß [T](x): pass", "maß")]
    public void The_only_top_level_function_is_called(string source, string name) => Assert.Equal(name, PythonFunction.FromSource(source).Name);

    [Theory]
    [InlineData("x = 1", "no top-level def")]
    [InlineData("def f(): pass\ndef g(): pass", "f, g")]
    [InlineData("class A:\n    def g(self): pass", "no top-level def")]
    [InlineData("", "empty")]
    public void A_source_without_one_such_function_is_refused(string source, string why) =>
        Assert.Contains(why, Assert.Throws<ArgumentException>(() => PythonFunction.FromSource(source)).Message);

    [Theory]
    [InlineData("f", null)]
    [InlineData("g", null)]
    [InlineData("h", "defines no 'h'")]
    [InlineData("for", "not a name")]
    [InlineData("1f", "not a name")]
    [InlineData("f g", "not a name")]
    [InlineData("", "not a name")]
    public void A_given_name_must_be_one_and_be_there(string name, string? why)
    {
        const string Source = "def f(): pass\ng = f\nhh = 1\n";
        if (why is null)
        {
            Assert.Equal(name, PythonFunction.FromSource(Source, name).Name);
        }
        else
        {
            Assert.Contains(why, Assert.Throws<ArgumentException>(() => PythonFunction.FromSource(Source, name)).Message);
        }
    }

    [Theory]
    [InlineData("def \u00b5(): pass", null)]
    [InlineData("def \u00b5(): pass", "\u00b5")]
    [InlineData("def \u03bc(): pass", "\u00b5")]
    [InlineData("def \u00b5(): pass", "\u03bc")]
    [InlineData("\u00b5 = print", "\u03bc")]
    public void A_name_is_in_the_form_by_which_Python_compares_it(string source, string? name) =>
        Assert.Equal("\u03bc", PythonFunction.FromSource(source, name).Name);

    [Fact]
    public void A_keyword_is_in_the_form_by_which_Python_compares_it()
    {
        var arguments = new CallArguments().AddKeyword("\u00b5", 1);

        Assert.Contains("\u03bc", Assert.Throws<ArgumentException>(() => arguments.AddKeyword("\u03bc", 2)).Message);
    }

    [Fact]
    public void The_text_is_normalised_and_its_hash_names_it()
    {
        var one = PythonFunction.FromSource("\ufeffdef f():\r\n    return 1\r\n");
        var other = PythonFunction.FromSource("def f():\n    return 1\n");

        Assert.Equal("def f():\n    return 1\n", one.Source);
        Assert.Equal(other.Hash, one.Hash);
        Assert.NotEqual(other.Hash, PythonFunction.FromSource("def f():\n    return 1\n", options: new PythonFunctionOptions { Public = true }).Hash);
        Assert.Null(one.Id);
    }

    [Fact]
    public void A_source_that_cannot_be_sent_is_refused() =>
        Assert.Contains("surrogate", Assert.Throws<ArgumentException>(() => PythonFunction.FromSource("def f(): '\ud800'")).Message);

    [Fact]
    public void Options_that_exclude_each_other_are_refused() => Assert.Throws<ArgumentException>(() => PythonFunction.FromSource(
        "def f(): pass", options: new PythonFunctionOptions { Public = true, HighAssuranceEndpointId = Guid.NewGuid() }));

    [Fact]
    public void A_file_is_read_when_the_function_is_made()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var path = Path.Combine(folder.FullName, "fit.py");
            File.WriteAllText(path, "def fit():\r\n    return 'é'\r\n", new System.Text.UTF8Encoding(true));
            var function = PythonFunction.FromFile(path);
            File.Delete(path);

            Assert.Equal("fit", function.Name);
            Assert.Equal("def fit():\n    return 'é'\n", function.Source);
            Assert.Throws<FileNotFoundException>(() => PythonFunction.FromFile(path));
            File.WriteAllBytes(path, [.. "def f(): '"u8, 0xE9, .. "'"u8]);
            Assert.Contains("UTF-8", Assert.Throws<ArgumentException>(() => PythonFunction.FromFile(path)).Message);
            File.WriteAllText(path, "x = 1");
            Assert.Contains(path, Assert.Throws<ArgumentException>(() => PythonFunction.FromFile(path)).Message);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_known_id_is_a_function_too()
    {
        var id = Guid.NewGuid();

        Assert.Equal(id, PythonFunction.FromId(id).Id);
        Assert.Equal($"function {id}", PythonFunction.FromId(id).ToString());
        Assert.Equal($"hello ({id})", PythonFunction.FromId(id, "hello").ToString());
        Assert.Throws<ArgumentException>(() => PythonFunction.FromId(Guid.Empty));
    }
}
