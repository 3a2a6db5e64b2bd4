using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Journal;
using GlobusCompute.Remote.Models;

namespace GlobusCompute.Remote.Journal;

/// <summary>Describes how calls are found again.</summary>
public sealed partial class ComputeJournal
{
    /// <summary>Finds the task of the last call with a tag.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="list">Asks the service for the tasks of a group.</param>
    /// <returns>A handle with a task.</returns>
    /// <exception cref="CallNotSentException">It surely does not run.</exception>
    /// <exception cref="CallOutcomeUnknownException">Nobody can tell.</exception>
    internal async Task<ComputeTaskHandle> FindTaskAsync(string tag, Func<Guid, Task<ComputeTaskGroup>> list)
    {
        JournalSearch search;
        lock (_lock)
        {
            ThrowIfDisposed();
            var call = _memory.Find(tag) ?? throw NotSent(tag);
            if (call.State is ComputeJournalState.Accepted or ComputeJournalState.Ended)
            {
                return call.Handle;
            }

            if (call.State == ComputeJournalState.Refused)
            {
                throw new CallNotSentException(
                    tag, $"its request to endpoint {call.Batch.EndpointId} of {call.Batch.SentAt:u} was refused. Calling again is safe.");
            }

            search = JournalSearch.For(call, _memory);
        }

        if (search.TaskGroupId is not { } group)
        {
            throw new CallOutcomeUnknownException(search.Call.Handle, search.Obstacle!, null);
        }

        ComputeTaskGroup listing;
        try
        {
            listing = await list(group).ConfigureAwait(false);
        }
        catch (ComputeServiceException e) when (e.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            throw new CallOutcomeUnknownException(search.Call.Handle, $"the service no longer has task group {group}.", e);
        }

        lock (_lock)
        {
            ThrowIfDisposed();

            // The client may have sent more meanwhile.
            var obstacle = JournalSearch.For(search.Call, _memory).Obstacle;
            Guid? found = null;
            if (obstacle is null)
            {
                (found, obstacle) = search.Find(listing, _memory);
            }

            if (search.Call.TaskId is null)
            {
                if (found is not { } id)
                {
                    throw new CallOutcomeUnknownException(search.Call.Handle, obstacle!, null);
                }

                var record = new JournalRecord
                {
                    Kind = JournalKind.Accepted,
                    Batch = search.Call.Batch.Number,
                    At = _options.TimeProvider.GetUtcNow(),
                    Group = group,
                    Tasks = [[id]],
                };
                Write(record, flush: true);
            }

            return search.Call.Handle;
        }
    }

    private ComputeException NotSent(string tag) => _memory.DamagedAt is { } at
        ? new CallOutcomeUnknownException(
            ComputeTaskHandle.ForTask(Guid.Empty) with { TaskId = null, Tag = tag },
            $"the journal {Path} has no call with the tag '{tag}', but it was found damaged on {at:u} and may have had one.",
            null)
        : new CallNotSentException(
            tag,
            $"the journal {Path} has none, so it was never sent, or more than {_options.Retention.TotalDays:0.#} days ago. "
            + "Calling is safe, in the former case for the first time.");
}
