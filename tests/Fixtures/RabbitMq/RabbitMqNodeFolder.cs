using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace GlobusCompute.Remote.TestFixtures;

/// <summary>The temporary folder with all files of a node: settings, cookie, data and logs.</summary>
internal sealed class RabbitMqNodeFolder : IDisposable
{
    private const int LogLinesInMessages = 40;

    private RabbitMqNodeFolder(string path) => FullPath = path;

    public string FullPath { get; }

    /// <summary>The home folder of the node; Erlang's programs look there for the cookie that admits them.</summary>
    public string Home => Path.Combine(FullPath, "home");

    public string Data => Path.Combine(FullPath, "data");

    public string Logs => Path.Combine(FullPath, "logs");

    public string Settings => Path.Combine(FullPath, "rabbitmq.conf");

    public string EnabledPlugins => Path.Combine(FullPath, "enabled_plugins");

    public string HostNames => Path.Combine(FullPath, "inetrc");

    public static RabbitMqNodeFolder Create(int port, RabbitMqUser administrator)
    {
        var folder = new RabbitMqNodeFolder(Directory.CreateTempSubdirectory("gcompute-rabbitmq-").FullName);
        Directory.CreateDirectory(folder.Home);
        Directory.CreateDirectory(folder.Data);
        Directory.CreateDirectory(folder.Logs);
        folder.WriteCookie();
        File.WriteAllText(folder.EnabledPlugins, "[].\n");

        // The node and its programs only ever look for localhost; no resolver process is needed for that.
        File.WriteAllText(folder.HostNames, "{lookup, [file]}.\n{host, {127,0,0,1}, [\"localhost\"]}.\n");

        // A low limit for the disk and a memory limit that does not depend on the machine: publishers are never blocked by what else it runs.
        File.WriteAllText(
            folder.Settings,
            $"""
            listeners.tcp.1 = 127.0.0.1:{port}
            default_user = {administrator.Name}
            default_pass = {administrator.Password}
            default_user_tags.administrator = true
            default_permissions.configure = .*
            default_permissions.read = .*
            default_permissions.write = .*
            log.file.level = info
            log.console = false
            disk_free_limit.absolute = 1MB
            vm_memory_high_watermark.absolute = 1GB

            """);
        return folder;
    }

    /// <summary>Adds a listener with TLS that asks clients for no certificate.</summary>
    public void AddTlsListener(int port, X509Certificate2 certificate)
    {
        using var key = (AsymmetricAlgorithm?)certificate.GetRSAPrivateKey() ?? certificate.GetECDsaPrivateKey()
            ?? throw new ArgumentException("The certificate of a node needs its private key, of RSA or ECDSA.", nameof(certificate));
        var certificateFile = Path.Combine(FullPath, "certificate.pem");
        var keyFile = Path.Combine(FullPath, "key.pem");
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
        File.AppendAllText(
            Settings,
            $"""
            listeners.ssl.1 = 127.0.0.1:{port}
            ssl_options.cacertfile = {certificateFile}
            ssl_options.certfile = {certificateFile}
            ssl_options.keyfile = {keyFile}
            ssl_options.verify = verify_none
            ssl_options.fail_if_no_peer_cert = false

            """);
    }

    /// <summary>The end of the node's logs, for messages.</summary>
    public string ReadLogEnd() =>
        string.Join('\n', Directory.EnumerateFiles(Logs, "*.log").SelectMany(File.ReadLines).TakeLast(LogLinesInMessages));

    public void Dispose()
    {
        if (Directory.Exists(FullPath))
        {
            Directory.Delete(FullPath, recursive: true);
        }
    }

    private void WriteCookie()
    {
        var cookie = Path.Combine(Home, ".erlang.cookie");
        File.WriteAllText(cookie, RandomNumberGenerator.GetHexString(32));
        if (!OperatingSystem.IsWindows())
        {
            // Erlang refuses a cookie that others may read.
            File.SetUnixFileMode(cookie, UnixFileMode.UserRead);
        }
    }
}
