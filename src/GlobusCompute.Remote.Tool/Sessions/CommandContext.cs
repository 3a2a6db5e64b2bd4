using System.CommandLine;
using GlobusCompute.Remote.Tool.Functions;

namespace GlobusCompute.Remote.Tool.Sessions;

/// <summary>What a running command has: its line, its settings, where it writes, and when it is to stop.</summary>
internal sealed class CommandContext(ParseResult line, ToolSettings settings, ToolOutput output, CancellationToken stop)
{
    // Somebody waits for the command and can start it again.
    private const int MaxAttempts = 3;

    // A person who stopped a command does not wait for its connections.
    private static readonly TimeSpan s_shutdown = TimeSpan.FromSeconds(5);

    public ParseResult Line => line;

    public ToolSettings Settings => settings;

    public ToolOutput Output => output;

    public CancellationToken Stop => stop;

    /// <summary>Creates the options of a client of the service, with the caller's sign-in.</summary>
    /// <exception cref="BadOptionException">A setting cannot be used, or nobody is signed in to the service.</exception>
    public ComputeClientOptions CreateClientOptions()
    {
        try
        {
            return new ComputeClientOptions
            {
                ServiceUrl = settings.Service,
                ProxyUrl = settings.Profile.Proxy,
                CertificateAuthorityFile = settings.Profile.Certificates,
                AmqpPort = settings.Profile.AmqpPort,
                MaxAttempts = MaxAttempts,
                ShutdownTimeout = s_shutdown,
                Credential = PinCredential.Create(settings.Service, settings.ProfileName, settings.Environment),
                AllowInteraction = false,
            };
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            throw new BadOptionException($"the client cannot be created: {e.Message}");
        }
    }

    /// <exception cref="BadOptionException">A setting cannot be used, or nobody is signed in to the service.</exception>
    public ComputeClient CreateClient() => CreateClient(CreateClientOptions());

    /// <exception cref="BadOptionException">A setting cannot be used.</exception>
    public static ComputeClient CreateClient(ComputeClientOptions options)
    {
        try
        {
            return new ComputeClient(options);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            throw new BadOptionException($"the client cannot be created: {e.Message}");
        }
    }
}
