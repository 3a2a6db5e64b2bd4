using GlobusCompute.Remote.Testing.Recording;
using Xunit;

namespace GlobusCompute.Remote.Testing.Tests.Recording;

/// <summary>Which code a function can reach.</summary>
public sealed class PythonPartsTests
{
    private const string Source = """"
        """Analysis of spectra; scale() is the main one."""
        import math
        import numpy as np
        from json import (
            dumps as write,
            loads,
        )

        LIMIT = 3
        TABLE: dict[str, int] = {
            "a": 1,  # )
        }
        low, high = 1, 2

        # A helper.
        def clip(value):
            return min(value, LIMIT)  # not scale()


        @lru_cache(
            maxsize=3
        )
        def scale(value):
            """Uses no peak()."""
            text = '''
        def inner():
        '''
            return clip(value) * math.pi

        class Peak:
            width = high

            def area(self):
                return scale(self.width)

        async def peak(x):
            return Peak(), f"{write(x)}"

        def alone(x):
            return x + \
        1
        """";

    [Theory]
    [InlineData("clip", "LIMIT|clip")]
    [InlineData("scale", "math|LIMIT|clip|scale")]
    [InlineData("Peak", "math|LIMIT|low|clip|scale|Peak")]
    [InlineData("peak", "math|write|LIMIT|low|clip|scale|Peak|peak")]
    [InlineData("alone", "alone")]
    [InlineData("TABLE", "TABLE")]
    public void A_function_reaches_what_its_code_names(string function, string expected)
    {
        var source = Source.ReplaceLineEndings("\n");
        var reached = PythonParts.ReachableFrom(function, source);

        (string Name, string Mark)[] marks =
        [
            ("math", "import math"), ("np", "import numpy"), ("write", "dumps as write"), ("LIMIT", "LIMIT = 3"), ("TABLE", "TABLE:"), ("low", "low, high"),
            ("clip", "def clip"), ("scale", "def scale"), ("Peak", "class Peak"), ("peak", "async def peak"), ("alone", "def alone"),
        ];
        Assert.Equal(expected.Split('|'), marks.Where(mark => reached.Contains(mark.Mark, StringComparison.Ordinal)).Select(static mark => mark.Name));
        Assert.DoesNotContain("A helper", reached, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("if True:\n    LIMIT = 4\nelse:\n    LIMIT = 5\n")]
    [InlineData("try:\n    import fast\nexcept ImportError:\n    fast = None\n")]
    [InlineData("print('hello')\n")]
    [InlineData("from math import *\n")]
    [InlineData("for i in range(3):\n    LIMIT = i\n")]
    public void What_may_do_anything_belongs_to_every_function(string statement)
    {
        var reached = PythonParts.ReachableFrom("f", $"{statement}def f():\n    pass\n\ndef g():\n    pass\n");

        Assert.Contains(statement.TrimEnd(), reached, StringComparison.Ordinal);
        Assert.Contains("def f", reached, StringComparison.Ordinal);
        Assert.DoesNotContain("def g", reached, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x = 1\nx += 2\ndef f():\n    return x\n", "x += 2")]
    [InlineData("table = {}\ntable['a'] = 1\ndef f():\n    return table\n", "table['a'] = 1")]
    [InlineData("def g():\n    pass\ng.limit = 2\ndef f():\n    return g.limit\n", "g.limit = 2")]
    [InlineData("def f():\n    return 1\ndef f():\n    return 2\n", "return 1")]
    [InlineData("a = b = 3\ndef f():\n    return a\n", "a = b = 3")]
    public void A_name_is_all_that_binds_or_changes_it(string source, string expected) =>
        Assert.Contains(expected, PythonParts.ReachableFrom("f", source), StringComparison.Ordinal);

    [Theory]
    [InlineData("def f():\n    return 'open\n")]
    [InlineData("def f():\n    return (1\n")]
    [InlineData("def f():\n    return '''x\n")]
    [InlineData("g = lambda: 1\n")]
    [InlineData("")]
    public void What_cannot_be_divided_counts_as_a_whole(string source) => Assert.Equal(source, PythonParts.ReachableFrom("f", source));

    [Fact]
    public void A_line_of_a_text_that_looks_like_a_comment_is_none()
    {
        const string Code = "f = \"\"\"\n# a\n# b\"\"\"";

        Assert.Equal(Code, PythonParts.ReachableFrom("f", $"{Code}\n# c\ndef g():\n    pass\n"));
    }

    [Fact]
    public void Comments_and_blank_lines_between_statements_do_not_matter()
    {
        const string Code = "def f():\n    return 1";

        Assert.Equal(Code, PythonParts.ReachableFrom("f", $"# one\n\n{Code}  # here\n\n    # below\n\n# two\n\n\ndef g():\n    pass\n# three\n"));
    }
}
