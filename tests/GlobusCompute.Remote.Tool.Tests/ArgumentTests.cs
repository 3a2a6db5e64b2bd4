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
    [InlineData("float", "3", "3.0")]
    [InlineData("float", "1e-3", "0.001")]
    [InlineData("float", "-inf", "-inf")]
    [InlineData("float", "nan", "nan")]
    [InlineData("bool", "True", "True")]
    [InlineData("bool", "false", "False")]
    [InlineData("str", "12", "'12'")]
    [InlineData("str", "null", "'null'")]
    [InlineData("str | None", "null", "None")]
    [InlineData("Optional[int]", "null", "None")]
    [InlineData("Optional[int]", "7", "7")]
    [InlineData("int | str", "7", "7")]
    [InlineData("int | str", "seven", "'seven'")]
    [InlineData("int | str", "1e400", "'1e400'")]
    [InlineData("list[float]", "[1, 2.5]", "[1.0, 2.5]")]
    [InlineData("list[float]", "[1, \"NaN\", \"-Infinity\"]", "[1.0, nan, -inf]")]
    [InlineData("list", "[1, \"x\", null]", "[1, 'x', None]")]
    [InlineData("dict[str, int]", "{\"a\": 1}", "{'a': 1}")]
    [InlineData("dict[int, float]", "{\"1\": 2, \"-3\": 4.5}", "{1: 2.0, -3: 4.5}")]
    [InlineData("dict[str, list[float]]", "{\"1\": [2]}", "{'1': [2.0]}")]
    [InlineData("dict[bool | None, str]", "{\"true\": \"a\", \"null\": \"b\"}", "{True: 'a', None: 'b'}")]
    [InlineData("dict[datetime.date, int]", "{\"2026-11-29\": 1}", "{datetime.date(2026-11-29): 1}")]
    [InlineData("dict", "{\"1\": 2}", "{'1': 2}")]
    [InlineData("Optional[dict[int, Optional[float]]]", "{\"1\": 2, \"3\": null}", "{1: 2.0, 3: None}")]
    [InlineData("list[float | None]", "[1, null]", "[1.0, None]")]
    [InlineData("list[float | int]", "[1, 2.5]", "[1, 2.5]")]
    [InlineData("list[datetime.date | str]", "[\"2026-11-29\"]", "['2026-11-29']")]
    [InlineData("list[datetime.date]", "[\"2026-11-29\"]", "[datetime.date(2026-11-29)]")]
    [InlineData("list[decimal.Decimal]", "[\"1.10\", 2.50]", "[Decimal('1.10'), Decimal('2.50')]")]
    [InlineData("list[complex]", "[1, \"2-1j\"]", "[(1.0+0.0j), (2.0-1.0j)]")]
    [InlineData("list[bytes]", "[\"ab\"]", "[b'ab']")]
    [InlineData("list[Literal['a', 1]]", "[\"a\", 1]", "['a', 1]")]
    [InlineData("set[int]", "[1, 2, 2]", "{1, 2}")]
    [InlineData("frozenset[str]", "[\"a\"]", "frozenset({'a'})")]
    [InlineData("list[tuple[int, float]]", "[[1, 2]]", "[(1, 2.0)]")]
    [InlineData("tuple[int, ...]", "[1]", "(1,)")]
    [InlineData("str | list[int]", "[1]", "[1]")]
    [InlineData("str | list[int]", "[one]", "'[one]'")]
    [InlineData("datetime.timedelta", "90", "datetime.timedelta(days=0, seconds=90, microseconds=0)")]
    [InlineData("datetime.timedelta", "1:30:00", "datetime.timedelta(days=0, seconds=5400, microseconds=0)")]
    [InlineData("datetime.timedelta", "36:00", "datetime.timedelta(days=1, seconds=43200, microseconds=0)")]
    [InlineData("datetime.timedelta", "-0:00:01.5", "datetime.timedelta(days=-1, seconds=86398, microseconds=500000)")]
    [InlineData("datetime.timedelta", "1 02:03", "datetime.timedelta(days=1, seconds=7380, microseconds=0)")]
    [InlineData("datetime.time", "10:30", "datetime.time(10:30:00)")]
    [InlineData("datetime.datetime", "2026-11-29 10:30", "datetime.datetime(2026-11-29T10:30:00)")]
    [InlineData("float | int", "5", "5")]
    [InlineData("float | int", "5.5", "5.5")]
    [InlineData("float | None | bool", "true", "True")]
    [InlineData("dict[float | int, int]", "{\"5\": 1}", "{5: 1}")]
    [InlineData("bytes | int", "5", "5")]
    [InlineData("decimal.Decimal", "-0.5e3", "Decimal('-500')")]
    [InlineData("decimal.Decimal", "79228162514264337593543950335", "Decimal('79228162514264337593543950335')")]
    [InlineData("decimal.Decimal", "0.1000000000000000000000000000", "Decimal('0.1000000000000000000000000000')")]
    [InlineData("tuple[int, str]", "[1, \"x\"]", "(1, 'x')")]
    [InlineData("Literal['a', 'b']", "b", "'b'")]
    [InlineData("datetime.date", "2026-11-29", "datetime.date(2026-11-29)")]
    [InlineData("uuid.UUID", "0d4473ef-0b7a-45dc-bfd3-4220c622d991", "UUID('0d4473ef-0b7a-45dc-bfd3-4220c622d991')")]
    [InlineData("decimal.Decimal", "1.10", "Decimal('1.10')")]
    [InlineData("complex", "1.5-2j", "(1.5-2.0j)")]
    [InlineData("Any", "{\"a\": [true]}", "{'a': [True]}")]
    [InlineData("Any", "plain text", "'plain text'")]
    [InlineData("Any", "0x1", "'0x1'")]
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
    [InlineData("datetime.date", "3/4", "x must be a date such as 2026-11-30 (datetime.date), but is '3/4'.")]
    [InlineData("datetime.date", "01/02/2024", "x must be a date such as 2026-11-30 (datetime.date), but is '01/02/2024'.")]
    [InlineData("datetime.date", "2024-02-30", "x must be a date such as 2026-11-30 (datetime.date), but is '2024-02-30'.")]
    [InlineData("datetime.datetime", "5.6", "x must be a date and a time such as 2026-11-30T18:30:05+01:00 (datetime.datetime), but is '5.6'.")]
    [InlineData("datetime.datetime", "10:30", "x must be a date and a time such as")]
    [InlineData("datetime.datetime", "0001-01-01T00:00+14:00", "x must be a date and a time such as")]
    [InlineData("datetime.time", "3 PM", "x must be a time such as 18:30 or 18:30:05.25 (datetime.time), but is '3 PM'.")]
    [InlineData("datetime.time", "24:00", "x must be a time such as")]
    [InlineData("datetime.timedelta", "1:60", "x must be a number of seconds, or hh:mm:ss (datetime.timedelta), but is '1:60'.")]
    [InlineData("datetime.timedelta", "nan", "x must be a number of seconds")]
    [InlineData("decimal.Decimal", "1e-40", "x must be a number of at most 28 digits (decimal.Decimal), but is '1e-40'.")]
    [InlineData("decimal.Decimal", "0.12345678901234567890123456789", "x must be a number of at most 28 digits")]
    [InlineData("decimal.Decimal", "1,000", "x must be a number of at most 28 digits")]
    [InlineData("list[decimal.Decimal]", "[1e-40]", "x does not fit list[decimal.Decimal]: x[0] must be a number or a text of the type decimal.Decimal, but is 1e-40.")]
    [InlineData("float", "1e400", "x must be a number (float), but '1e400' is beyond its range. Infinity is written as inf.")]
    [InlineData("Any", "1e400", "x is 1e400, which is beyond the range of a float.")]
    [InlineData("Any", "[1, {\"a\": -1e400}]", "x[1]['a'] is -1e400, which is beyond the range of a float.")]
    [InlineData("list[float]", "[1, 1e400]", "x does not fit list[float]: x[1] is 1e400, which is beyond the range of a float.")]
    [InlineData("np.ndarray", "[[1, 1e400]]", "x does not fit np.ndarray: x[0][1] is 1e400, which is beyond the range of a float.")]
    [InlineData("Any", "\"\\ud800\"", "x holds an unpaired surrogate, which is not a character.")]
    [InlineData("Any", "{\"\\udc00\": 1}", "a key of x holds an unpaired surrogate, which is not a character.")]
    [InlineData("list[str]", "[\"\\ud800\"]", "x does not fit list[str]: x[0] holds an unpaired surrogate, which is not a character.")]
    [InlineData("dict[int, float]", "{\"a\": 2}", "x does not fit dict[int, float]: the key 'a' of x is not of the type int.")]
    [InlineData("dict[str, float]", "{\"a\": \"b\"}", "x does not fit dict[str, float]: x['a'] must be a number, but is \"b\".")]
    [InlineData("dict[tuple[int, int], float]", "{\"a\": 2}", "x does not fit dict[tuple[int, int], float]: the key 'a' of x is not of the type tuple[int, int].")]
    [InlineData("list[np.ndarray]", "[[1]]", "x does not fit list[np.ndarray]: x[0] is annotated as np.ndarray, and arrays within other values cannot be written as JSON.")]
    [InlineData("list[int | None]", "[1, \"a\"]", "x does not fit list[int | None]: x[1] must be an integer, but is \"a\".")]
    [InlineData("list[int | str]", "[1, true]", "x does not fit list[int | str]: x[1] must be a value of the type int | str, but is true.")]
    [InlineData("tuple[int, str]", "[1,2,3]", "x does not fit tuple[int, str]: x has 3 elements, not 2.")]
    [InlineData("tuple[int, str]", "[1,2]", "x does not fit tuple[int, str]: x[1] must be a text, but is 2.")]
    [InlineData("list[list[int]]", "[[1], [2, 2.5]]", "x does not fit list[list[int]]: x[1][1] must be an integer, but is 2.5.")]
    [InlineData("list[Literal['a']]", "[\"b\"]", "x does not fit list[Literal['a']]: x[0] must be one of 'a', but is \"b\".")]
    [InlineData("int", "@", "x: '@' names no file. The text '@' is written as '@@'.")]
    [InlineData("list[int]", "[1, 2.5]", "x does not fit list[int]: x[1] must be an integer, but is 2.5.")]
    [InlineData("dict", "[1]", "x must be a JSON object (dict), but is '[1]'.")]
    [InlineData("tuple[int, int]", "[1]", "x does not fit tuple[int, int]: x has 1 element, not 2.")]
    [InlineData("Literal['a', 'b']", "c", "x must be one of 'a', 'b', but is 'c'.")]
    [InlineData("np.ndarray", "[[1], [2, 3]]", "x must be a JSON array of numbers, all rows of one length (np.ndarray), but is '[[1], [2, 3]]'.")]
    public void A_word_that_does_not_fit_is_refused_by_name_and_rule(string annotation, string word, string message)
    {
        var error = Assert.Throws<BadOptionException>(() => Bind($"def f(x: {annotation}): pass", word));
        Assert.StartsWith(message, error.Message);
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

    [Theory]
    [InlineData("def f(a, b=2, /, c: int = 3, *, d, **e): pass", "1 2 3 4", "f(a, b = 2, /, c: int = 3, *, d, **e)")]
    [InlineData("def f(a, /): pass", "1 2", "f(a, /)")]
    [InlineData("def f(*a, b): pass", "", "f(*a, b)")]
    [InlineData("def f(a, *, scale: float = 1.0): pass", "1 2", "f(a, *, scale: float = 1.0)")]
    [InlineData("def f(a, /): pass", "a=1", "'a' of f is positional-only: write its value without its name. f(a, /)")]
    [InlineData("def f(a, /): pass", "--a 1", "'a' of f is positional-only: write its value without its name. f(a, /)")]
    public void Messages_show_how_parameters_are_passed(string definition, string words, string shown)
    {
        var error = Assert.Throws<BadOptionException>(() => Bind(definition, words.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Contains(shown, error.Message);
    }

    [Fact]
    public void A_keyword_of_the_name_of_a_positional_only_parameter_is_for_the_others_as_in_Python()
    {
        Assert.Equal(["1", "2"], Bind("def f(a, /, **more): pass", "1", "a=2").Select(static value => $"{value}"));
        Assert.Throws<BadOptionException>(() => Bind("def f(a, /, **more): pass", "a=2"));
    }

    [Fact]
    public void A_column_may_be_a_positional_only_parameter_if_those_before_it_have_values()
    {
        var signature = PythonSource.Read("def f(a=1, b=2, /): pass", default).FindEntryPoint("f");
        var arguments = new BoundArguments("f", signature);
        arguments.AddNamed("b", "3", isLiteral: true);
        Assert.Contains("'b' is positional-only, so that 'a' before it needs a value too", Assert.Throws<BadOptionException>(arguments.ThrowIfIncomplete).Message);
        arguments.AddNamed("a", "4", isLiteral: true);
        arguments.ThrowIfIncomplete();
        Assert.Equal(["4", "3"], arguments.ToCall().Cast<object>().Select(static value => $"{value}"));
    }

    [Fact]
    public void A_text_with_an_equals_sign_is_a_value_where_nothing_has_that_name()
    {
        Assert.Equal(["'k=v'"], Bind("def f(query: str): pass", "k=v").Select(static value => $"{value}"));
        Assert.Throws<BadOptionException>(() => Bind("def f(n: int): pass", "k=v"));
    }

    [Fact]
    public void Behind_two_dashes_every_word_is_a_value()
    {
        var arguments = new BoundArguments("f", PythonSource.Read("def f(*texts: str): pass", default).FindEntryPoint("f"));
        arguments.AddWords(["--a", "b=c", "-d"], verbatim: 3, []);
        Assert.Equal(["'--a'", "'b=c'", "'-d'"], arguments.ToCall().Cast<object>().Select(static value => $"{value}"));
    }

    [Fact]
    public void Content_of_a_file_stands_for_a_word()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Add("x.json", "\uFEFF[1, 2]\n");
        Assert.Equal("[1, 2]", $"{Assert.Single(Bind("def f(x: list[int]): pass", $"@{path}"))}");
        Assert.Equal("'\u00EF'", $"{Assert.Single(Bind("def f(x: str): pass", $"@{folder.Add("t", "\u00EF")}"))}");
        Assert.Equal("b'[1'", $"{Assert.Single(Bind("def f(x: bytes): pass", $"@{folder.Add("b", "[1")}"))}");
        Assert.Equal("'@home'", $"{Assert.Single(Bind("def f(x: str): pass", "@@home"))}");
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
