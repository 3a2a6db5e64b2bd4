using System.Globalization;
using GlobusCompute.Remote.Chaos.Client;
using GlobusCompute.Remote.Chaos.Plan;
using GlobusCompute.Remote.Chaos.Service;

namespace GlobusCompute.Remote.Chaos.Conducting;

/// <summary>Compares what the app was told of each call with what the service has executed.</summary>
internal sealed class Verdict
{
    private readonly ChaosOptions _options;
    private readonly OutcomeSheet _sheet;
    private readonly Dictionary<Outcome, int> _counts = [];
    private readonly List<string> _faults = [];
    private int _lost;
    private int _wrong;
    private int _pending;
    private int _twice;
    private int _denied;
    private int _runs;
    private int _streamed;
    private int _polled;

    public Verdict(ChaosOptions options, OutcomeSheet sheet, Ledger ledger)
    {
        _options = options;
        _sheet = sheet;
        for (var number = 0L; number < sheet.Count; number++)
        {
            Judge(number, sheet[number], CallPlan.For(options.Seed, number), ledger.RunsOf(number));
            Count(sheet[number], ledger.WasPolled(number));
        }

        foreach (var (id, number) in sheet.Reloaded)
        {
            if (ledger.Find(id) is { } task && task.Number != number)
            {
                Fault(ref _wrong, $"reloaded task {id} of call {task.Number} gave the result of call {number}");
            }
        }
    }

    /// <summary>Whether there is nothing that must not be.</summary>
    public bool IsGood => _lost + _wrong + _pending + _twice + _denied + _sheet.Faulty == 0;

    public void Print(TimeSpan time)
    {
        foreach (var text in _sheet.Texts.Take(20).Concat(_faults.Take(50)))
        {
            Console.WriteLine($"! {text}");
        }

        var counts = _counts.OrderBy(static count => count.Key);
        Console.WriteLine(string.Join(", ", counts.Select(static count => string.Create(CultureInfo.InvariantCulture, $"{count.Key} {count.Value:N0}"))));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"seed {_options.Seed}: {_sheet.Count:N0} calls by {_options.Threads} threads, {_runs:N0} runs, "
            + $"{_sheet.Reloaded.Count:N0} reloaded results compared, in {time.TotalSeconds:0} s"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"results by stream {_streamed:N0} ({Percent(_streamed)} %), asked for by polling {_polled:N0} ({Percent(_polled)} %)"));
        Console.WriteLine(
            $"lost {_lost}, wrong {_wrong}, pending {_pending}, run twice {_twice}, said not accepted but executed {_denied}, "
            + $"unobserved exceptions {Texts("unobserved")}, secrets in log {Texts("secret in the log")}, other {Others()}: {(IsGood ? "GOOD" : "BAD")}");
    }

    private int Percent(int part) => (int)(100L * part / Math.Max(_streamed + _polled, 1));

    // One that came by the stream while an answer with it was on the way, or that a reload asked for again, counts as polled.
    private void Count(Outcome outcome, bool wasPolled)
    {
        if (outcome is Outcome.Good or Outcome.Failed or Outcome.WorkerLost or Outcome.HostileRead or Outcome.HostileRefused)
        {
            _ = wasPolled ? _polled++ : _streamed++;
        }
    }

    private void Judge(long number, Outcome outcome, CallPlan plan, int runs)
    {
        _counts[outcome] = _counts.GetValueOrDefault(outcome) + 1;
        _runs += runs;
        var what = string.Create(CultureInfo.InvariantCulture, $"call {number} ({plan.Kind}): {outcome}, {runs} runs");
        if (runs > 1 && !plan.IsIdempotent)
        {
            Fault(ref _twice, what);
        }

        switch (outcome)
        {
            case Outcome.Pending:
                Fault(ref _pending, what);
                break;
            case Outcome.Lost:
                Fault(ref _lost, what);
                break;
            case Outcome.Wrong or Outcome.Unexpected:
            case Outcome.Good or Outcome.Failed or Outcome.WorkerLost or Outcome.HostileRead or Outcome.HostileRefused when runs == 0:
                Fault(ref _wrong, what);
                break;
            case Outcome.NotMade or Outcome.NotAccepted or Outcome.NotRegistered when runs > 0:
                Fault(ref _denied, what);
                break;
        }
    }

    private void Fault(ref int count, string what)
    {
        count++;
        _faults.Add(what);
    }

    private int Texts(string beginning) => _sheet.Texts.Count(text => text.StartsWith(beginning, StringComparison.Ordinal));

    private int Others() => _sheet.Texts.Count(static text =>
        !text.StartsWith("unobserved", StringComparison.Ordinal)
        && !text.StartsWith("secret in the log", StringComparison.Ordinal)
        && !text.StartsWith("call ", StringComparison.Ordinal));
}
