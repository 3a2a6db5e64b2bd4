using System.Text;
using System.Text.Json;
using Xunit;

namespace GlobusCompute.Remote.IntegrationTests.Shell;

/// <summary>What is passed to a command arrives, with real Python and bash between.</summary>
public sealed class ShellArgumentTests(LocalServiceFixture fixture) : IClassFixture<LocalServiceFixture>
{
    private readonly ICommands _commands = fixture.Executor.CreateProxy<ICommands>();

    [Fact]
    public async Task Every_nasty_value_arrives_literally()
    {
        Assert.True(NastyValues.All.Distinct().Count() >= 150, "The list has become short.");

        var results = await Task.WhenAll(NastyValues.All.Select(_commands.Arrived));

        Assert.All(NastyValues.All.Zip(results), static pair => Assert.Equal([pair.First], Words(pair.Second)));
    }

    [Fact]
    public async Task Nasty_values_stay_apart_from_each_other_and_from_the_text_around_them()
    {
        var results = await Task.WhenAll(NastyValues.All
            .Select((value, i) => (value, Other: NastyValues.All[(i * 7) % NastyValues.All.Count]))
            .Select(pair => (pair.value, pair.Other, Future: _commands.ArrivedAmongOthers(pair.Other, pair.value, pair.Other, pair.value, "last")))
            .Select(async call => (call.value, call.Other, Result: await call.Future)));

        Assert.All(results, static call => Assert.Equal(
            [call.Other, $"--name={call.value}:{call.value}", Encoding.UTF8.GetByteCount(call.value).ToString(), call.Other, call.value, "last"],
            Words(call.Result)));
    }

    [Fact]
    public async Task Random_texts_arrive_literally()
    {
        const string Favourites = "'\"\\$`!*?[]{}()<>|&;#~%=-+@^ \t\n\r,.:/aé日";
        var random = new Random(20261123);
        string[] values = [.. Enumerable.Range(0, 400).Select(_ => string.Concat(Enumerable.Range(0, random.Next(0, 40)).Select(_ => random.Next(4) switch
        {
            0 => char.ConvertFromUtf32(random.Next(1, 0xD800)),
            1 => char.ConvertFromUtf32(random.Next(0x10000, 0x11000)),
            _ => Favourites[random.Next(Favourites.Length)].ToString(),
        })))];

        var results = await Task.WhenAll(values.Chunk(20).Select(chunk => _commands.ArrivedAmongOthers("first", "", chunk)));

        Assert.All(values.Chunk(20).Zip(results), static pair => Assert.Equal(["first", "--name=:", "0", .. pair.First], Words(pair.Second)));
    }

    [Fact]
    public async Task Numbers_ids_dates_and_lists_become_words()
    {
        var id = Guid.NewGuid();

        var all = await _commands.Typed(-3, 0.1, id, new DateOnly(2026, 11, 3), '\'', 7, long.MaxValue, [new(2026, 1, 2), new(2026, 3, 4)]);
        var few = await _commands.Typed(0, double.NaN, id, default, ' ', null, -1, []);

        Assert.Equal(["-3", "0.1", id.ToString("D"), "2026-11-03", "'", "7", "9223372036854775807", "2026-01-02", "2026-03-04"], Words(all));
        Assert.Equal(["0", "NaN", id.ToString("D"), "0001-01-01", " ", "-1"], Words(few));
    }

    [Fact]
    public async Task The_longest_line_that_Linux_takes_runs_and_a_longer_one_is_refused_at_the_call()
    {
        const int Longest = 131_071 - 12 - 2;

        var result = await _commands.Print(new string('x', Longest));
        var error = Assert.Throws<ArgumentException>(() => { _ = _commands.Print(new string('x', Longest + 1)); });

        Assert.Equal(Longest, result.Stdout.Length);
        Assert.Equal(131_071, result.Command.Length);
        Assert.Contains("131,071", error.Message);
        Assert.Equal("text", error.ParamName);
    }

    [Theory]
    [InlineData('\0', "NUL")]
    [InlineData('\ud800', "surrogate")]
    [InlineData('\udc00', "surrogate")]
    public void What_no_command_line_can_carry_is_refused_at_the_call(char character, string reason)
    {
        var value = $"a{character}b";
        var error = Assert.Throws<ArgumentException>(() => { _ = _commands.Print(value); });
        var listed = Assert.Throws<ArgumentException>(() => { _ = _commands.ArrivedAmongOthers("", "", "good", value); });

        Assert.Contains("ICommands.Print: the argument 'text' cannot be passed: it contains", error.Message);
        Assert.Contains(reason, error.Message);
        Assert.Contains("'rest[1]'", listed.Message);
    }

    [Fact]
    public void Null_is_no_word() =>
        Assert.Contains("[ComputeOmitWhenNull]", Assert.Throws<ArgumentNullException>(() => { _ = _commands.Print(null!); }).Message);

    [Fact]
    public async Task Doubled_braces_and_unquoted_values_are_the_command_s_own_text()
    {
        var result = await _commands.Braces("$((1+1)) 'x y'");

        Assert.Equal("2\nx y\n{a,b}\nc\nd\nhome\n", result.Stdout);
        Assert.Equal("printf '%s\\n' $((1+1)) 'x y' \"{a,b}\" {c,d} ${HOME:+home}", result.Command);
    }

    private static string[] Words(ShellResult result) => JsonSerializer.Deserialize<string[]>(result.EnsureSuccess().Stdout)!;
}
