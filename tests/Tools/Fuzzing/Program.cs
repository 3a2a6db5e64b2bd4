using System.Diagnostics;
using System.Globalization;
using GlobusCompute.Remote;
using GlobusCompute.Remote.Fuzzing;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;

// Reads damaged payloads of both kinds: [count, default 1,000,000] [first seed, default 1] [folder of the vectors]. Ends with 1 when something went wrong.
// Or hostile ones: hostile [bytes, default 3,000,000] [part of a name]: each generator's into each target.
return args is ["hostile", ..] ? Hostile(args) : Damaged(args);

static int Hostile(string[] args)
{
    var size = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 3_000_000;
    var part = args.Length > 2 ? args[2] : "";
    var rules = PayloadRules.ForReflection(ComputeNaming.SnakeCase);
    var costs = new List<FuzzCost>();
    foreach (var (name, make) in FuzzHostile.All.Where(p => p.Key.Contains(part, StringComparison.Ordinal)))
    {
        // The first time compiles what the others run.
        var small = make(Math.Min(size, 2_000));
        var payload = make(size);
        foreach (var target in FuzzTarget.All)
        {
            FuzzCost.Measure(name, small, target, rules);
            var cost = FuzzCost.Measure(name, payload, target, rules);
            costs.Add(cost);
            if (cost.Outcome == FuzzCost.Unread && costs.Count(c => c.Payload == name) > 2)
            {
                // So it would be by all of them.
                break;
            }
        }

        var slowest = costs.Where(c => c.Payload == name).MaxBy(c => c.Time)!;
        var largest = costs.Where(c => c.Payload == name).MaxBy(c => c.Bytes)!;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {payload.Length:N0} bytes; {slowest.Time.TotalMilliseconds:N0} ms ({slowest.Target}, {slowest.Outcome}); {largest.Bytes:N0} bytes ({largest.Target}, {largest.Outcome})"));
    }

    Console.WriteLine($"{costs.Count:N0} readings; the slowest:");
    foreach (var cost in costs.OrderByDescending(c => c.Time).Take(10))
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {cost.Time.TotalMilliseconds:N0} ms  {cost.Payload} as {cost.Target}: {cost.Outcome}"));
    }

    Console.WriteLine("the largest:");
    foreach (var cost in costs.OrderByDescending(c => c.Bytes).Take(10))
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {cost.Bytes:N0} bytes{(cost.IsLarge ? " TOO MUCH" : "")}  {cost.Payload} as {cost.Target}: {cost.Outcome}"));
    }

    var wrong = costs.Where(c => c.IsLarge || c.Outcome is not ("read" or "refused" or FuzzCost.Unread)).ToList();
    foreach (var cost in wrong)
    {
        Console.WriteLine($"wrong: {cost}");
    }

    return wrong.Count == 0 ? 0 : 1;
}

static int Damaged(string[] args)
{
    var count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
    var seed = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1;
    var folder = args.Length > 2 ? args[2] : Path.Combine("tests", "vectors");
    var corpus = FuzzCorpus.Read(folder);
    Console.WriteLine($"{corpus.Pickles.Count} pickles and {corpus.Texts.Count} JSON texts to begin with.");

    const int Chunk = 20_000;
    var (read, refused, failures) = (0L, 0L, 0);
    var worst = new List<FuzzCost>();
    var clock = Stopwatch.StartNew();
    for (var done = 0; done < count; done += Chunk)
    {
        var run = new FuzzRun(seed++, corpus);
        using var watch = new Timer(
            _ =>
            {
                if (run.Stuck() is { } stuck)
                {
                    Console.WriteLine($"seed {seed - 1} hangs: {stuck}");
                    Environment.Exit(1);
                }
            },
            null,
            TimeSpan.FromSeconds(1),
            TimeSpan.FromSeconds(1));
        run.Go(Math.Min(Chunk, count - done));
        read += run.Read;
        refused += run.Refused;
        failures += run.Failures.Count;
        worst = [.. worst.Concat(run.Worst).OrderByDescending(c => c.Time).Take(5).Concat(worst.Concat(run.Worst).OrderByDescending(c => c.Bytes).Take(5)).Distinct()];
        foreach (var failure in run.Failures)
        {
            Console.WriteLine($"seed {seed - 1}: {failure}");
        }

        if (done / Chunk % 25 == 24)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done + Chunk:N0} after {clock.Elapsed.TotalSeconds:N0} s, {failures} failures"));
        }
    }

    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count:N0} inputs in {clock.Elapsed.TotalSeconds:N0} s: {read:N0} read, {refused:N0} refused, {failures} failures. The worst:"));
    foreach (var cost in worst)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {cost.Time.TotalMilliseconds:N1} ms, {cost.Bytes:N0} bytes, {cost.Length:N0} long as {cost.Target}: {cost.Outcome}"));
    }

    return failures == 0 ? 0 : 1;
}
