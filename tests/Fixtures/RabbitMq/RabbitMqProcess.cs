using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace GlobusCompute.Remote.TestFixtures;

/// <summary>One run of a node: from the start of its Erlang VM to the end of it.</summary>
/// <remarks>
/// The VM is the child of a shell in a session of its own that reads commands from a pipe of ours. However this process ends,
/// the pipe closes with it; then the shell kills the VM and deletes the node's folder. Should the shell be killed first, the kernel
/// kills the VM. Signals are sent by the shell, which has not collected its child yet: the process id cannot be another's by then.
/// </remarks>
internal sealed class RabbitMqProcess : IAsyncDisposable
{
    // $1: the server, $2: epmd, $3: the folder. Only the node keeps standard output open, so its end is the end of the node.
    private const string Supervisor = """
        setpriv --pdeathsig KILL "$2" -address 127.0.0.1 -port "$ERL_EPMD_PORT" </dev/null >/dev/null 2>&1 &
        names=$!
        setpriv --pdeathsig KILL "$1" -noinput </dev/null 2>&1 &
        node=$!
        echo "$node"
        exec >/dev/null
        folder=$3
        while read -r command; do
            case $command in
            end) folder=; break ;;
            *) kill -s "$command" "$node" ;;
            esac
        done
        kill -s KILL "$node" "$names"
        wait
        [ -z "$folder" ] || rm -rf "$folder"
        """;

    private readonly Process _supervisor;
    private readonly RabbitMqNodeFolder _folder;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task<string> _supervisorErrors;

    private RabbitMqProcess(Process supervisor, RabbitMqNodeFolder folder)
    {
        _supervisor = supervisor;
        _folder = folder;
        _supervisorErrors = Task.Run(supervisor.StandardError.ReadToEndAsync);
        Exited = Task.Run(ReadOutputAsync);
    }

    /// <summary>The process id of the Erlang VM; 0 until <see cref="WaitUntilReadyAsync"/> has returned.</summary>
    public int ProcessId { get; private set; }

    /// <summary>The process id of the shell that ends the node with this process.</summary>
    public int SupervisorProcessId => _supervisor.Id;

    /// <summary>Completes when the VM has ended, for whatever reason.</summary>
    public Task Exited { get; }

