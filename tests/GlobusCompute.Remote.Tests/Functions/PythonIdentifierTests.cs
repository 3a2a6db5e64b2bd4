using System.Diagnostics;
using System.Globalization;
using System.Text;
using GlobusCompute.Remote.Shared.Python;
using Xunit;

namespace GlobusCompute.Remote.Tests.Functions;

/// <summary>Names as a real Python compares them.</summary>
public sealed class PythonIdentifierTests
{
    private const string Characters = """
        import sys, unicodedata
        for c in map(chr, range(0x80, sys.maxunicode + 1)):
            if unicodedata.category(c) not in ("Cn", "Cs"):
                part = ("a" + c).isidentifier()
                print(ord(c), int(c.isidentifier()), int(part), " ".join(str(ord(n)) for n in unicodedata.normalize("NFKC", c)) if part else "")
        """;

    private const string Forms = """
        import sys, unicodedata
        for line in sys.stdin.buffer.read().decode("utf-8").split("\n"):
            sys.stdout.buffer.write((unicodedata.normalize("NFKC", line) + "\n").encode("utf-8"))
        """;

    private const string Calls = """
        import sys
        for line in sys.stdin.buffer.read().decode("utf-8").split("\n"):
            written, name = line.split(" ")
            space = {}
            exec(f"def {written}(*, {written}=0): return {written}", space)
            print(space[name](**{name: 7}))
        """;

    public static TheoryData<string, string> Names => new()
    {
        { "the micro sign of keyboards", "\u00b5" },
        { "a ligature", "\ufb01t" },
        { "fullwidth letters and digits", "\uff41\uff22\uff11" },
        { "the Kelvin sign", "\u212a" },
        { "an ordinal", "n\u00aa" },
        { "a black-letter capital", "\u210c" },
        { "a letter and its accent", "caf\u0065\u0301" },
        { "accents in an order of their own", "a\u0323\u0302x" },
        { "accents that have to be sorted", "a\u0302\u0323x" },
        { "an Arabic presentation form", "\ufef7" },
        { "a long s", "\u017fum" },
        { "a mathematical letter outside the first plane", "\ud835\udd38" },
        { "Hangul letters", "\u1112\u1161\u11ab" },
        { "a Hangul syllable and a final", "\ud558\u11ab" },
        { "a Roman numeral", "\u2167" },
        { "subscripts that are letters", "x\u1d62" },
        { "a compatibility ideograph", "\uf900" },
        { "halfwidth Katakana with its mark", "\uff76\uff9e" },
        { "the Angstrom sign", "\u212b" },
        { "an undertie", "a\u203fb" },
        { "plain umlauts", "gr\u00f6\u00dfe" },
        { "what stays as it is", "snake_case9" },
    };

    [Fact]
    public void All_characters_of_identifiers_are_what_Python_makes_of_them()
    {
        var differences = new List<string>();
        var count = 0;
        foreach (var line in Run(Characters, "").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var fields = line.TrimEnd().Split(' ');
            var c = char.ConvertFromUtf32(int.Parse(fields[0], CultureInfo.InvariantCulture));
            var isStart = PythonIdentifier.Refuse(c) is null;
            var isPart = PythonIdentifier.Refuse("a" + c) is null;
            var normal = fields.Length == 3 ? "" : string.Concat(fields[3..].Select(static part => char.ConvertFromUtf32(int.Parse(part, CultureInfo.InvariantCulture))));
            if (isStart != (fields[1] == "1") || isPart != (fields[2] == "1") || (isPart && PythonIdentifier.Normalize("_" + c + "_") != "_" + normal + "_"))
            {
                differences.Add($"U+{int.Parse(fields[0], CultureInfo.InvariantCulture):X4}: start {isStart}, part {isPart}, {PythonIdentifier.Normalize("_" + c)}, and Python: {line}");
            }

            count += isPart ? 1 : 0;
        }

        Assert.Equal("", string.Join('\n', differences));
        Assert.True(count > 130_000, $"{count} characters");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Sequences_are_what_Python_makes_of_them(int seed)
    {
        var random = new Random(seed);
        string[] pieces =
        [
            .. Enumerable.Range(0x300, 0x70).Concat(Enumerable.Range(0x1100, 0x100)).Concat(Enumerable.Range(0xC0, 0x1C0)).Concat(Enumerable.Range(0x1E00, 0x200))
                .Concat(Enumerable.Range(0xFB00, 0x50)).Concat(Enumerable.Range(0x900, 0x80)).Concat([0xAC00, 0xAC01, 0x1D15E, 0x110BA, 0x11099, 0x212A])
                .Select(char.ConvertFromUtf32).Where(static c => PythonIdentifier.Refuse("a" + c) is null),
        ];
        var texts = Enumerable.Range(0, 20_000).Select(_ => "a" + string.Concat(Enumerable.Range(0, random.Next(1, 7)).Select(_ => pieces[random.Next(pieces.Length)]))).ToArray();

        var expected = Run(Forms, string.Join('\n', texts)).Split('\n');

        Assert.All(texts.Zip(expected), static pair => Assert.Equal(pair.Second, PythonIdentifier.Normalize(pair.First)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_function_and_its_argument_are_found_under_the_normal_name(string what, string name)
    {
        Assert.NotEmpty(what);
        Assert.Equal("7", Run(Calls, $"{name} {PythonIdentifier.Normalize(name)}").Trim());
    }

    [Theory]
    [InlineData("x\u00b2")]
    [InlineData("\u00b5 m")]
    [InlineData("\ufb01-x")]
    [InlineData("\ud83d\u00b5")]
    [InlineData("")]
    public void What_is_not_an_identifier_stays_as_it_is(string text) => Assert.Equal(text, PythonIdentifier.Normalize(text));

    [Theory]
    [InlineData("1")]
    [InlineData("0")]
    public void Names_are_the_same_with_and_without_invariant_globalization(string invariant)
    {
        var output = Start(
            "dotnet",
            [typeof(PythonIdentifierTests).Assembly.Location, "-noLogo", "-noColor", "-method", "*All_characters_of_identifiers*", "-method", "*Sequences_are_what*"],
            "",
            ("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", invariant));

        Assert.Contains("Total: 3, Errors: 0, Failed: 0", output, StringComparison.Ordinal);
    }

    private static string Run(string script, string input) => Start("/usr/bin/python3", ["-X", "utf8", "-c", script], input);

    private static string Start(string program, string[] arguments, string input, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = new UTF8Encoding(false),
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output.Result;
    }
}
