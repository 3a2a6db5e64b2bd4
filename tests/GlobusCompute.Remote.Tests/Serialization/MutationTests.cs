using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GlobusCompute.Remote.Fuzzing;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Formats;
using GlobusCompute.Remote.Serialization.Json;
using Xunit;

namespace GlobusCompute.Remote.Tests.Serialization;

/// <summary>Damaged payloads end in a reason, whatever they are read into.</summary>
public sealed class MutationTests
{
    private const int Rounds = 20_000;

    private static readonly byte[][] s_seeds =
    [
        "11\n[1, 2.5, -3e10, NaN, Infinity, -Infinity, \"a\\ud800\\u00e9\\n\", null, true, false, {}, []]"u8.ToArray(),
        "11\n{\"id\": 7, \"fit\": {\"slope\": 1.0, \"standard_error\": NaN, \"coefficients\": [0.5, 1]}, \"weights\": {\"a\": 2}, \"method\": \"least_squares\", \"fallback\": null, \"interval\": [0, 1]}"u8.ToArray(),
        "11\n{\"value\": 1, \"next\": {\"value\": 2, \"anything\": [{\"x\": \"y\"}]}}"u8.ToArray(),
        "11\n[[1.5, 2], [3, 4]]"u8.ToArray(),
        "11\n\"2024-02-29T13:05:07.123456+00:00\""u8.ToArray(),
        "11\n123456789012345678901234567890"u8.ToArray(),
        "13\n10\n11\n[1.0, 2]12\n00\ngARLAy4=\n"u8.ToArray(),
        "00\ngARLAy4=\n"u8.ToArray(),
    ];

    private static readonly byte[] s_bytes = [.. "{}[]\",:\\ue+-.0919NaIntfyx\n 13"u8, 0xFF, 0xED, 0xA0, 0x80, 0xC3, 0x00];

    private static readonly (string Name, Action<byte[], PayloadRules> Read)[] s_targets =
    [
        Target<object?>(), Target<double[]>(), Target<double[,]>(), Target<List<string?>>(), Target<Dictionary<string, object?>>(), Target<Dictionary<int, double>>(),
        Target<JsonElement>(), Target<JsonNode?>(), Target<Sample>(), Target<Node>(), Target<List<Sample>>(), Target<(double, int)>(), Target<Dictionary<Method, int>>(),
        Target<Method>(), Target<DateTime>(), Target<DateTimeOffset>(), Target<TimeOnly>(), Target<BigInteger>(), Target<decimal>(), Target<byte[]>(), Target<Guid>(), Target<string>(), Target<int?>(), Target<Uri>(), Target<Version>(),
    ];

    [Fact]
    public void Damaged_payloads_are_read_or_refused_with_a_reason()
    {
        var random = new Random(1234);
        PayloadRules[] rules = [Payload.Reflection, PayloadRules.ForResolver(SampleContext.Default, ComputeNaming.SnakeCase), Payload.BuiltIn];
        var refused = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var payload = FuzzDamage.Apply(random, s_seeds[random.Next(s_seeds.Length)], s_seeds, s_bytes, lengths: false);
            var (name, read) = s_targets[random.Next(s_targets.Length)];
            try
            {
                read(payload, rules[random.Next(rules.Length)]);
            }
            catch (PayloadException e)
            {
                refused++;
                Assert.False(string.IsNullOrWhiteSpace(e.Message));
            }
            catch (Exception e)
            {
                Assert.Fail($"Reading {name} from '{Encoding.Latin1.GetString(payload)}' threw {e}");
            }
        }

        // Neither all nor none: the mutations are mild enough to leave some payloads readable.
        Assert.InRange(refused, Rounds / 2, Rounds - 200);
    }

    [Fact]
    public void Damaged_packed_buffers_are_unpacked_or_refused_with_a_reason()
    {
        var random = new Random(99);
        byte[][] seeds = ["4\ncafé3\nabc0\n2\n\n\n"u8.ToArray()];
        for (var round = 0; round < Rounds; round++)
        {
            var payload = Encoding.UTF8.GetString(FuzzDamage.Apply(random, seeds[0], seeds, s_bytes, lengths: false));
            try
            {
                // What can be unpacked packs to the same again, but for zeros before a length.
                var buffers = PackedBuffers.Unpack(payload);
                Assert.Equal(buffers, PackedBuffers.Unpack(PackedBuffers.Pack([.. buffers])));
                Assert.True(payload.Length >= PackedBuffers.Pack([.. buffers]).Length);
            }
            catch (PayloadException e)
            {
                Assert.Contains("damaged", e.Message, StringComparison.Ordinal);
            }
        }
    }

    private static (string Name, Action<byte[], PayloadRules> Read) Target<T>() => (typeof(T).Name, static (payload, json) => ResultReader.Read<T>(payload, json, allowNull: true));
}
