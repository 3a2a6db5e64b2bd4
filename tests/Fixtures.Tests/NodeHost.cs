using System.Diagnostics;
using System.Globalization;

namespace GlobusCompute.Remote.TestFixtures.Tests;

/// <summary>A process of its own that starts a node and never disposes it.</summary>
internal sealed class NodeHost : IDisposable
{
    public const string Argument = "--node-host";

    /// <summary>Waits until it is killed.</summary>
    public const string Wait = "wait";

    /// <summary>Ends by itself once the node runs.</summary>
    public const string Leave = "leave";

    private readonly Process _process;

    private NodeHost(Process process, string line)
    {
        _process = process;
        var parts = line.Split('|');
        NodeProcessId = int.Parse(parts[0], CultureInfo.InvariantCulture);
        SupervisorProcessId = int.Parse(parts[1], CultureInfo.InvariantCulture);
        Folder = parts[2];
    }

    public int NodeProcessId { get; }

    public int SupervisorProcessId { get; }

    public string Folder { get; }

    public static async Task<int> RunAsync(string ending)
    {
        var node = new RabbitMqNode();
        await node.StartAsync();
        Console.WriteLine($"{node.ProcessId}|{node.SupervisorProcessId}|{node.Folder}");
        if (ending == Wait)
        {
            await Console.In.ReadToEndAsync();
        }

        return 0;
    }

    public static async Task<NodeHost> StartAsync(string ending)
    {
        // Run with "dotnet X.dll" the process is dotnet; run by its own name it is the test program itself.
        var program = Environment.ProcessPath!;
        string[] arguments = Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? [typeof(NodeHost).Assembly.Location, Argument, ending]
            : [Argument, ending];
        var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var line = await process.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException("The host ended before its node was ready; see its error output.");
        return new NodeHost(process, line);
    }

    public Task KillAsync()
    {
        _process.Kill();
        return WaitForExitAsync();
    }

    public Task WaitForExitAsync() => _process.WaitForExitAsync();

    public void Dispose() => _process.Dispose();
}
