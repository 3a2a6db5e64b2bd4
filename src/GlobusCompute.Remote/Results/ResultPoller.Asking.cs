using System.Net;
using GlobusCompute.Remote.Diagnostics;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Wire;

namespace GlobusCompute.Remote.Results;

/// <content>One question, and what its answer or its failure means.</content>
internal sealed partial class ResultPoller
{
    /// <param name="ids">The tasks.</param>
    /// <param name="isGivenUp">Canceled when there is more to ask for; a token that cannot be where the answer comes at once.</param>
    private async Task AskAsync(List<Guid> ids, CancellationToken isGivenUp)
    {
        var wait = false;
        try
        {
            using var page = await GetPageAsync(ids, isGivenUp).ConfigureAwait(false);
            _signInRequired = false;
            _outage.Contact();
            _page.Answered();
            foreach (var task in page.Tasks)
            {
                await _inbox.WaitForRoomAsync(_stop.Token).ConfigureAwait(false);
                var text = TaskAnswers.Text(task.Text);
                if (task.State == TaskState.Unknown)
                {
                    _inbox.Lost(task.TaskId, text);
                }
                else if (task.State != TaskState.Pending)
                {
                    _inbox.Deliver(task.TaskId, task.State == TaskState.Succeeded, text, TaskAnswers.Facts(task));
                }
            }

            NoteAbsent(ids, page);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException) when (isGivenUp.IsCancellationRequested)
        {
            _queue.Return(isAnswered: false, _streaming);
            return;
        }
        catch (Exception e)
        {
            Failed(e);
            wait = true;
        }

        _hasFailed = wait;
        _pace.Asked(wait ? int.MaxValue : ids.Count, ids.Count(id => !_router.Contains(id)));
        _queue.Return(isAnswered: !wait, _streaming);
        if (wait && _streaming)
        {
            await WaitForPaceAsync().ConfigureAwait(false);
        }
    }

    private async Task<TaskStatusPage> GetPageAsync(List<Guid> ids, CancellationToken isGivenUp)
    {
        if (!isGivenUp.CanBeCanceled)
        {
            return await _service.GetBatchStatusAsync(ids, _stop.Token).ConfigureAwait(false);
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, isGivenUp);
        return await _service.WaitForBatchStatusAsync(ids, either.Token).ConfigureAwait(false);
    }

    // No failure to be told results fails a call by itself. One task may be why a whole page is refused, so smaller pages are asked for.
    private void Failed(Exception e)
    {
        _page.Failed();
        var status = (e as ComputeServiceException)?.StatusCode;
        var signIn = e is AuthorizationRequiredException || status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;
        if (signIn && !_signInRequired)
        {
            Log.SignInRequired(_logger, LogReason.Of(e));
        }

        _signInRequired = signIn;
        if (signIn || (status is { } answered && (int)answered is >= 400 and < 500))
        {
            _outage.Contact();
        }
        else if (!_streaming && _outage.IsTooLong(e, out var time))
        {
            foreach (var call in _router.Drain())
            {
                call.TryFail(new ResultsUnreachableException(call.Handle, time, e));
            }
        }
    }

    // Python neither completes nor watches a task that an answer leaves out (protocol.md §6.7). Here it is asked for again, but not for ever.
    private void NoteAbsent(List<Guid> asked, TaskStatusPage page)
    {
        foreach (var (id, isNew) in _absent.Note(asked, page, _router))
        {
            if (isNew)
            {
                Log.TaskLeftOut(_logger, id);
            }
            else if (_router.TryTake(id, out var calls))
            {
                foreach (var call in calls)
                {
                    call.TryFail(new ResultsUnreachableException(call.Handle, _absent.Longest, AbsentTasks.Reason(id)));
                }
            }
        }
    }
}
