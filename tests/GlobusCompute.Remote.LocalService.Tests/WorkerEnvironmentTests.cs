using System.Text.Json;
using Xunit;

namespace GlobusCompute.Remote.LocalService.Tests;

/// <summary>What tasks see of the app's environment. One at a time: the fixture sets environment variables of this process.</summary>
[Collection("environment")]
public sealed class WorkerEnvironmentTests(WorkerEnvironmentTests.App app) : IClassFixture<WorkerEnvironmentTests.App>
{
    private static readonly string[] s_hidden =
    [
        "GLOBUS_COMPUTE_ACCESS_TOKEN", "GLOBUS_COMPUTE_CLIENT_ID", "GLOBUS_COMPUTE_CLIENT_SECRET", "GLOBUS_SDK_ENVIRONMENT", "GCOMPUTE_LOCAL_TOKEN",
        "GCOMPUTE_LOCAL_AMQP", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AZURE_CLIENT_SECRET", "GITHUB_TOKEN", "NUGET_API_KEY",
        "ConnectionStrings__Lab", "SQLCONNSTR_Lab", "DATABASE_URL", "DB_PASSWORD", "LAB_SECRET", "SSH_AUTH_SOCK", "HTTPS_PROXY", "http_proxy",
        "ASPNETCORE_Kestrel__Certificates__Default__Password", "KUBERNETES_SERVICE_HOST", "HOMEWORK", "PATHS", "LC", "PYTHO",
        "PYTHON_KEYRING_PASSWORD", "PYTHON_API_TOKEN", "CONDA_TOKEN", "CONDA_PREFIX_CREDENTIALS", "CUDA_LICENSE_KEY", "OMP_SECRET", "MKL_passwd", "NUMBA_Token",
    ];

    private static readonly string[] s_inherited =
    [
        "PATH", "HOME", "LANG", "LC_NUMERIC", "TZ", "TMPDIR", "VIRTUAL_ENV", "CONDA_PREFIX", "CONDA_PREFIX_1", "PYTHONDONTWRITEBYTECODE", "LD_LIBRARY_PATH",
        "OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMEXPR_MAX_THREADS", "CUDA_VISIBLE_DEVICES", "SSL_CERT_FILE", "XDG_CACHE_HOME",
    ];

    public static TheoryData<string> Hidden => [.. s_hidden];

    public static TheoryData<string> Inherited => [.. s_inherited];

    [Theory]
    [MemberData(nameof(Hidden))]
    public async Task What_Python_does_not_need_is_not_seen_by_tasks(string name)
    {
        Assert.NotNull(Environment.GetEnvironmentVariable(name));
        Assert.Null(Assert.Single(await app.ReadAsync(name)));
    }

    [Theory]
    [MemberData(nameof(Inherited))]
    public async Task What_Python_needs_is_inherited(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The names are those of Unix.");
        Assert.Equal(Environment.GetEnvironmentVariable(name), Assert.Single(await app.ReadAsync(name)));
    }

    [Fact]
    public async Task Tasks_see_no_value_of_a_secret_under_any_name()
    {
        var all = await app.ReadAllAsync();

        Assert.DoesNotContain(App.Secret, all);
    }

    [Fact]
    public async Task Names_of_the_option_are_inherited_besides_and_values_of_the_other_option_come_last()
    {
        await using var service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions
        {
            Python = TestService.Python,
            Workers = 1,
            WorkerEnvironmentVariables = ["LAB_SECRET", "AWS_*"],
            Environment = new Dictionary<string, string?> { ["AWS_SESSION_TOKEN"] = null, ["SET"] = "here", ["TZ"] = "Asia/Tokyo" },
        });
        using var api = new Api(service);

        var values = await App.ReadAsync(api, "LAB_SECRET", "AWS_ACCESS_KEY_ID", "AWS_SESSION_TOKEN", "SET", "TZ", "DB_PASSWORD");

        string?[] expected = [App.Secret, App.Secret, null, "here", "Asia/Tokyo", null];
        Assert.Equal(expected, values);
    }

    [Fact]
    public async Task A_star_lets_all_through()
    {
        await using var service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions
        {
            Python = TestService.Python,
            Workers = 1,
            WorkerEnvironmentVariables = ["*"],
        });
        using var api = new Api(service);

        Assert.All(await App.ReadAsync(api, s_hidden), value => Assert.Equal(App.Secret, value));
    }

    /// <summary>This process with secrets in its environment, and a service in it.</summary>
    public sealed class App : IAsyncLifetime
    {
        public const string Secret = "not-for-workers-17";

        private readonly Dictionary<string, string?> _before = [];
        private LocalComputeService _service = null!;
        private Api _api = null!;

        public async ValueTask InitializeAsync()
        {
            foreach (var name in s_hidden)
            {
                Set(name, Secret);
            }

            foreach (var name in s_inherited.Where(name => Environment.GetEnvironmentVariable(name) is null))
            {
                Set(name, name switch { "TMPDIR" or "HOME" => Path.GetTempPath(), "TZ" => "Europe/Berlin", "LANG" or "LC_NUMERIC" => "C.UTF-8", _ => "1" });
            }

            _service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions { Python = TestService.Python, Workers = 1 });
            _api = new Api(_service);
        }

        public Task<string?[]> ReadAsync(params string[] names) => ReadAsync(_api, names);

        public async Task<string> ReadAllAsync()
        {
            // What the process was started with is there too, where the kernel tells it.
            var more = OperatingSystem.IsLinux() ? " + open('/proc/self/environ').read()" : "";
            var function = await _api.RegisterSourceAsync("f", $"import os\ndef f():\n    return str(dict(os.environ)){more}\n");
            return (await _api.RunAsync(function)).GetProperty("result").GetString()!;
        }

        internal static async Task<string?[]> ReadAsync(Api api, params string[] names)
        {
            var function = await api.RegisterSourceAsync("f", "import os\ndef f(names):\n    return [os.environ.get(name) for name in names]\n");
            var task = await api.RunAsync(function, Api.Arguments($"[{JsonSerializer.Serialize(names)}]"));
            return JsonSerializer.Deserialize<string?[]>(task.GetProperty("result").GetString()![3..])!;
        }

        public async ValueTask DisposeAsync()
        {
            _api.Dispose();
            await _service.DisposeAsync();
            foreach (var (name, value) in _before)
            {
                Environment.SetEnvironmentVariable(name, value);
            }
        }

        private void Set(string name, string value)
        {
            _before.Add(name, Environment.GetEnvironmentVariable(name));
            Environment.SetEnvironmentVariable(name, value);
        }
    }
}
