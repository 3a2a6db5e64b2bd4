using System.ComponentModel;

namespace GlobusCompute.Remote.LocalService.Workers;

/// <summary>Finds the first interpreter that can run a worker, by starting one.</summary>
/// <param name="start">Starts a worker with an interpreter.</param>
/// <param name="time">The clock of the wait for it.</param>
internal sealed class InterpreterTrial(Func<PythonInterpreter, Task<WorkerProcess>> start, TimeProvider time)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    /// <summary>Tries the candidates in their order, until a worker is ready.</summary>
    /// <exception cref="PythonNotFoundException">None of the interpreters is a Python that can be used.</exception>
    /// <exception cref="PythonWorkerException">The worker ended before it was ready, or was not ready in time.</exception>
    public async Task<PythonInterpreter> FindAsync(IReadOnlyList<PythonInterpreter> candidates, CancellationToken cancellationToken)
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
                return python;
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
        var worker = await start(python).ConfigureAwait(false);
        try
        {
            return await worker.Ready.WaitAsync(s_limit, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException e)
        {
            throw new PythonWorkerException($"'{python.Path}' did not become a worker within {s_limit.TotalSeconds:0} seconds.", e);
        }
    }
}
