using System.ComponentModel;
using GlobusCompute.Remote.LocalService.Tasks;

namespace GlobusCompute.Remote.LocalService.Workers;

/// <content>How workers are started, and what happens when they cannot be.</content>
internal sealed partial class WorkerPool
{
    private const int StartsBeforeGivingUp = 3;
    private static readonly TimeSpan s_startTimeout = TimeSpan.FromSeconds(60);

    private PythonInterpreter? _python;
    private TaskCompletionSource<WorkerEnd?>? _trial;
    private int _lastNumber;
    private int _starting;
    private int _failedStarts;

    /// <summary>Starts the first worker with the first interpreter that can run one, and waits until it is ready.</summary>
    /// <exception cref="PythonNotFoundException">None of the interpreters is a Python that can be used.</exception>
    /// <exception cref="PythonWorkerException">The worker ended before it was ready, or was not ready in time.</exception>
    public async Task StartAsync(IReadOnlyList<PythonInterpreter> candidates, CancellationToken cancellationToken)
    {
        PythonWorkerException? failure = null;
        foreach (var python in candidates)
        {
            WorkerEnd? end;
            try
            {
                end = await TryAsync(python, cancellationToken).ConfigureAwait(false);
            }
            catch (Win32Exception e)
            {
                failure = python.NamedBy is null
                    ? new PythonWorkerException($"'{python.Path}' could not be started: {e.Message}", e)
                    : throw PythonNotFoundException.Unusable(python.Path, python.NamedBy, $"which could not be started ({e.Message})");
                continue;
            }

            if (end is null)
            {
                return;
            }

            if (end.ExitCode == PythonInterpreter.TooOldExitCode)
            {
                if (python.NamedBy is not null)
                {
                    throw PythonNotFoundException.Unusable(python.Path, python.NamedBy, "which is older than 3.9");
                }

                continue;
            }

            failure = new PythonWorkerException($"'{python.Path}' could not run a worker: it {end.Describe()}");
        }

        throw (Exception?)failure ?? PythonNotFoundException.NoneOnPath(PythonInterpreter.Looked);
    }

    private async Task<WorkerEnd?> TryAsync(PythonInterpreter python, CancellationToken cancellationToken)
    {
        _python = python;
        _trial = new TaskCompletionSource<WorkerEnd?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await StartOneAsync().ConfigureAwait(false);
        try
        {
            // A process takes real time to start, whatever the service's clock says.
            return await _trial.Task.WaitAsync(s_startTimeout, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException e)
        {
            throw new PythonWorkerException($"'{python.Path}' did not become a worker within {s_startTimeout.TotalSeconds:0} seconds.", e);
        }
    }

    /// <summary>Orders as many workers as there are tasks that none of those there or on their way will take at once.</summary>
    private void StartMissing()
    {
        var onTheirWay = _starting + _workers.Count(w => !w.Load.IsReady);
        var missing = Math.Min(_queue.Count - onTheirWay, _maxWorkers - _workers.Count - _starting);
        for (var i = 0; i < missing; i++)
        {
            _starting++;
            _starts = Task.WhenAll(_starts, Task.Run(StartOrderedAsync));
        }
    }

    private async Task StartOrderedAsync()
    {
        try
        {
            await StartOneAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is Win32Exception or IOException or ObjectDisposedException)
        {
            StartFailed($"{e.GetType().Name}: {e.Message}");
        }
        finally
        {
            lock (_gate)
            {
                _starting--;
            }

            Dispatch(onThreadOf: null);
        }
    }

    private async Task StartOneAsync()
    {
        var number = Interlocked.Increment(ref _lastNumber);
        var worker = await WorkerProcess.StartAsync(_starter, _python!, _configuration, number, this, _output).ConfigureAwait(false);
        lock (_gate)
        {
            if (_isDisposed)
            {
                worker.Kill();
                return;
            }

            _workers.Add(worker);
        }

        worker.Run(_configuration);
    }

    /// <summary>After several starts in a row that failed, fails what waits: it would wait for ever. The next submission tries again.</summary>
    private void StartFailed(string reason)
    {
        List<LocalTask> lost = [];
        lock (_gate)
        {
            if (++_failedStarts < StartsBeforeGivingUp || _isDisposed)
            {
                return;
            }

            _failedStarts = 0;
            while (_queue.Count > 0)
            {
                lost.Add(_queue.Take());
            }
        }

        LocalLog.WorkersDoNotStart(_logger, reason);
        var now = _time.GetUtcNow();
        foreach (var task in lost)
        {
            var error = $"PythonWorkerError: no worker process could be started with '{_python!.Path}': {reason}";
            _store.Complete(task, FailureFrame.Lost(task.Id, error, null, now));
        }
    }
}
