using System.Text.Json;
using GlobusCompute.Remote.LocalService;
using GlobusCompute.Remote.Locking;
using GlobusCompute.Remote.Settings;
using GlobusCompute.Remote.Testing;
using Xunit;

namespace GlobusCompute.Remote.Tool.Tests;

/// <summary>People sign in with the program, in a terminal without a browser, and out again.</summary>
public sealed class AccountTests(AccountTests.Fixture fixture) : IClassFixture<AccountTests.Fixture>, IDisposable
{
    private static readonly string s_assembly = typeof(AccountTests).Assembly.Location;

    private readonly TemporaryFolder _folder = new();

    private LocalAuth Auth => fixture.Service.Auth!;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_person_signs_in_without_a_browser_and_is_known_until_they_sign_out()
    {
        var (code, output, error) = await LoginAsync("alice@example.org");
        Assert.Equal((0, "Signed in as alice@example.org"), (code, output[..Math.Min(output.Length, 30)]));
        Assert.Contains("use Globus Compute on your behalf", error);

        var who = JsonDocument.Parse((await RunAsync("whoami", "--json")).Output).RootElement;
        Assert.Equal(("alice@example.org", "local", "default"), (who.GetProperty("user_name").GetString(), who.GetProperty("environment").GetString(), who.GetProperty("profile").GetString()));

        var token = (await RunAsync("token")).Output.Trim();
        await using (var client = new ComputeClient(new ComputeClientOptions { ServiceUrl = fixture.Service.Url, Credential = new ComputeAccessTokenCredential(token) }))
        {
            await client.GetEndpointsAsync();
        }

        Assert.Equal((0, "Signed out.\n"), await OutcomeAsync("logout"));
        Assert.Equal((0, "Nobody was signed in.\n"), await OutcomeAsync("logout"));
        Assert.Equal(9, (await RunAsync("whoami")).Code);
        Assert.Equal(9, (await RunAsync("token")).Code);
        Assert.DoesNotContain(token, output + error);
    }

    [Fact]
    public async Task Profiles_are_signed_in_beside_each_other()
    {
        await LoginAsync("alice@example.org");
        await LoginAsync("bob@example.org", "--profile", "work");

        Assert.StartsWith("alice@example.org", (await RunAsync("whoami")).Output);
        Assert.StartsWith("bob@example.org", (await RunAsync("whoami", "--profile", "work", "--environment", "local")).Output);
        Assert.Equal(9, (await RunAsync("whoami", "--environment", "preview")).Code);
    }

    [Theory]
    [InlineData("", 10, "ended before")]
    [InlineData("nonsense\n", 10, "400")]
    public async Task A_sign_in_that_fails_says_why_in_one_sentence(string input, int expected, string said)
    {
        using var tool = Start("login", "--no-browser");
        await tool.Input.WriteAsync(input);
        tool.Input.Close();
        var (code, output, error) = await tool.EndAsync();

        Assert.Equal((expected, ""), (code, output));
        var last = error.TrimEnd().Split('\n')[^1];
        Assert.StartsWith("gcompute login: ", last);
        Assert.Contains(said, last);
        Assert.DoesNotContain("nonsense", error);
    }

