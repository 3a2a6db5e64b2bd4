using System.Net;
using System.Net.Sockets;
using GlobusCompute.Remote.Tool.Local;
using Xunit;

namespace GlobusCompute.Remote.Tool.Tests;

/// <summary>Each cause has its exit code and one line on standard error; standard output stays empty.</summary>
public sealed class FailureTests
{
    [Theory]
    [InlineData("", "gcompute: Required command was not provided.")]
    [InlineData("lokal", "'lokal'")]
    [InlineData("local --colour", "Unrecognized command or argument '--colour'.")]
    [InlineData("local --port", "'--port'")]
    [InlineData("local --port many", "--port must be a number from 0 to 65535, but is 'many'.")]
    [InlineData("local --port 65536", "--port must be a number from 0 to 65535, but is '65536'.")]
    [InlineData("local --port 1 --port 2", "Option '--port' expects a single argument but 2 were provided.")]
    [InlineData("local --workers 0", "--workers must be a number from 1 to 10000, but is '0'.")]
    [InlineData("local --endpoint here", "--endpoint must be a UUID that is not all zero, but is 'here'.")]
    [InlineData("local --endpoint 00000000-0000-0000-0000-000000000000", "--endpoint must be a UUID that is not all zero")]
    [InlineData("local --token grün", "--token must be visible ASCII characters without blanks.")]
    [InlineData("local --amqp http://127.0.0.1", "--amqp must be an amqp or amqps URL like amqp://user:password@host:5672/vhost, with at most one path segment and no query.")]
    [InlineData("local --amqp broker", "--amqp must be an amqp or amqps URL")]
    [InlineData("local --amqp amqp://127.0.0.1/a/b", "--amqp must be an amqp or amqps URL")]
    [InlineData("local --faults /no/such/file.json", "--faults: the file '/no/such/file.json' cannot be read:")]
    [InlineData("local --auth --token-lifetime 0", "--token-lifetime must be a number of seconds from 1 to 31536000, but is '0'.")]
    [InlineData("local --auth --redirect-uri http://a --redirect-uri /b", "--redirect-uri must be an absolute HTTP or HTTPS URI without a fragment, but is '/b'.")]
    [InlineData("local --token-lifetime 20", "--redirect-uri and --token-lifetime need --auth.")]
    public Task Bad_options_end_in_2(string line, string message) => FailAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), 2, message);

    [Theory]
    [InlineData("lokal", "gcompute: Unrecognized command or argument 'lokal'. Did you mean 'local'? 'gcompute --help' lists commands and options.")]
    [InlineData("locl --colour", "gcompute: Unrecognized command or argument 'locl'. Did you mean 'local'? 'gcompute --help' lists commands and options.")]
    [InlineData("funktions pin", "gcompute: Unrecognized command or argument 'funktions'. Did you mean 'functions'? 'gcompute --help' lists commands and options.")]
    [InlineData("task shwo", "gcompute task: Unrecognized command or argument 'shwo'. Did you mean 'show'? 'gcompute task --help' lists commands and options.")]
    [InlineData("--profile x", "gcompute: Unrecognized command or argument '--profile'. 'gcompute --help' lists commands and options.")]
    [InlineData("--service nonsense task show", "gcompute task show: --service must be an absolute http or https URL. Required argument 'UUID' missing for command: 'show'. 'gcompute task show --help' lists commands and options.")]
    [InlineData("serve", "gcompute: Unrecognized command or argument 'serve'. 'gcompute --help' lists commands and options.")]
    [InlineData("--hlep", "gcompute: Unrecognized command or argument '--hlep'. Did you mean '--help'? 'gcompute --help' lists commands and options.")]
    [InlineData("functions pim", "gcompute function: Unrecognized command or argument 'pim'. Did you mean 'pin'? 'gcompute function --help' lists commands and options.")]
    [InlineData("functions pin --prnue", "gcompute function pin: Unrecognized command or argument '--prnue'. Did you mean '--prune'? 'gcompute function pin --help' lists commands and options.")]
    [InlineData("functions pin --tokn=b . --owner x", "gcompute function pin: Unrecognized command or argument '--tokn=b'. Did you mean '--token'? --owner must be a UUID that is not all zero, but is 'x'. 'gcompute function pin --help' lists commands and options.")]
    [InlineData("functions check a b c", "gcompute function check: Unrecognized command or argument 'b'. 'gcompute function check --help' lists commands and options.")]
    [InlineData("local --prot 5", "gcompute local: Unrecognized command or argument '--prot'. Did you mean '--port'? 'gcompute local --help' lists commands and options.")]
    [InlineData("local --workrs=3 --port many", "gcompute local: Unrecognized command or argument '--workrs=3'. Did you mean '--workers'? --port must be a number from 0 to 65535, but is 'many'. 'gcompute local --help' lists commands and options.")]
    [InlineData("local --port", "gcompute local: Required argument missing for option: '--port'. 'gcompute local --help' lists commands and options.")]
    [InlineData("functions", "gcompute function: Required command was not provided. 'gcompute function --help' lists commands and options.")]
    public async Task A_mistake_is_one_sentence_and_the_nearest_name_is_offered(string line, string message) =>
        Assert.Equal(message + "\n", await FailAsync(line.Split(' '), 2, message));

    [Theory]
    [InlineData("--amqp", "http://me:secret-word@127.0.0.1")]
    [InlineData("--token", "secret-word\t")]
    public async Task What_may_be_a_secret_is_not_repeated(string option, string value) =>
        Assert.DoesNotContain("secret-word", await FailAsync(["local", option, value], 2, $"{option} must be"));

    [Theory]
    [InlineData("GCOMPUTE_LOCAL_TOKEN", "secret word")]
    [InlineData("GCOMPUTE_LOCAL_TOKEN", "geheim-ü")]
    [InlineData("GCOMPUTE_LOCAL_TOKEN", "secret\tword")]
    [InlineData("GCOMPUTE_LOCAL_AMQP", "http://me:secret-word@127.0.0.1")]
    [InlineData("GCOMPUTE_LOCAL_AMQP", "amqp://me:secret-word@127.0.0.1/a/b")]
    [InlineData("GCOMPUTE_LOCAL_AMQP", "secret-word")]
    public async Task A_bad_value_of_the_environment_ends_in_2_and_is_not_repeated(string variable, string value)
    {
        using var tool = ToolProcess.StartLocalWith(new Dictionary<string, string> { [variable] = value });
        var (code, output, error) = await tool.EndAsync();

        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith($"gcompute local: the environment variable {variable} must be ", error);
        Assert.DoesNotContain("secret", error);
        Assert.DoesNotContain("geheim", error);
    }

    [Theory]
    [InlineData("--env", "=secret-word")]
    [InlineData("--env", "A*B")]
    [InlineData("--env", "")]
    public async Task A_variable_without_a_name_ends_in_2(string option, string value) =>
        Assert.DoesNotContain("secret-word", await FailAsync(["local", option, value], 2, "--env must be NAME or NAME=VALUE"));

    [Fact]
    public async Task A_broker_of_the_environment_that_is_not_there_is_told_by_the_name_of_its_variable()
    {
        using var nobody = new TcpListener(IPAddress.Loopback, 0);
        nobody.Start();
        var port = ((IPEndPoint)nobody.LocalEndpoint).Port;
        nobody.Stop();
        using var tool = ToolProcess.StartLocalWith(new Dictionary<string, string> { ["GCOMPUTE_LOCAL_AMQP"] = $"amqp://me:secret-word@127.0.0.1:{port}/" });
        var (code, _, error) = await tool.EndAsync();

        Assert.Equal(5, code);
        Assert.Contains($"gcompute local: GCOMPUTE_LOCAL_AMQP: The message broker amqp://127.0.0.1:{port}/ cannot be used:", error);
        Assert.DoesNotContain("secret-word", error);
    }

    [Fact]
    public async Task A_faults_file_that_is_no_plan_ends_in_2()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Add("faults.json", "[{\n");
        await FailAsync(["local", "--faults", file], 2, $"--faults: {file}: The fault plan cannot be read:");
        folder.Add("faults.json", """{"rules":[{"at":"submit","fault":"earthquake"}]}""");
        await FailAsync(["local", "--faults", file], 2, $"--faults: {file}: Rule 1 of the fault plan cannot be used:");
    }

    [Fact]
    public async Task A_Python_that_is_not_there_ends_in_3_and_in_the_options_own_name()
    {
        var error = await FailAsync(["local", "--json", "--python", "/no/such/python"], 3, "--python names the Python interpreter '/no/such/python', which is not an executable file");
        Assert.DoesNotContain("LocalComputeServiceOptions", error);
    }

    [Fact]
    public async Task A_Python_that_does_not_start_ends_in_3_with_what_it_said()
    {
        using var folder = new TemporaryFolder();
        using var tool = ToolProcess.Start("local", "--json", "--python", folder.AddScript("python", "echo no such luck >&2; exit 9"));
        var (code, output, error) = await tool.EndAsync();

        Assert.Equal((3, ""), (code, output));
        Assert.Matches("^gcompute local: .* exit code 9; its last output was: \\| no such luck$", error.TrimEnd().Split('\n')[^1]);
    }

    [Theory]
    [InlineData("--json")]
    [InlineData("--workers=1")]
    public async Task A_port_in_use_ends_in_4(string option)
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port;
        await FailAsync(["local", "--python", ToolProcess.Python, "--port", $"{port}", option], 4, $"port {port} on 127.0.0.1 is in use");
    }

    [Fact]
    public void A_port_that_may_not_be_opened_is_told_with_exit_code_4()
    {
        var (code, message) = LocalFailure.Describe(new SocketException((int)SocketError.AccessDenied), 80, "--amqp");
        Assert.Equal(4, code);
        Assert.StartsWith("cannot listen on port 80 of 127.0.0.1 (", message);
    }

    [Fact]
    public async Task A_broker_that_is_not_there_ends_in_5_without_its_password()
    {
        using var nobody = new TcpListener(IPAddress.Loopback, 0);
        nobody.Start();
        var port = ((IPEndPoint)nobody.LocalEndpoint).Port;
        nobody.Stop();
        var error = await FailAsync(["local", "--json", "--python", ToolProcess.Python, "--amqp", $"amqp://me:secret-word@127.0.0.1:{port}/"], 5, $"--amqp: The message broker amqp://127.0.0.1:{port}/ cannot be used:");
        Assert.DoesNotContain("secret-word", error);
    }

    [Fact]
    public void What_nobody_thought_of_is_told_in_full_with_exit_code_1()
    {
        var (code, message) = LocalFailure.Describe(new InvalidOperationException("odd"), 0, "--amqp");
        Assert.Equal(1, code);
        Assert.Contains("System.InvalidOperationException: odd", message);
    }

    private static async Task<string> FailAsync(string[] arguments, int expected, string message)
    {
        using var tool = ToolProcess.Start(arguments);
        var (code, output, error) = await tool.EndAsync();
        Assert.Equal(expected, code);
        Assert.Equal("", output);
        Assert.Contains(message, error);

        // A worker that was ended while it started may have said so, as a log line with its traceback. What the tool says itself is one line, the last.
        var lines = error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("gcompute", lines[^1]);
        Assert.Single(lines, line => line.StartsWith("gcompute", StringComparison.Ordinal));
        return error;
    }
}
