namespace GlobusCompute.Remote.TestFixtures;

/// <summary>The programs a private node is made of.</summary>
/// <param name="Server">RabbitMQ's own start script.</param>
/// <param name="PortMapper">Erlang's <c>epmd</c>, which the node's name is registered with.</param>
/// <param name="Call">Erlang's <c>erl_call</c>, which has a running node evaluate an expression.</param>
internal sealed record RabbitMqInstallation(string Server, string PortMapper, string Call)
{
    private const string Advice =
        "Tests that need a broker start a private node of Debian's package: run \"tests/install.sh rabbitmq-server\" or \"apt-get install rabbitmq-server\".";

    // Not /usr/sbin: Debian's wrapper there insists on running as the user rabbitmq, in /var/lib/rabbitmq.
    private static readonly string[] s_serverFolders = ["/usr/lib/rabbitmq/bin", "/usr/local/lib/rabbitmq/bin"];

    /// <summary>Finds the programs in Debian's folders and on the path.</summary>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    /// <exception cref="RabbitMqException">One is missing; the message says how to install it.</exception>
    public static RabbitMqInstallation Find() =>
        Find(s_serverFolders, (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries));

    internal static RabbitMqInstallation Find(IEnumerable<string> serverFolders, IReadOnlyCollection<string> programFolders)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new PlatformNotSupportedException("A private RabbitMQ node needs Linux: its supervisor uses setsid and setpriv of util-linux.");
        }

        foreach (var tool in (string[])["sh", "setsid", "setpriv"])
        {
            _ = FindIn(programFolders, tool)
                ?? throw new RabbitMqException($"The program {tool} is not on the path, and the node's supervisor needs it. Install the package util-linux.");
        }

        return new RabbitMqInstallation(
            FindIn(serverFolders, "rabbitmq-server") ?? throw Missing("rabbitmq-server", serverFolders),
            FindIn(programFolders, "epmd") ?? throw Missing("epmd", programFolders),
            FindIn(programFolders, "erl_call") ?? throw Missing("erl_call", programFolders));
    }

    private static string? FindIn(IEnumerable<string> folders, string name) =>
        folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    private static RabbitMqException Missing(string name, IEnumerable<string> folders) =>
        new($"There is no {name} in {string.Join(", ", folders)}. {Advice}");
}
