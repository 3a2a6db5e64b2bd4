using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using GlobusCompute.Remote.LocalService.Diagnostics;
using GlobusCompute.Remote.LocalService.Tasks;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.LocalService.Workers;

/// <summary>One Python process and its pipes. What it runs and what its messages mean is the pool's affair.</summary>
internal sealed class WorkerProcess
{
    private const int StackBytes = 256 * 1024;
    private const int BufferBytes = 64 * 1024;
    private const int OutputLinesKept = 20;

    private readonly Process _process;
    private readonly ILogger _output;
    private readonly OutputLog _log;
    private readonly WorkerInput _input;
    private readonly StreamReader _errors;
    private readonly Thread _errorThread;
    private readonly Queue<string> _lastOutput = new();
    private string? _lastWords;
    private readonly TaskCompletionSource<WorkerEnd?> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public WorkerProcess(Process process, int number, ILogger output, OutputLog log)
    {
        _process = process;
        _output = output;
        _log = log;
        Number = number;
        ProcessId = process.Id;
        _input = new WorkerInput(new BufferedStream(process.StandardInput.BaseStream, BufferBytes));
        _errors = process.StandardError;
        _errorThread = new Thread(ReadErrors, StackBytes) { IsBackground = true, Name = $"gcompute worker {number} output" };
    }

    public int Number { get; }

    public int ProcessId { get; }

    /// <summary>Completes with null when the worker can take tasks, or with its end if that comes first.</summary>
    public Task<WorkerEnd?> Ready => _ready.Task;

    /// <summary>Completes when the process is gone and that was told.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Makes the process a worker, and tells what it says and when it has ended, on the thread that reads from it.</summary>
    /// <param name="configuration">What it is told first.</param>
    /// <param name="received">Hears of each message: its kind and its body.</param>
    /// <param name="ended">Hears of the end.</param>
    public void Run(WorkerConfiguration configuration, Action<WorkerProcess, byte, byte[]> received, Action<WorkerProcess, WorkerEnd> ended)
    {
        _process.Exited += (_, _) => ProcessGroup.KillGroup(ProcessId);
        _process.EnableRaisingEvents = true;
        _errorThread.Start();
        new Thread(() => Read(received, ended), StackBytes) { IsBackground = true, Name = $"gcompute worker {Number} results" }.Start();
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

    private void Read(Action<WorkerProcess, byte, byte[]> received, Action<WorkerProcess, WorkerEnd> ended)
    {
        using var output = new BufferedStream(_process.StandardOutput.BaseStream, BufferBytes);
        try
        {
            Span<byte> header = stackalloc byte[WorkerFrames.ReceivedHeaderLength];
            while (output.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length)
            {
                var body = new byte[BinaryPrimitives.ReadInt32BigEndian(header[1..])];
                output.ReadExactly(body);
                Handle(header[0], body, received);
            }
        }
        catch (IOException)
        {
            // A frame was cut off: the worker died while it wrote.
        }
        catch (Exception e) when (e is OverflowException or System.Text.Json.JsonException)
        {
            // A task found the protocol's pipe and wrote into it; what follows cannot be understood any more.
            Remember($"The worker sent something that is not a frame: {e.Message}");
            Kill();
        }

        // The process may have closed its pipe and live on.
        if (!_process.WaitForExit(TimeSpan.FromSeconds(1)))
        {
            Kill();
            _process.WaitForExit();
        }

        _errorThread.Join(TimeSpan.FromSeconds(1));
        var end = new WorkerEnd(_process.ExitCode, LastOutput());
        ended(this, end);
        _ready.TrySetResult(end);
        _input.Close();
        _process.Dispose();
        _ended.SetResult();
    }

    private void Handle(byte kind, byte[] body, Action<WorkerProcess, byte, byte[]> received)
    {
        switch (kind)
        {
            case WorkerFrames.Started:
                lock (_lastOutput)
                {
                    _lastOutput.Clear();
                }

                break;
            case WorkerFrames.Ending:
                _lastWords = LastLines(Encoding.UTF8.GetString(body));
                return;
        }

        received(this, kind, body);
        if (kind == WorkerFrames.Ready)
        {
            _ready.TrySetResult(null);
        }
    }

    private void ReadErrors()
    {
        // A child that a task detached may hold this pipe open for longer than the worker lives.
        using var errors = _errors;
        Guid? taskId = null;
        while (errors.ReadLine() is { } line)
        {
            var isMark = OutputMark.TryRead(line, out var text, out var next);
            if (!isMark || text.Length > 0)
            {
                text = isMark ? text : line;
                Remember(text);
                LocalLog.Output(_output, text);
                _log.Add(Number, taskId, text);
            }

            taskId = isMark ? next : taskId;
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
        string output;
        lock (_lastOutput)
        {
            output = string.Join('\n', _lastOutput);
        }

        // The other pipe may have been faster than the news of the task that printed this; then it counted as output of an earlier one.
        return string.IsNullOrEmpty(_lastWords) || output.EndsWith(_lastWords, StringComparison.Ordinal) ? output
            : output.Length == 0 ? _lastWords
            : $"{output}\n{_lastWords}";
    }

    private static string LastLines(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').TakeLast(OutputLinesKept));
}