    [Theory]
    [InlineData("--environment", "prodction", "environment")]
    [InlineData("--profile", "a/b", "Profile")]
    [InlineData("--client-id", "a b", "ClientId")]
    [InlineData("--environment", "dev", "dev")]
    public async Task A_value_that_cannot_be_used_is_named(string option, string value, string said)
    {
        using var tool = Start("whoami", [option, value], auth: option != "--environment");
        var (code, output, error) = await tool.EndAsync();

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(said, error);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Without_a_terminal_or_a_browser_it_says_what_to_do()
    {
        using var tool = Start("login", ["--client-id", "x"], ("SSH_CONNECTION", "1"));
        tool.Input.Close();
        var (code, _, error) = await tool.EndAsync();

        Assert.Equal(9, code);
        Assert.Contains("SSH", error);
        Assert.Contains("Standard input is not a terminal", error);
    }

    [Fact]
    public async Task A_sign_in_that_cannot_be_stored_is_reported_as_none()
    {
        using var tool = Start("login", ["--no-browser"], ("GCOMPUTE_TOKEN_DIRECTORY", "/dev/null/tokens"));
        var address = await ToolProcess.ReadUntilAsync(tool.Error, "/v2/oauth2/authorize?");
        var redirect = await Auth.SignInAsync(new Uri(address.Trim()), "alice@example.org");
        await tool.Input.WriteLineAsync(System.Web.HttpUtility.ParseQueryString(redirect.Query)["code"]);
        tool.Input.Close();
        var (code, output, error) = await tool.EndAsync();

        Assert.Equal((1, ""), (code, output));
        Assert.Contains("gcompute login: the tokens cannot be stored", error);
        Assert.Contains("GCOMPUTE_TOKEN_DIRECTORY", error);
    }

    [Fact]
    public async Task Tokens_of_a_newer_version_stay_and_are_reported_before_anybody_signs_in()
    {
        await LoginAsync("alice@example.org");
        var file = Directory.EnumerateFiles(_folder.Path, "*.json").Single();
        await File.WriteAllTextAsync(file, "{\"version\":99}");

        var outcomes = new[] { await RunAsync("login", "--no-browser"), await RunAsync("logout"), await RunAsync("whoami"), await RunAsync("token") };

        Assert.All(outcomes, static outcome => Assert.Equal((10, ""), (outcome.Code, outcome.Output)));
        Assert.All(outcomes, static outcome => Assert.Contains("newer version (format 99", outcome.Error));
        Assert.Equal("{\"version\":99}", await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task Functions_are_pinned_by_who_has_signed_in()
    {
        await LoginAsync("alice@example.org", "--profile", "work");
        var file = _folder.File("globuscompute.lock.json");

        var nobody = await PinAsync(file);
        var (code, _, error) = await PinAsync(file, "--profile", "work");

        Assert.Equal((2, ""), (nobody.Code, nobody.Output));
        Assert.Equal(
            "gcompute function pin: no access token was found: run 'gcompute login', set GLOBUS_COMPUTE_ACCESS_TOKEN, or pass --token.",
            nobody.Error.Trim());
        Assert.Equal((0, ""), (code, error));
        Assert.Equal(4, ComputeLockFile.Load(file).Entries.Count);
    }

    [Fact]
    public async Task A_sign_in_is_sent_to_no_service_of_another_environment()
    {
        await LoginAsync("alice@example.org");

        var (code, _, error) = await RunAsync("functions", "pin", s_assembly, "--service", "https://compute.invalid/", "--lock", _folder.File("lock.json"));

        Assert.Equal(2, code);
        Assert.Contains("the sign-in of the environment 'local' is not sent to compute.invalid", error);
    }

    [Theory]
    [InlineData("login")]
    [InlineData("logout")]
    [InlineData("whoami")]
    [InlineData("token")]
    public async Task Help_names_the_options_and_the_exit_codes(string command)
    {
        var (code, output, _) = await RunAsync(command, "--help");

        Assert.Equal(0, code);
        Assert.All(["--profile <NAME>", "--environment <NAME>", "--client-id <UUID>", "\n  9  ", "\n 10  ", "\n 11  "], part => Assert.Contains(part, output));
    }

    private async Task<(int Code, string Output, string Error)> LoginAsync(string person, params string[] options)
    {
        using var tool = Start("login", [.. options, "--no-browser"]);
        var asked = await ToolProcess.ReadUntilAsync(tool.Error, "on your behalf");
        var address = await ToolProcess.ReadUntilAsync(tool.Error, "/v2/oauth2/authorize?");
        var redirect = await Auth.SignInAsync(new Uri(address.Trim()), person);
        await tool.Input.WriteLineAsync(System.Web.HttpUtility.ParseQueryString(redirect.Query)["code"]);
        tool.Input.Close();
        var (code, output, error) = await tool.EndAsync();
        return (code, output, $"{asked}\n{error}");
    }

    private Task<(int Code, string Output, string Error)> PinAsync(string file, params string[] options) =>
        RunAsync(["functions", "pin", s_assembly, "--service", Auth.Url.AbsoluteUri, "--lock", file, .. options]);

    private async Task<(int Code, string Output)> OutcomeAsync(params string[] line)
    {
        var (code, output, _) = await RunAsync(line);
        return (code, output.ReplaceLineEndings("\n"));
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] line)
    {
        using var tool = Start(line[0], line[1..]);
        tool.Input.Close();
        return await tool.EndAsync();
    }

    private ToolProcess Start(string command, params string[] options) => Start(command, options, auth: true);

    private ToolProcess Start(string command, string[] options, (string Name, string Value) variable) =>
        Start(command, options, auth: true, variable);

    private ToolProcess Start(string command, string[] options, bool auth, (string Name, string Value)? variable = null)
    {
        var environment = new Dictionary<string, string>
        {
            [GlobusEnvironment.NameVariable] = "local",
            [GlobusEnvironment.AuthUrlVariable] = auth ? Auth.Url.AbsoluteUri : "",
            ["GLOBUS_COMPUTE_CLIENT_ID"] = "",
            ["GLOBUS_COMPUTE_CLIENT_SECRET"] = "",
            ["GLOBUS_COMPUTE_ACCESS_TOKEN"] = "",
            ["GCOMPUTE_TOKEN_DIRECTORY"] = _folder.Path,
        };
        if (variable is { } more)
        {
            environment[more.Name] = more.Value;
        }

        return ToolProcess.StartOther([.. ToolProcess.CommandLine, command, .. options], environment);
    }

    public sealed class Fixture : IAsyncLifetime
    {
        public LocalComputeService Service { get; private set; } = null!;

        public async ValueTask InitializeAsync() =>
            Service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions { Python = ToolProcess.Python, Workers = 1, Auth = true });

        public ValueTask DisposeAsync() => Service.DisposeAsync();
    }
}
