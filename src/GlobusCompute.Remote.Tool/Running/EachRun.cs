using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Journal;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Shared.Display;
using GlobusCompute.Remote.Tool.Sessions;
using GlobusCompute.Remote.Tool.Tasks;

namespace GlobusCompute.Remote.Tool.Running;

/// <summary>A call for each row of a table, whose results are kept in a file, so that a later run continues.</summary>
internal sealed class EachRun : IDisposable
{
    // A run that is continued later makes no call twice.
    private static readonly TimeSpan s_retention = TimeSpan.FromDays(3650);

    private readonly CommandContext _context;
    private readonly CsvTable _table;
    private readonly FunctionReference _function;
    private readonly ResultsFile _results;
    private readonly TimeSpan? _timeout;
    private readonly List<ComputeFuture<PythonValue>> _futures = [];
    private readonly CancellationTokenSource _end;
    private int _succeeded;
    private int _failed;
    private Exception? _failure;
    private bool _isLocal;

    private EachRun(CommandContext context, CsvTable table, FunctionReference function, ResultsFile results, TimeSpan? timeout)
    {
        (_context, _table, _function, _results, _timeout) = (context, table, function, results, timeout);
        _end = CancellationTokenSource.CreateLinkedTokenSource(context.Stop);
    }

    public static async Task<int> RunAsync(
        RunLine options, CommandContext context, FunctionReference function, BoundArguments arguments, CsvTable table)
    {
        _ = RunTarget.EndpointOf(options, context);
        var calls = EachCall.Of(table, arguments, context.Line.GetValue(options.Words) ?? []);
        using var results = ResultsFile.Open(
            context.Line.GetValue(options.Results) ?? $"{table.Path}.results.jsonl",
            function.Function.Name,
            function.Function.Hash ?? function.Function.Id!.Value.ToString("D"));
        using var run = new EachRun(context, table, function, results, context.Line.GetValue(options.Timeout));
        var open = calls.Where(call => results.Find(call.Key) is not { State: StateText.Succeeded }).ToList();
        if (open.Count > 0)
        {
            using var journal = context.Line.GetValue(options.Local)
                ? null
                : ComputeJournal.Open($"{results.Path}.journal", new ComputeJournalOptions { Retention = s_retention });
            var target = await RunTarget.CreateAsync(options, context, context.Line.GetValue(options.Workers), journal is null ? null : () => journal)
                .ConfigureAwait(false);
            await using (target.ConfigureAwait(false))
            {
                await run.CallAsync(target, open, journal).ConfigureAwait(false);
            }
        }

        return run.Report(calls.Count, calls.Count - open.Count);
    }

    public void Dispose() => _end.Dispose();

