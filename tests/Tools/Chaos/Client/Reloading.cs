using GlobusCompute.Remote.Chaos.Plan;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Serialization;

namespace GlobusCompute.Remote.Chaos.Client;

/// <summary>Reloads the task group, as another process of the app would, and reads what its tasks give.</summary>
internal sealed class Reloading(OutcomeSheet sheet)
{
    private int _pending;

    /// <summary>Futures that have not ended.</summary>
    public int Pending => Volatile.Read(ref _pending);

    /// <summary>Listings that were refused.</summary>
    public int Refused { get; private set; }

    /// <returns>A task that completes when all reloaded futures have ended.</returns>
    public async Task RunAsync(LiveClient client)
    {
        IReadOnlyList<ComputeFuture<PythonValue>> futures;
        try
        {
            await using var executor = client.CreateExecutor();
            futures = await executor.ReloadTasksAsync<PythonValue>(Ids.Group);
        }
        catch (Exception e) when (
            e is ComputeServiceException or ServiceUnreachableException
            || (e is ObjectDisposedException or OperationCanceledException && client.IsEnding))
        {
            Refused++;
            return;
        }
        catch (Exception e)
        {
            sheet.Note($"reload: {e}");
            return;
        }

        Interlocked.Add(ref _pending, futures.Count);
        await Task.WhenAll(futures.Select(future => EndAsync(future, client)));
    }

    private async Task EndAsync(ComputeFuture<PythonValue> future, LiveClient client)
    {
        try
        {
            // A pair of numbers tells whose result it is; others are read by those who made them.
            var value = await future;
            if (value is { Kind: PythonKind.List, Count: 2 } && value[0].Kind == PythonKind.Integer && value[1].Kind == PythonKind.Integer
                && value[0].As<long>() is var number && value[1].As<long>() == Proof.Of(number))
            {
                sheet.Reloaded.Enqueue((future.TaskId!.Value, number));
            }
        }
        catch (Exception e) when (e is TaskExecutionFailedException or ResultDeserializationException || (e is ComputeDetachedException && client.IsEnding))
        {
            // What some tasks give.
        }
        catch (Exception e)
        {
            sheet.Note($"reloaded task {future.TaskId}: {e}");
        }
        finally
        {
            Interlocked.Decrement(ref _pending);
        }
    }
}
