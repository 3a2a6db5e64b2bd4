using System.Collections.Concurrent;
using System.Text.Json;
using GlobusCompute.Remote.LocalService;
using GlobusCompute.Remote.Settings;
using Microsoft.Extensions.Logging;
using Xunit;

namespace GlobusCompute.Remote.Tool.Tests;

/// <summary>A person signs in with the program, pins functions and calls Python, and no secret comes out on the way.</summary>
public sealed class SecretTests : IDisposable
{
    private static readonly string s_assembly = typeof(SecretTests).Assembly.Location;

    private readonly TemporaryFolder _folder = new();
    private readonly Loggers _loggers = new();
    private readonly List<string> _shown = [];
    private readonly HashSet<string> _secrets = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task No_secret_is_in_any_output_log_command_line_or_file_that_others_can_read()
    {
        await using var service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions
        {
            Python = ToolProcess.Python,
            Workers = 1,
            Auth = true,
            LoggerFactory = _loggers,
        });
        _secrets.UnionWith([service.Token, service.Auth!.ConfidentialClient.Secret!, service.Auth.WebClient.Secret!]);

        await LoginAsync(service.Auth);
        NoteStoredTokens();
        await RunAsync(service, "whoami", "--json");
        await RunAsync(service, "functions", "pin", s_assembly, "--service", service.Url.AbsoluteUri, "--lock", _folder.File("globuscompute.lock.json"));
        await CallAsync(service, (await RunAsync(service, "token")).Trim());
        await RunAsync(service, "login", "--no-browser");
        await RunAsync(service, "logout");

        // The file of tokens is gone by now.
        _shown.AddRange(Directory.EnumerateFiles(_folder.Path).Select(File.ReadAllText));
        await RunAsync(service, "token");

        Assert.True(_secrets.Count >= 7, $"Only {_secrets.Count} secrets were seen.");
        var all = string.Join('\n', _shown.Concat(_loggers.Lines));
        Assert.Contains("Signed in as alice@example.org", all);
        Assert.Contains("registered", all);
        Assert.Contains("python", all);
        Assert.All(_secrets, secret => Assert.DoesNotContain(secret, all));
    }

    private async Task LoginAsync(LocalAuth auth)
    {
        using var tool = Start(auth, "login", "--no-browser");
        _shown.Add(await ToolProcess.ReadUntilAsync(tool.Error, "on your behalf"));
        var address = await ToolProcess.ReadUntilAsync(tool.Error, "/v2/oauth2/authorize?");
        _shown.Add(address);
        var redirect = await auth.SignInAsync(new Uri(address.Trim()), "alice@example.org");
        var code = System.Web.HttpUtility.ParseQueryString(redirect.Query)["code"]!;
        _secrets.Add(code);
        _shown.AddRange(CommandLines());
        await tool.Input.WriteLineAsync(code);
        tool.Input.Close();
        var (_, output, error) = await tool.EndAsync();
        _shown.Add(output + error);
    }

    private void NoteStoredTokens()
    {
        var file = Directory.EnumerateFiles(_folder.Path, "*.json").Single();
        using var stored = JsonDocument.Parse(File.ReadAllText(file));
        _secrets.UnionWith(Texts(stored.RootElement).Where(static text => text.Name.Contains("token", StringComparison.Ordinal)).Select(static text => text.Value));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    // While the worker runs the function, its command line and those of all other processes are looked at.
    private async Task CallAsync(LocalComputeService service, string token)
    {
        _secrets.Add(token);
        using var gate = new TemporaryFolder();
        var go = gate.File("go");
        var path = JsonSerializer.Serialize(go);
        await using var client = new ComputeClient(new ComputeClientOptions(service.CreateClientOptions())
        {
            Credential = new ComputeAccessTokenCredential(token),
            LoggerFactory = _loggers,
        });
        var call = client.CreateExecutor(service.EndpointId).Submit<string>(PythonFunction.FromSource(
            $"""
            def f():
                import os, sys, time
                open({path} + ".running", "w").close()
                while not os.path.exists({path}):
                    time.sleep(0.01)
                return " ".join([*sys.argv, *os.environ.values()])
            """));
        await Eventually.TrueAsync(() => File.Exists($"{go}.running"));
        _shown.AddRange(CommandLines());
        await File.WriteAllTextAsync(go, "");
        _shown.Add(await call);
    }

    private async Task<string> RunAsync(LocalComputeService service, params string[] line)
    {
        using var tool = Start(service.Auth!, line);
        tool.Input.Close();
        var (_, output, error) = await tool.EndAsync();

        // The command whose output is a token.
        _shown.Add(line[0] == "token" ? error : output + error);
        return output;
    }

    private ToolProcess Start(LocalAuth auth, params string[] line) => ToolProcess.StartOther(
        [.. ToolProcess.CommandLine, .. line],
        new Dictionary<string, string>
        {
            [GlobusEnvironment.NameVariable] = "local",
            [GlobusEnvironment.AuthUrlVariable] = auth.Url.AbsoluteUri,
            ["GLOBUS_COMPUTE_CLIENT_ID"] = "",
            ["GLOBUS_COMPUTE_CLIENT_SECRET"] = "",
            ["GLOBUS_COMPUTE_ACCESS_TOKEN"] = "",
            ["GCOMPUTE_TOKEN_DIRECTORY"] = _folder.Path,
        });

    private static List<string> CommandLines() => OperatingSystem.IsLinux()
        ? [.. Directory.EnumerateDirectories("/proc").Where(static folder => int.TryParse(Path.GetFileName(folder), out _)).Select(CommandLine)]
        : [];

    // A process may end meanwhile.
    private static string CommandLine(string folder)
    {
        try
        {
            return File.ReadAllText($"{folder}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static IEnumerable<(string Name, string Value)> Texts(JsonElement item, string name = "") => item.ValueKind switch
    {
        JsonValueKind.Object => item.EnumerateObject().SelectMany(static member => Texts(member.Value, member.Name)),
        JsonValueKind.Array => item.EnumerateArray().SelectMany(member => Texts(member, name)),
        JsonValueKind.String => [(name, item.GetString()!)],
        _ => [],
    };

    private sealed class Loggers : ILoggerFactory, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public IReadOnlyList<string> Lines => [.. _lines];

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
