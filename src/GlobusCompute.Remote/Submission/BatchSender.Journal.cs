using GlobusCompute.Remote.Diagnostics;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Journal;
using GlobusCompute.Remote.Wire;

namespace GlobusCompute.Remote.Submission;

/// <summary>Records a request in the journal before it is sent and after it was answered.</summary>
internal sealed partial class BatchSender
{
    private async Task<SubmitAnswer> SubmitAsync(SubmissionBatch batch, CancellationToken stop)
    {
        if (_journal is not { } journal)
        {
            return await _service.SubmitAsync(SubmitRequests.Of(batch, _payloads), stop).ConfigureAwait(false);
        }

        var entry = journal.Begin(batch.Target.EndpointId, batch.Target.TaskGroup.Id, Describe(batch));
        SubmitAnswer answer;
        try
        {
            answer = await _service.SubmitAsync(SubmitRequests.Of(batch, _payloads), stop).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ComputeServiceException or ServiceUnreachableException or AuthorizationRequiredException)
        {
            Note(() => journal.Refused(entry));
            throw;
        }
        catch
        {
            journal.GaveUp(entry);
            throw;
        }

        // Before the calls are told, so that an app that knows a task finds it in the journal.
        Note(() => journal.Accepted(entry, answer.TaskGroupId, answer.Tasks));
        return answer;
    }

    private static JournalFunction[] Describe(SubmissionBatch batch) =>
    [
        .. batch.Functions.Select(static f => new JournalFunction(
            f.FunctionId, f.Calls[0].Function.DisplayName, f.Calls.ConvertAll(static call => call.Tag), f.Calls[0].Function.RegistrationHash)),
    ];

    // The service has answered: whatever becomes of the note, the calls are told the truth.
    private void Note(Action write)
    {
        try
        {
            write();
        }
        catch (ComputeJournalException e)
        {
            Log.JournalFailed(_logger, e.Message);
        }
    }
}