    public static RabbitMqProcess Start(RabbitMqInstallation installation, RabbitMqNodeFolder folder, string nodeName, int distributionPort, int nameServerPort)
    {
        var start = new ProcessStartInfo("setsid", ["sh", "-c", Supervisor, "rabbitmq-supervisor", installation.Server, installation.PortMapper, folder.FullPath])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.FullPath,
        };
        SetEnvironment(start.Environment, folder, nodeName, distributionPort, nameServerPort);
        return new RabbitMqProcess(Process.Start(start)!, folder);
    }

    /// <summary>Waits until the node accepts connections.</summary>
    /// <exception cref="RabbitMqException">The node ended instead, or was not ready within the limit.</exception>
    public async Task WaitUntilReadyAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAny(_ready.Task, Exited).WaitAsync(limit, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new RabbitMqException($"The RabbitMQ node was not ready after {limit.TotalSeconds:0} s.\n{Describe()}");
        }

        if (!_ready.Task.IsCompleted)
        {
            throw new RabbitMqException($"The RabbitMQ node ended before it was ready.\n{Describe()}");
        }
    }

    /// <summary>Sends the VM a signal and waits for its end.</summary>
    /// <param name="signal">TERM for an orderly stop, KILL for none.</param>
    /// <param name="limit">How long to wait.</param>
    /// <exception cref="RabbitMqException">It was still running after the limit.</exception>
    public async Task EndAsync(string signal, TimeSpan limit)
    {
        await SendAsync(signal);
        try
        {
            await Exited.WaitAsync(limit);
        }
        catch (TimeoutException)
        {
            throw new RabbitMqException($"The RabbitMQ node was still running {limit.TotalSeconds:0} s after SIG{signal}.\n{Describe()}");
        }
    }

    /// <summary>Kills the VM if it is still running and waits until the supervisor has ended. The folder stays.</summary>
    public async ValueTask DisposeAsync()
    {
        await SendAsync("end");
        await _supervisor.WaitForExitAsync();
        await Exited;
        _supervisor.Dispose();
    }

    private static void SetEnvironment(IDictionary<string, string?> environment, RabbitMqNodeFolder folder, string nodeName, int distributionPort, int nameServerPort)
    {
        foreach (var name in environment.Keys.Where(IsNodeSetting).ToArray())
        {
            environment.Remove(name);
        }

        environment["HOME"] = folder.Home;
        environment["RABBITMQ_NODENAME"] = nodeName;
        environment["RABBITMQ_DIST_PORT"] = distributionPort.ToString(CultureInfo.InvariantCulture);
        environment["RABBITMQ_MNESIA_BASE"] = folder.Data;
        environment["RABBITMQ_LOG_BASE"] = folder.Logs;
        environment["RABBITMQ_CONFIG_FILE"] = folder.Settings;
        environment["RABBITMQ_ENABLED_PLUGINS_FILE"] = folder.EnabledPlugins;

        // Named so that the system's own are not read; they need not exist.
        environment["RABBITMQ_ADVANCED_CONFIG_FILE"] = Path.Combine(folder.FullPath, "advanced.config");
        environment["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(folder.FullPath, "rabbitmq-env.conf");
        environment["RABBITMQ_PID_FILE"] = Path.Combine(folder.FullPath, "pid");
        environment["RABBITMQ_SCHEMA_DIR"] = Path.Combine(folder.FullPath, "schema");
        environment["RABBITMQ_GENERATED_CONFIG_DIR"] = Path.Combine(folder.FullPath, "generated");

        // With this the start script turns into the VM; otherwise it would stay as a process in between.
        environment["RABBITMQ_ALLOW_INPUT"] = "1";
        environment["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}";

        // The supervisor runs epmd; one started by Erlang would be a daemon and outlive the node.
        environment["ERL_AFLAGS"] = "-start_epmd false";
        environment["ERL_EPMD_PORT"] = nameServerPort.ToString(CultureInfo.InvariantCulture);
        environment["ERL_EPMD_ADDRESS"] = "127.0.0.1";
        environment["ERL_INETRC"] = folder.HostNames;

        // What a failed start prints says enough; a dump of the VM only takes time.
        environment["ERL_CRASH_DUMP_SECONDS"] = "0";
    }

    private static bool IsNodeSetting(string name) =>
        name.StartsWith("RABBITMQ_", StringComparison.Ordinal) || name.StartsWith("ERL_", StringComparison.Ordinal) || name == "NOTIFY_SOCKET";

    private async Task ReadOutputAsync()
    {
        if (await _supervisor.StandardOutput.ReadLineAsync() is not { } first)
        {
            return;
        }

        ProcessId = int.Parse(first, CultureInfo.InvariantCulture);
        while (await _supervisor.StandardOutput.ReadLineAsync() is { } line)
        {
            lock (_output)
            {
                _output.AppendLine(line);
            }

            if (line.Contains("Starting broker... completed", StringComparison.Ordinal))
            {
                _ready.TrySetResult();
            }
        }
    }

    private async Task SendAsync(string command)
    {
        try
        {
            await _supervisor.StandardInput.WriteLineAsync(command);
            await _supervisor.StandardInput.FlushAsync();
        }
        catch (IOException)
        {
            // The supervisor is gone, and the kernel has ended the node with it.
        }
    }

    private string Describe()
    {
        string output;
        lock (_output)
        {
            output = _output.ToString();
        }

        var errors = _supervisorErrors.IsCompletedSuccessfully ? _supervisorErrors.Result : "";
        return $"Its output:\n{output}{errors}\nThe end of its log:\n{_folder.ReadLogEnd()}";
    }
}
