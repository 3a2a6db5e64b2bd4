namespace GlobusCompute.Remote.LocalService.Workers;

/// <summary>Hears what a worker says, on that worker's reading thread.</summary>
internal interface IWorkerOwner
{
    void OnReady(WorkerProcess worker, string details);

    void OnStarted(WorkerProcess worker);

    void OnDone(WorkerProcess worker, byte[] result);

    void OnReturned(WorkerProcess worker, int count);

    void OnEnded(WorkerProcess worker, WorkerEnd end);
}
