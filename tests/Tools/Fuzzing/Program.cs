using System.Diagnostics;
using System.Globalization;
using GlobusCompute.Remote.Fuzzing;

// Reads damaged payloads of both kinds: [count, default 1,000,000] [first seed, default 1] [folder of the vectors]. Ends with 1 when something went wrong.
var count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
var seed = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1;
var folder = args.Length > 2 ? args[2] : Path.Combine("tests", "vectors");
var corpus = FuzzCorpus.Read(folder);
Console.WriteLine($"{corpus.Pickles.Count} pickles and {corpus.Texts.Count} JSON texts to begin with.");

const int Chunk = 20_000;
var (read, refused, failures) = (0L, 0L, 0);
var (bytes, longest) = (0L, TimeSpan.Zero);
var clock = Stopwatch.StartNew();
for (var done = 0; done < count; done += Chunk)
{
    var run = new FuzzRun(seed++, corpus);
    using var watch = new Timer(
        _ =>
        {
            if (run.Stuck is { } stuck)
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
    bytes = Math.Max(bytes, run.MostBytes);
    longest = run.Longest > longest ? run.Longest : longest;
    foreach (var failure in run.Failures)
    {
        Console.WriteLine($"seed {seed - 1}: {failure}");
    }
}

Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"{count:N0} inputs in {clock.Elapsed.TotalSeconds:N0} s: {read:N0} read, {refused:N0} refused, {failures} failures; at the most {bytes:N0} bytes and {longest.TotalMilliseconds:N0} ms for one."));
return failures == 0 ? 0 : 1;
