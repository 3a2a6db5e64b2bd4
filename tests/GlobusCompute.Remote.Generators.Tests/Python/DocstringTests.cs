using System.Xml.Linq;
using GlobusCompute.Remote.Generators.Emission;

namespace GlobusCompute.Remote.Generators.Tests.Python;

/// <summary>Docstrings in the styles that people write, as documentation of C#.</summary>
public sealed class DocstringTests
{
    private const string Expected = """
        /// <summary>Fits a line.</summary>
        /// <param name="x">Where, in <c>mm</c>.</param>
        /// <param name="degree">
        /// How far,
        /// and no farther.
        /// </param>
        /// <returns>The slope &amp; more.</returns>
        /// <remarks>
        /// <para>It is least squares.</para>
        /// <para>Raises <c>ValueError</c>: if <c>x</c> is empty.</para>
        /// </remarks>
        """;

    public static TheoryData<string> Styles =>
    [
        """
        Fits a line.

        It is least squares.

        Args:
            x (list[float]): Where, in ``mm``.
            degree (int, optional): How far,
                and no farther.

        Returns:
            float: The slope & more.

        Raises:
            ValueError: if `x` is empty.
        """,
        """
        Fits a line.

        It is least squares.

        Parameters
        ----------
        x : list of float
            Where, in ``mm``.
        degree : int, optional
            How far,
            and no farther.

        Returns
        -------
        float
            The slope & more.

        Raises
        ------
        ValueError
            if `x` is empty.
        """,
        """
        Fits a line.

        It is least squares.

        :param x: Where, in ``mm``.
        :type x: list[float]
        :param int degree: How far,
            and no farther.
        :returns: The slope & more.
        :rtype: float
        :raises ValueError: if `x` is empty.
        """,
    ];

    [Theory]
    [MemberData(nameof(Styles))]
    public void All_styles_say_the_same(string docstring)
    {
        var lines = XmlDocumentation.Write(docstring, [("x", "x"), ("degree", "degree")], hasReturns: true);
        Assert.Equal(Expected.ReplaceLineEndings("\n"), string.Join("\n", lines));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("   \n  ", "")]
    [InlineData("One line", "/// <summary>One line</summary>")]
    [InlineData("\nTwo\nlines.\n", "/// <summary>\n/// Two\n/// lines.\n/// </summary>")]
    [InlineData("A ``list`` of :class:`~a.Point` & <more>", "/// <summary>A <c>list</c> of <c>a.Point</c> &amp; &lt;more&gt;</summary>")]
    [InlineData("Odd ` tick", "/// <summary>Odd ` tick</summary>")]
    [InlineData("Ends here\u2028and goes on", "/// <summary>Ends here and goes on</summary>")]
    public void Plain_text_is_the_summary(string docstring, string expected) =>
        Assert.Equal(expected, string.Join("\n", XmlDocumentation.Write(docstring, [], hasReturns: true)));

    [Fact]
    public void Examples_are_code() => Assert.Equal(
        "/// <summary>Adds.</summary>\n/// <example>\n/// <code>\n/// &gt;&gt;&gt; add(1, 2)\n/// 3\n/// </code>\n/// </example>",
        string.Join("\n", XmlDocumentation.Write("Adds.\n\n>>> add(1, 2)\n3\n", [], hasReturns: true)));

    [Fact]
    public void Any_text_gives_well_formed_comments()
    {
        const string Letters = "ab :`-*<>&\"'\n\n    \t().,|x\u0001\u2028\ud83d\ude00é";
        string[] words = ["Args:", "Returns:", "Raises:\n", "Parameters\n----------\n", "Returns\n-------\n", ":param x:", ":returns:", ":raises E: ", ">>> f()", "x : int", "x (int): ", "Example::"];
        var random = new Random(4711);
        for (var i = 0; i < 3000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ =>
                random.Next(5) == 0 ? (random.Next(2) == 0 ? "\n" : "") + words[random.Next(words.Length)] : Letters[random.Next(Letters.Length)].ToString()));
            var lines = XmlDocumentation.Write(text, [("x", "x"), ("y", "y")], hasReturns: true);
            Assert.All(lines, line => Assert.StartsWith("/// ", line, StringComparison.Ordinal));
            XElement.Parse($"<doc>{string.Join("\n", lines.Select(line => line[4..]))}</doc>");
        }
    }

    [Fact]
    public void Long_texts_take_time_by_their_length()
    {
        // A reader that looked at lines again and again would not come to an end here.
        var text = string.Concat(Enumerable.Repeat("Args:\n    x: y `z\n:param a: b\nNotes\n-----\n", 20_000));
        Assert.NotEmpty(XmlDocumentation.Write(text, [("x", "x")], hasReturns: true));
        Assert.NotEmpty(XmlDocumentation.Write(new string('`', 200_001), [], hasReturns: true));
    }
}
