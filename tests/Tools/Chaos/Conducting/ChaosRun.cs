using System.Diagnostics;
using System.Globalization;
using GlobusCompute.Remote.Chaos.Client;
using GlobusCompute.Remote.Chaos.Plan;

namespace GlobusCompute.Remote.Chaos.Conducting;

/// <summary>A whole run: one disturbance after the other while calls flow, and the verdict.</summary>
internal static class ChaosRun
{

    public static async Task<int> RunAsync(ChaosOptions options)
    {
        var clock = Stopwatch.StartNew();
        await using var stage = await Stage.StartAsync(options);
        var forChild = stage.ForChild(options);
        using var client = ClientProcess.Start(forChild);
        var disturber = new Disturber(stage, client);
        var steps = StepPlan.Of(options);
        for (var i = 0; i < steps.Count && !client.HasExited; i++)
        {
            var (from, to) = ((int)((long)options.Tasks * i / steps.Count), (int)((long)options.Tasks * (i + 1) / steps.Count));
            await Flow.LetAsync(client, from, to);
            await disturber.MakeAsync(steps[i], Dice.For(options.Seed, Purpose.Steps, i + 1));
            if ((i + 1) % 10 == 0)
            {
                Console.WriteLine(
                    string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds,6:0} s: {i + 1} disturbances, {stage.Ledger.Executed:N0} runs"));
            }
        }

        client.Allow(options.Tasks);
        await client.WaitAsync();
        var faults = stage.Service.State.Faults.OrderBy(static fault => fault.Key, StringComparer.Ordinal);
        Console.WriteLine($"faults: {string.Join(", ", faults.Select(static fault => $"{fault.Key} {fault.Value}"))}");
        Console.WriteLine($"disturbances: {string.Join(", ", steps)}");
        if (client.ExitCode != 0)
        {
            Console.WriteLine($"seed {options.Seed}: the process with the clients ended with {client.ExitCode}.");
            return 1;
        }

        var verdict = new Verdict(options, OutcomeSheet.Read(forChild.Child!.Sheet), stage.Ledger);
        verdict.Print(clock.Elapsed);
        return verdict.IsGood ? 0 : 1;
    }
}
