using System.Diagnostics;
using System.Globalization;
using GlobusCompute.Remote.Chaos.Conducting;
using GlobusCompute.Remote.Chaos.Plan;
using RabbitMQ.Client.Exceptions;

namespace GlobusCompute.Remote.Chaos.Client;

/// <summary>The app: many threads that make calls through two clients of one task group, and what the conductor has it do meanwhile.</summary>
internal sealed class ClientRun
{
    private const int MostPending = 6000;
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(100);

    private readonly ChaosOptions _options;
    private readonly OutcomeSheet _sheet;
    private readonly LogWatch _log;
    private readonly Gate _gate;
    private readonly JumpingClock _clock = new();
    private readonly SemaphoreSlim _room = new(MostPending);
    private readonly ClientSlot[] _slots;
    private readonly Caller _caller;
    private readonly Reloading _reloading;
    private readonly List<Task> _beside = [];
    private int _unobservedByBrokerLibrary;
    private int _looks;
    private int _streaming;

    private ClientRun(ChaosOptions options, ChildOptions child)
    {
        _options = options;
        _sheet = new OutcomeSheet(options.Tasks);
        _log = new LogWatch(_sheet, options.Log);
        _gate = new Gate(options.Tasks);
        _caller = new Caller(options.Seed, _sheet);
        _reloading = new Reloading(_sheet);
        LiveClient Create() => new(child.Service, _clock, _log);
        _slots = [new ClientSlot(Create), new ClientSlot(Create)];
    }

    public static async Task<int> RunAsync(ChaosOptions options, ChildOptions child)
    {
        var run = new ClientRun(options, child);
        TaskScheduler.UnobservedTaskException += (_, e) => run.NoteUnobserved(e.Exception);
        _ = Task.Run(run.ObeyAsync);
        _ = Task.Run(run.WatchAsync);
        var threads = Enumerable.Range(0, options.Threads).Select(i => new Thread(() => run.Work(i), 256 * 1024)).ToList();
        threads.ForEach(static thread => thread.Start());
        await Task.Run(() => threads.ForEach(static thread => thread.Join()));
        await run.EndAsync();
        run._sheet.Write(child.Sheet);
        return 0;
    }

    // When a channel closes under a request, RabbitMQ.Client fails a task that it has given to nobody: an exception of its own that was never thrown.
    private void NoteUnobserved(AggregateException error)
    {
        if (error.InnerExceptions.All(static inner => inner is OperationInterruptedException { StackTrace: null }))
        {
            Interlocked.Increment(ref _unobservedByBrokerLibrary);
        }
        else
        {
            _sheet.Note($"unobserved: {error}");
        }
    }

    private void Work(int thread)
    {
        var dice = Dice.For(_options.Seed, Purpose.Thread, thread);
        while (_gate.TryTake(out var number))
        {
            _room.Wait();
            var call = _caller.Make(_slots[dice.Next(_slots.Length)].Current, number);
            _ = call.ContinueWith(_ => _room.Release(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            if (CallPlan.For(_options.Seed, number).Waits)
            {
                call.Wait();
            }
        }
    }

    // The conductor's words. When it is gone, so is this.
    private async Task ObeyAsync()
    {
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var words = line.Split(' ');
            switch (words[0])
            {
                case "allow":
                    _gate.Allow(int.Parse(words[1], CultureInfo.InvariantCulture));
                    break;
                case "jump":
                    _clock.JumpTo(TimeSpan.FromSeconds(long.Parse(words[1], CultureInfo.InvariantCulture)));
                    break;
                case "reload":
                    Beside(_reloading.RunAsync(_slots[1].Current));
                    break;
                case "dispose":
                    Beside(_slots[int.Parse(words[1], CultureInfo.InvariantCulture)].ReplaceAsync());
                    break;
            }
        }

        Environment.Exit(3);
    }

    private void Beside(Task task)
    {
        lock (_beside)
        {
            _beside.Add(task);
        }
    }

    // How much results stream is worth knowing, and the conductor waits for it.
    private async Task WatchAsync()
    {
        var all = false;
        using var timer = new PeriodicTimer(s_look);
        while (await timer.WaitForNextTickAsync())
        {
            foreach (var slot in _slots)
            {
                var state = slot.Current.Client.DeliveryState;
                _looks += state == ComputeDeliveryState.Idle ? 0 : 1;
                _streaming += state == ComputeDeliveryState.Streaming ? 1 : 0;
            }

            if (_slots.All(static slot => slot.Current.SeesStream()) != all)
            {
                all = !all;
                Console.WriteLine(all ? ClientProcess.StreamingWord : ClientProcess.NotStreamingWord);
            }
        }
    }

    private async Task EndAsync()
    {
        var (ended, since) = (-1, Stopwatch.GetTimestamp());
        while (_sheet.Ended < _sheet.Count || _reloading.Pending > 0)
        {
            if (_sheet.Ended - _reloading.Pending != ended)
            {
                (ended, since) = (_sheet.Ended - _reloading.Pending, Stopwatch.GetTimestamp());
            }
            else if (Stopwatch.GetElapsedTime(since) > _options.Patience)
            {
                _sheet.Note($"{_sheet.Count - _sheet.Ended} calls and {_reloading.Pending} reloaded tasks have not ended.");
                return;
            }

            await Task.Delay(s_look);
        }

        await CloseAsync();
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Console.WriteLine($"log: {string.Join(", ", _log.Entries.Select(static entry => $"{entry.Key} {entry.Value}"))}");
        Console.WriteLine(
            $"streaming {100 * _streaming / Math.Max(_looks, 1)} % of the time; reloaded {_sheet.Reloaded.Count} compared, {_reloading.Refused} listings refused; longest disposal {_slots.Max(static slot => slot.LongestDisposal)}; "
            + $"{_unobservedByBrokerLibrary} exceptions that RabbitMQ.Client itself leaves unobserved");
    }

    private async Task CloseAsync()
    {
        try
        {
            Task[] beside;
            lock (_beside)
            {
                beside = [.. _beside];
            }

            await Task.WhenAll(beside).WaitAsync(_options.Patience);
            foreach (var slot in _slots)
            {
                var (client, executor) = (slot.Current.Client, slot.Current.Executor);
                if (client.UnsentCalls != 0 || executor.PendingCalls != 0)
                {
                    _sheet.Note($"All calls have ended, and a client counts {client.UnsentCalls} unsent ones, and its executor {executor.PendingCalls} pending ones.");
                }

                await slot.Current.DisposeAsync().WaitAsync(_options.Patience);
            }
        }
        catch (Exception e)
        {
            _sheet.Note($"closing: {e}");
        }
    }
}
