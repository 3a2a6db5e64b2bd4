using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.LocalService.Workers;

/// <summary>Starts the processes of workers.</summary>
internal sealed class WorkerLauncher(WorkerConfiguration configuration, ILogger output, OutputLog log) : IDisposable
{
    private readonly ProcessStarter _starter = new();
    private int _lastNumber;

    public WorkerConfiguration Configuration => configuration;

    /// <summary>Starts a process. <see cref="WorkerProcess.Run"/> makes it work.</summary>
    public async Task<WorkerProcess> StartAsync(PythonInterpreter python)
    {
        var number = Interlocked.Increment(ref _lastNumber);
        var process = await _starter.StartAsync(Describe(python)).ConfigureAwait(false);
        return new WorkerProcess(process, number, output, log);
    }

    /// <summary>To be called when no process is left.</summary>
    public void Dispose() => _starter.Dispose();

    private ProcessStartInfo Describe(PythonInterpreter python)
    {
        var info = new ProcessStartInfo(python.Path)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = Encoding.UTF8,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach (var argument in python.Arguments)
        {
            info.ArgumentList.Add(argument);
        }

        info.ArgumentList.Add("-u");
        info.ArgumentList.Add("-c");
        info.ArgumentList.Add(WorkerBundle.Bootstrap);
        InheritedEnvironment.Restrict(info.Environment, configuration.InheritedVariables);
        foreach (var (name, value) in configuration.Variables)
        {
            info.Environment[name] = value;
        }

        return info;
    }
}
