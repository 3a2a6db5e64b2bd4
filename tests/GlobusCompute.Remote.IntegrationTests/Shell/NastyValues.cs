namespace GlobusCompute.Remote.IntegrationTests.Shell;

/// <summary>Values that a shell, Python's format or JSON might take for something else.</summary>
internal static class NastyValues
{
    public static readonly IReadOnlyList<string> All =
    [
        "", " ", "  two  blanks  ", "\t", "\n", "\r", "\r\n", "a\nb", "a\n", "\na", "trailing blank ", "a\tb",
        "'", "''", "'''", "\"", "\"\"", "'\"'\"'", "it's", "'; echo broken; '", "\"; echo broken; \"", "' '", "\\'", "'\\''", "$'\\n'", "a'b\"c`d",
        "$HOME", "${HOME}", "$(echo broken)", "`echo broken`", "$((1+1))", "$'x'", "$\"x\"", "$", "$$", "$?", "$1", "$@", "${x:-broken}", "$[1+1]",
        "*", "?", "[a-z]", "/*", "~", "~root", "~/x", "{a,b}", "{1..3}", "@(a|b)", "!(x)",
        "-", "--", "-n", "-rf", "--help", "-e \\n",
        "\\", "\\\\", "\\n", "\\0", "a\\", "\\$HOME", "\\`",
        "!", "!!", "!x", "#", "# comment", "a#b", "&", "&&", "a & b", "|", "||", ";", ";;", "<", ">", ">>", "<<EOF", "<<<", "2>&1", "> /dev/null", "(", ")", "()", "((", "))",
        "%", "%s", "%n%d", "%%", "=", "a=b", "PATH=x", ":", ",", "^", "@", "+",
        "{", "}", "{}", "{{", "}}", "{value}", "{0}", "{value!r}", "{{value}}",
        "null", "true", "None", "\"quoted\"", "[1, 2]", "{\"a\": 1}", "\\u0041", "\u0041\u030A",
        "é", "ß", "日本語", "😀", "𝄞 clef", "\u00a0", "\u2028", "\u2029", "\u200b", "\ufeff", "\uffff", "שלום", "\u202e reversed",
        "\u0001", "\u0007", "\b", "\u001b[31mred", "\u007f", "\u0080", "\u009f",
        "if", "then", "done", "exit", "exit 3", "eval", "[[", "time", "a b c", "case x in", "done\nexit 9", "EOF", "EOF\n", "\nEOF\n",
        new('x', 10_000), new('\'', 5_000), string.Concat(Enumerable.Repeat("a b\n", 5_000)),
    ];
}
