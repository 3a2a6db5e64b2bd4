using System.Globalization;
using System.Text;
using GlobusCompute.Remote.Chaos.Plan;

namespace GlobusCompute.Remote.Chaos.Service;

/// <summary>Makes the result of each task: the same one as often as it is asked for.</summary>
internal sealed class TaskResults(int seed, HostilePayloads? hostile)
{
    private const double WorkerLoss = 0.003;

    public TaskResult Of(ChaosTask task)
    {
        var dice = Dice.For(seed, Purpose.Payload, (task.Number * 64) + task.Run);
        if (hostile is not null && dice.Chance(WorkerLoss) && task.Kind is CallKind.Once or CallKind.Again or CallKind.Text)
        {
            return new TaskResult(Lost(), IsFailure: true);
        }

        return task.Kind switch
        {
            CallKind.Text when dice.Chance(0.5) => new TaskResult(PickleWriter.Text(Proof.Text(task.Number)), false),
            CallKind.Text => new TaskResult("11\n" + JsonText.Quote(Proof.Text(task.Number)), false),
            CallKind.Slow => new TaskResult(Slow(task.Number, dice.NextDouble() < 0.1 ? 500 + dice.Next(1500) : dice.Next(100)), false),
            CallKind.Fails => new TaskResult(Traceback(task.Number), IsFailure: true),
            CallKind.Hostile or CallKind.HostileNumbers when hostile is not null => new TaskResult(hostile.For(task.Number), false),
            _ => new TaskResult(Pair(task.Number, dice.Next(4)), false),
        };
    }

    private static string Pair(long number, int form)
    {
        var json = string.Create(CultureInfo.InvariantCulture, $"11\n[{number}, {Proof.Of(number)}]");
        var pickle = PickleWriter.Numbers(number, Proof.Of(number));
        return form switch
        {
            0 => pickle,
            1 => string.Create(CultureInfo.InvariantCulture, $"13\n{json.Length}\n{json}{pickle.Length}\n{pickle}"),
            _ => json,
        };
    }

    private static string Slow(long number, int milliseconds) =>
        string.Create(CultureInfo.InvariantCulture, $"11\n{{\"number\": {number}, \"proof\": {Proof.Of(number)}, \"wait\": {milliseconds}}}");

    private static string Traceback(long number) =>
        $"Traceback (most recent call last):\n\n  File \"<string>\", line 2, in fails\n\nValueError: {Proof.Failure(number)}\n";

    private static string Lost()
    {
        var line = new string('+', 68);
        return $"{line}\nTraceback (most recent call last):\n"
            + $"parsl.executors.high_throughput.errors.WorkerLost: Task failure due to loss of worker 0 on host chaos\n{new string('-', 68)}";
    }
}
