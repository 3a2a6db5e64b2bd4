using System.Text;
using System.Text.Json;
using GlobusCompute.Remote.Chaos.Plan;
using GlobusCompute.Remote.Fuzzing;
using GlobusCompute.Remote.Testing;

namespace GlobusCompute.Remote.Chaos.Service;

/// <summary>Results that want to do harm: the recorded ones, and good ones that were damaged.</summary>
internal sealed class HostilePayloads
{
    private readonly int _seed;
    private readonly FuzzCorpus _corpus;
    private readonly byte[][] _recorded;

    public HostilePayloads(int seed)
    {
        _seed = seed;
        _corpus = FuzzCorpus.Read(TestPaths.Vectors);
        using var stream = File.OpenRead(Path.Combine(TestPaths.Vectors, "hostile.json"));
        using var document = JsonDocument.Parse(stream);
        _recorded =
        [
            .. document.RootElement.EnumerateObject()
                .Where(static group => group.Value.ValueKind == JsonValueKind.Array)
                .SelectMany(static group => group.Value.EnumerateArray())
                .Select(static entry => entry.GetProperty("raw_b64").GetBytesFromBase64()),
        ];
    }

    /// <summary>Gets the result of a call; the same each time.</summary>
    public string For(long number)
    {
        var dice = Dice.For(_seed, Purpose.Payload, ~number);
        var damage = new FuzzMutator(new Random(dice.Next(int.MaxValue)), _corpus);
        return dice.Next(10) switch
        {
            < 3 => PickleWriter.Wrap(_recorded[dice.Next(_recorded.Length)]),
            < 8 => PickleWriter.Wrap(damage.Pickle()),
            8 => "11\n" + Encoding.UTF8.GetString(damage.Json()),
            _ => Encoding.Latin1.GetString(damage.Pickle()),
        };
    }
}
