using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace GlobusCompute.Remote.TestFixtures;

/// <summary>A private RabbitMQ node on 127.0.0.1 that can be stopped, killed and started again.</summary>
/// <remarks>
/// It has its own ports, name, users and temporary folder, and no plugins. It ends with this object, or with this process however that ends;
/// nothing of it stays behind. Every member is thread-safe.
/// </remarks>
public sealed partial class RabbitMqNode : IAsyncDisposable
{
    private static readonly TimeSpan s_startLimit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan s_stopLimit = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _lifecycle = new(1, 1);
    private readonly int _distributionPort = FreePorts.Next();
    private readonly int _nameServerPort = FreePorts.Next();
    private readonly string _nodeName = $"gcompute-{RandomNumberGenerator.GetHexString(12, lowercase: true)}@localhost";
    private readonly X509Certificate2? _certificate;
    private RabbitMqInstallation? _installation;
    private RabbitMqNodeFolder? _folder;
    private volatile RabbitMqProcess? _process;
    private bool _disposed;

    /// <summary>Prepares a node: its ports and users are set, nothing runs yet.</summary>
    /// <param name="certificate">The certificate, with its private key, of a second listener with TLS; null for none.</param>
    public RabbitMqNode(X509Certificate2? certificate = null)
    {
        _certificate = certificate;
        TlsPort = certificate is null ? null : FreePorts.Next();
    }

    /// <summary>The AMQP port on 127.0.0.1; the same for the whole life of the object.</summary>
    public int Port { get; } = FreePorts.Next();

    /// <summary>The port for AMQP over TLS on 127.0.0.1; null without a certificate.</summary>
    public int? TlsPort { get; }

    /// <summary>A user who may do everything, with a random password.</summary>
    public RabbitMqUser Administrator { get; } = new("administrator", NewPassword());

    /// <summary>The AMQP URL of the administrator, with the virtual host "/".</summary>
    public Uri Uri => UriFor(Administrator);

    /// <summary>Whether the node runs now; false as well after it has ended by itself.</summary>
    public bool IsRunning => _process is { Exited.IsCompleted: false };

    /// <summary>The process id of the node's Erlang VM; null while it is not started.</summary>
    public int? ProcessId => _process?.ProcessId;

    /// <summary>The process id of the shell that ends the node when this process ends; null while the node is not started.</summary>
    public int? SupervisorProcessId => _process?.SupervisorProcessId;

    /// <summary>The temporary folder with the node's data and logs; null before the first start.</summary>
    public string? Folder => _folder?.FullPath;

    /// <summary>How long the latest start took.</summary>
    public TimeSpan StartTime { get; private set; }

    /// <summary>The AMQP URL of a user.</summary>
    /// <param name="user">The user.</param>
    /// <param name="port">The port if it is not the node's own, such as that of a <see cref="TcpFaultProxy"/>.</param>
    /// <param name="virtualHost">The virtual host.</param>
    public Uri UriFor(RabbitMqUser user, int? port = null, string virtualHost = "/") => UriFor("amqp", user, "127.0.0.1", port ?? Port, virtualHost);

    /// <summary>The URL of a user for AMQP over TLS.</summary>
    /// <param name="user">The user.</param>
    /// <param name="host">The name by which the client calls the node and checks its certificate; it must lead to 127.0.0.1.</param>
    /// <param name="port">The port if it is not the node's own.</param>
    /// <param name="virtualHost">The virtual host.</param>
    /// <exception cref="InvalidOperationException">The node has no certificate.</exception>
    public Uri TlsUriFor(RabbitMqUser user, string host = "localhost", int? port = null, string virtualHost = "/") =>
        UriFor("amqps", user, host, port ?? TlsPort ?? throw new InvalidOperationException("The node has no certificate; give one to its constructor."), virtualHost);

    /// <summary>Starts the node with the data of its earlier runs and waits until it accepts connections; does nothing if it runs.</summary>
    /// <exception cref="RabbitMqException">RabbitMQ is not installed, or the node did not start; the message says what to do, or what the node printed.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    public Task StartAsync(CancellationToken cancellationToken = default) => ChangeAsync(StartCoreAsync, cancellationToken);

    /// <summary>Stops the node in an orderly way: connections get a close from the server, data is written; does nothing if it is not running.</summary>
    public Task StopAsync(CancellationToken cancellationToken = default) => ChangeAsync(_ => EndAsync("TERM"), cancellationToken);

    /// <summary>Kills the node (SIGKILL), as a power failure would; does nothing if it is not running. What it has on disk stays for the next start.</summary>
    public Task KillAsync(CancellationToken cancellationToken = default) => ChangeAsync(_ => EndAsync("KILL"), cancellationToken);

    /// <summary>Stops the node in an orderly way and starts it again, with the same port, users and data.</summary>
    public Task RestartAsync(CancellationToken cancellationToken = default) =>
        ChangeAsync(
            async cancellation =>
            {
                await EndAsync("TERM");
                await StartCoreAsync(cancellation);
            },
            cancellationToken);

    /// <summary>Kills the node and deletes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await _lifecycle.WaitAsync();
        try
        {
            _disposed = true;
            await ReleaseAsync();
            _folder?.Dispose();
        }
        finally
        {
            _lifecycle.Release();
        }
    }

    private static Uri UriFor(string scheme, RabbitMqUser user, string host, int port, string virtualHost) =>
        new($"{scheme}://{Uri.EscapeDataString(user.Name)}:{Uri.EscapeDataString(user.Password)}@{host}:{port}/{Uri.EscapeDataString(virtualHost)}");

    private static string NewPassword() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    private async Task ChangeAsync(Func<CancellationToken, Task> change, CancellationToken cancellationToken)
    {
        await _lifecycle.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            await change(cancellationToken);
        }
        finally
        {
            _lifecycle.Release();
        }
    }

    private async Task StartCoreAsync(CancellationToken cancellationToken)
    {
        if (IsRunning)
        {
            return;
        }

        await ReleaseAsync();
        _installation ??= RabbitMqInstallation.Find();
        _folder ??= CreateFolder();
        var watch = Stopwatch.StartNew();
        _process = RabbitMqProcess.Start(_installation, _folder, _nodeName, _distributionPort, _nameServerPort);
        try
        {
            await _process.WaitUntilReadyAsync(s_startLimit, cancellationToken);
        }
        catch
        {
            await ReleaseAsync();
            throw;
        }

        StartTime = watch.Elapsed;
    }

    private RabbitMqNodeFolder CreateFolder()
    {
        var folder = RabbitMqNodeFolder.Create(Port, Administrator);
        try
        {
            if (_certificate is { } certificate)
            {
                folder.AddTlsListener(TlsPort!.Value, certificate);
            }

            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    private async Task EndAsync(string signal)
    {
        if (_process is { } process)
        {
            await process.EndAsync(signal, s_stopLimit);
            await ReleaseAsync();
        }
    }

    private async Task ReleaseAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            await process.DisposeAsync();
        }
    }
}
