using System.Collections;
using System.Globalization;
using System.Text.Json;
using GlobusCompute.Remote.Generators.Python.Syntax;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Tool.Running;
using Xunit;

namespace GlobusCompute.Remote.Tool.Tests;

/// <summary>Words of a command line become arguments by the annotations of a <c>def</c>.</summary>
public sealed class ArgumentTests
{
    [Theory]
    [InlineData("int", "-12", "-12")]
    [InlineData("int", "123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData("float", "3", "3")]
    [InlineData("float", "1e-3", "0.001")]
    [InlineData("float", "-inf", "-Infinity")]
    [InlineData("float", "nan", "NaN")]
    [InlineData("bool", "True", "True")]
    [InlineData("bool", "false", "False")]
    [InlineData("str", "12", "12")]
    [InlineData("str", "null", "null")]
    [InlineData("str | None", "null", "None")]
    [InlineData("Optional[int]", "null", "None")]
    [InlineData("Optional[int]", "7", "7")]
    [InlineData("int | str", "7", "7")]
    [InlineData("int | str", "seven", "seven")]
    [InlineData("list[float]", "[1, 2.5]", "[1.0, 2.5]")]
    [InlineData("list", "[1, \"x\", null]", "[1, 'x', None]")]
    [InlineData("dict[str, int]", "{\"a\": 1}", "{'a': 1}")]
    [InlineData("tuple[int, str]", "[1, \"x\"]", "(1, 'x')")]
    [InlineData("Literal['a', 'b']", "b", "b")]
    [InlineData("datetime.date", "2026-11-29", "11/29/2026")]
    [InlineData("uuid.UUID", "0d4473ef-0b7a-45dc-bfd3-4220c622d991", "0d4473ef-0b7a-45dc-bfd3-4220c622d991")]
    [InlineData("decimal.Decimal", "1.10", "1.10")]
    [InlineData("complex", "1.5-2j", "<1.5; -2>")]
    [InlineData("Any", "{\"a\": [true]}", "{'a': [True]}")]
    [InlineData("Any", "plain text", "plain text")]
    [InlineData("Any", "0x1", "0x1")]
    public void A_word_is_read_by_its_annotation(string annotation, string word, string expected)
    {
        var value = Assert.Single(Bind($"def f(x: {annotation}): pass", word));
        Assert.Equal(expected, Convert.ToString(value, CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("int", "1.5", "x must be an integer (int), but is '1.5'.")]
    [InlineData("int", "", "x must be an integer (int), but is ''.")]
    [InlineData("float", "one", "x must be a number (float), but is 'one'.")]
    [InlineData("bool", "1", "x must be true or false (bool), but is '1'.")]
    [InlineData("list[int]", "[1, 2.5]", "x must be a JSON array (list[int]), but is '[1, 2.5]'.")]
    [InlineData("dict", "[1]", "x must be a JSON object (dict), but is '[1]'.")]
    [InlineData("tuple[int, int]", "[1]", "x must be a JSON array (tuple[int, int]), but is '[1]'.")]
    [InlineData("Literal['a', 'b']", "c", "x must be one of 'a', 'b', but is 'c'.")]
    [InlineData("np.ndarray", "[[1], [2, 3]]", "x must be a JSON array of numbers, all rows of one length (np.ndarray), but is '[[1], [2, 3]]'.")]
    public void A_word_that_does_not_fit_is_refused_by_name_and_rule(string annotation, string word, string message)
    {
        var error = Assert.Throws<BadOptionException>(() => Bind($"def f(x: {annotation}): pass", word));
        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void Numpy_arrays_get_numbers()
    {
        Assert.Equal(new[] { 1, 2.5 }, Assert.Single(Bind("def f(x: np.ndarray): pass", "[1, 2.5]")));
        Assert.Equal(new[] { 1L, 2L }, Assert.Single(Bind("def f(x: np.ndarray): pass", "[1, 2]")));
        Assert.Equal(new double[,] { { 1, 2 }, { 3, 4 } }, Assert.Single(Bind("def f(x: np.ndarray): pass", "[[1, 2], [3, 4]]")));
    }

    [Theory]
    [InlineData("a=1 b=2", "[1, 2]")]
    [InlineData("--a 1 --b=2", "[1, 2]")]
    [InlineData("1 --b -2", "[1, -2]")]
    [InlineData("-1 b=-2", "[-1, -2]")]
    [InlineData("1", "[1]")]
    public void Arguments_are_named_in_either_way(string words, string expected) =>
        Assert.Equal(expected, $"[{string.Join(", ", Bind("def f(a: int, b: int = 0): pass", words.Split(' ')))}]");

    [Fact]
    public void A_text_with_an_equals_sign_is_a_value_where_nothing_has_that_name()
    {
        Assert.Equal(["k=v"], Bind("def f(query: str): pass", "k=v").Cast<string>());
        Assert.Throws<BadOptionException>(() => Bind("def f(n: int): pass", "k=v"));
    }

    [Fact]
    public void Behind_two_dashes_every_word_is_a_value()
    {
        var arguments = new BoundArguments("f", PythonSource.Read("def f(*texts: str): pass", default).FindEntryPoint("f"));
        arguments.AddWords(["--a", "b=c", "-d"], verbatim: 3, []);
        Assert.Equal(["--a", "b=c", "-d"], arguments.ToCall().Cast<string>());
    }

    [Fact]
    public void Content_of_a_file_stands_for_a_word()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Add("x.json", "\uFEFF[1, 2]\n");
        Assert.Equal("[1, 2]", $"{Assert.Single(Bind("def f(x: list[int]): pass", $"@{path}"))}");
        Assert.Equal("\u00EF", Assert.Single(Bind("def f(x: str): pass", $"@{folder.Add("t", "\u00EF")}")));
        Assert.Equal(new byte[] { 0x5B, 0x31 }, Assert.Single(Bind("def f(x: bytes): pass", $"@{folder.Add("b", "[1")}")));
        Assert.Equal("@home", Assert.Single(Bind("def f(x: str): pass", "@@home")));
    }

    private static List<object?> Bind(string definition, params string[] words)
    {
        const string Imports = "import datetime, decimal, uuid\nimport numpy as np\nfrom typing import Any, Literal, Optional\n";
        var arguments = new BoundArguments("f", PythonSource.Read(Imports + definition, default).FindEntryPoint("f"));
        arguments.AddWords(words, verbatim: 0, []);
        arguments.ThrowIfIncomplete();
        return [.. arguments.ToCall().Cast<object?>()];
    }
}