    private async Task CallAsync(RunTarget target, List<EachCall> calls, ComputeJournal? journal)
    {
        _isLocal = target.IsLocal;
        var status = StatusLine.StartBar(_context.Output, () => (_succeeded + _failed, calls.Count, _failed));
        await using (status.ConfigureAwait(false))
        {
            var reading = new List<Task>(calls.Count);
            try
            {
                // Calls of an earlier run come first: their tasks may have completed meanwhile, and none is made twice.
                foreach (var call in calls)
                {
                    if (await FindAsync(target, call, journal).ConfigureAwait(false) is { } future)
                    {
                        reading.Add(ReadAsync(target, call, future));
                    }
                    else
                    {
                        reading.Add(SubmitAsync(target, call));
                        await target.Client.WaitForCapacityAsync(_end.Token).ConfigureAwait(false);
                    }
                }

                if (!await ResultWait.WaitAsync(Task.WhenAll(reading), target.Client, _end.Token).ConfigureAwait(false))
                {
                    throw new OperationCanceledException(_end.Token);
                }
            }
            catch (Exception e) when (e is ExitException || (e is OperationCanceledException && _end.IsCancellationRequested))
            {
                _failure ??= e as ExitException;
                // What was not sent is withdrawn. What was sent is in the journal.
                _futures.ForEach(static future => future.Cancel());
                await Task.WhenAll(reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Finds the task of a call that an earlier run made and has no outcome of; null if the call is to be made.</summary>
    private async Task<ComputeFuture<PythonValue>?> FindAsync(RunTarget target, EachCall call, ComputeJournal? journal)
    {
        // A task that is recorded as failed is run again.
        if (journal?.Find(call.Key) is not { } entry || (_results.Find(call.Key) is { } known && known.TaskId == entry.Handle.TaskId))
        {
            return null;
        }

        try
        {
            var options = new ComputeCallOptions { AllowNone = true, Timeout = _timeout };
            return await target.Client.FindByTagAsync<PythonValue>(call.Key, options, _end.Token).ConfigureAwait(false);
        }
        catch (CallNotSentException)
        {
            return null;
        }
    }

    private Task SubmitAsync(RunTarget target, EachCall call)
    {
        try
        {
            return ReadAsync(target, call, SingleRun.Submit(target, _function, call.Arguments, _timeout, target.IsLocal ? null : call.Key));
        }
        catch (BadOptionException e)
        {
            // One bad call fails alone.
            Record(call, new TaskOutcome { State = StateText.Failed, Error = e });
            return Task.CompletedTask;
        }
    }

    private async Task ReadAsync(RunTarget target, EachCall call, ComputeFuture<PythonValue> future)
    {
        lock (_futures)
        {
            _futures.Add(future);
        }

        try
        {
            Record(call, await TaskOutcome.OfAsync(future).ConfigureAwait(false));
            target.Keep(_function, future.Handle.FunctionId);
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // Reported with all others.
        }
        catch (TaskNotFoundException) when (!_end.IsCancellationRequested)
        {
            // The service no longer has the task of an earlier run, nor its result.
            await SubmitAsync(target, call).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // The cause is not the row: a later run makes the call again. The others would fail likewise.
            if (Interlocked.CompareExchange(ref _failure, e, null) is null && e is not ComputeTimeoutException)
            {
                await _end.CancelAsync().ConfigureAwait(false);
            }
        }
    }

    private void Record(EachCall call, TaskOutcome outcome)
    {
        _results.Add(call.Key, _table, call.Row, outcome);
        Interlocked.Increment(ref outcome.Error is null ? ref _succeeded : ref _failed);
        if (outcome.Error is { } error)
        {
            _context.Output.Tell($"line {call.Row.Line}: {error.Message}");
        }
    }

    private int Report(int total, int before)
    {
        var open = total - before - _succeeded - _failed;
        if (_context.Output.IsJson)
        {
            ToolOutput.Json(json =>
            {
                json.WriteString("results_file", _results.Path);
                json.WriteNumber("rows", total);
                json.WriteNumber("succeeded", before + _succeeded);
                json.WriteNumber("failed", _failed);
                json.WriteNumber("open", open);
            });
        }
        else
        {
            ToolOutput.Line(_results.Path);
        }

        var counts = $"{before + _succeeded} of {total} rows succeeded{(before > 0 ? $" ({before} of them before)" : "")}"
            + (_failed > 0 ? $", {_failed} failed" : "") + (open > 0 ? $", {open} have no result yet" : "");
        if (_context.Stop.IsCancellationRequested)
        {
            throw new StoppedException(
                $"stopped: {counts}. {(_isLocal ? "" : "Tasks that were sent keep running: the service cannot stop a task. ")}The same command continues.");
        }

        if (_failure is { } failure)
        {
            throw new ExitException(Failure.Describe(failure, _context.Stop).Code, $"{counts}. {failure.Message} The same command continues.");
        }

        _context.Output.Tell($"{counts}.");
        return _failed > 0 ? ExitCodes.TaskFailed : ExitCodes.Ended;
    }
}
