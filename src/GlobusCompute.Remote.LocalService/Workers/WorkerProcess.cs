using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using GlobusCompute.Remote.LocalService.Tasks;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.LocalService.Workers;

/// <summary>One Python process and its pipes. What it runs is the pool's affair.</summary>
internal sealed class WorkerProcess
{
    private const int StackBytes = 256 * 1024;
    private const int BufferBytes = 64 * 1024;
    private const int OutputLinesKept = 20;

    private readonly Process _process;
    private readonly IWorkerOwner _owner;
    private readonly ILogger _output;
    private readonly WorkerInput _input;
    private readonly StreamReader _errors;
    private readonly Thread _errorThread;
    private readonly Queue<string> _lastOutput = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private WorkerProcess(Process process, int number, IWorkerOwner owner, ILogger output)
    {
        _process = process;
        _owner = owner;
        _output = output;
        Number = number;
        ProcessId = process.Id;
        _input = new WorkerInput(new BufferedStream(process.StandardInput.BaseStream, BufferBytes));
        _errors = process.StandardError;
        _errorThread = new Thread(ReadErrors, StackBytes) { IsBackground = true, Name = $"gcompute worker {number} output" };
    }

    public int Number { get; }

    public int ProcessId { get; }

    /// <summary>What the pool knows of this worker, guarded by the pool's lock.</summary>
    public WorkerLoad Load { get; } = new();

    /// <summary>Completes when the process is gone and its owner has heard of it.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Starts the process; <see cref="Run"/> makes it work.</summary>
    public static async Task<WorkerProcess> StartAsync(
        ProcessStarter starter, PythonInterpreter python, WorkerConfiguration configuration, int number, IWorkerOwner owner, ILogger output)
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
        foreach (var (name, value) in configuration.Environment)
        {
            info.Environment[name] = value;
        }

        var process = await starter.StartAsync(info).ConfigureAwait(false);
        return new WorkerProcess(process, number, owner, output);
    }

    public void Run(WorkerConfiguration configuration)
    {
        _process.Exited += (_, _) => ProcessGroup.KillGroup(ProcessId);
        _process.EnableRaisingEvents = true;
        _errorThread.Start();
        new Thread(Read, StackBytes) { IsBackground = true, Name = $"gcompute worker {Number} results" }.Start();
        _input.Begin(configuration, Number);
    }

    /// <summary>Notes a task to be sent; null stands for the order to give back what was not started. Followed by <see cref="Flush"/>.</summary>
    public void Post(LocalTask? task) => _input.Post(task);

    /// <summary>Sends what was posted: on this thread, if it may wait for the worker to read, else on a pool thread.</summary>
    public void Flush(bool mayBlock) => _input.Flush(mayBlock);

    public void Kill() => ProcessGroup.Kill(_process);

    /// <summary>Lets the worker end itself and clear its folder; kills it if it does not.</summary>
    public async Task StopAsync()
    {
        // A write that is stuck keeps the pipe open; then only the kill helps. A process takes real time to end, whatever the service's clock says.
        _input.Close();
        await Task.WhenAny(Ended, Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System)).ConfigureAwait(false);
        if (!Ended.IsCompleted)
        {
            Kill();
        }

        // A process that even the kernel cannot end at once must not hold up the app.
        await Task.WhenAny(Ended, Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System)).ConfigureAwait(false);
    }

    private void Read()
    {
        using var output = new BufferedStream(_process.StandardOutput.BaseStream, BufferBytes);
        try
        {
            Span<byte> header = stackalloc byte[WorkerFrames.ReceivedHeaderLength];
            while (output.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length)
            {
                var body = new byte[BinaryPrimitives.ReadInt32BigEndian(header[1..])];
                output.ReadExactly(body);
                Handle(header[0], body);
            }
        }
        catch (IOException)
        {
            // A frame was cut off: the worker died while it wrote.
        }
        catch (Exception e) when (e is OverflowException or System.Text.Json.JsonException)
        {
            // A task found the protocol's pipe and wrote into it; what follows cannot be understood any more.
            Remember($"The worker sent something that is no frame: {e.Message}");
            Kill();
        }

        // The process may have closed its pipe and live on.
        if (!_process.WaitForExit(TimeSpan.FromSeconds(1)))
        {
            Kill();
            _process.WaitForExit();
        }

        _errorThread.Join(TimeSpan.FromSeconds(1));
        _owner.OnEnded(this, new WorkerEnd(_process.ExitCode, LastOutput()));
        _input.Close();
        _process.Dispose();
        _ended.SetResult();
    }

    private void Handle(byte kind, byte[] body)
    {
        switch (kind)
        {
            case WorkerFrames.Ready:
                _owner.OnReady(this, Encoding.UTF8.GetString(body));
                break;
            case WorkerFrames.Started:
                lock (_lastOutput)
                {
                    _lastOutput.Clear();
                }

                _owner.OnStarted(this);
                break;
            case WorkerFrames.Done:
                _owner.OnDone(this, body);
                break;
            case WorkerFrames.Returned:
                _owner.OnReturned(this, BinaryPrimitives.ReadInt32BigEndian(body));
                break;
            default:
                throw new System.Text.Json.JsonException($"unknown kind {kind}");
        }
    }

    private void ReadErrors()
    {
        // A child that a task detached may hold this pipe open for longer than the worker lives.
        using var errors = _errors;
        while (errors.ReadLine() is { } line)
        {
            Remember(line);
            LocalLog.Output(_output, line);
        }
    }

    private void Remember(string line)
    {
        lock (_lastOutput)
        {
            _lastOutput.Enqueue(line);
            if (_lastOutput.Count > OutputLinesKept)
            {
                _lastOutput.Dequeue();
            }
        }
    }

    private string LastOutput()
    {
        lock (_lastOutput)
        {
            return string.Join('\n', _lastOutput);
        }
    }
}
