using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;
using Xunit;

namespace GlobusCompute.Remote.Tests.Serialization.Contracts;

/// <summary>What attributes of System.Text.Json mean to it alone, they mean here: in JSON and in pickles, by a context and by reflection.</summary>
public sealed class ContractAgreementTests
{
    private const int Seeds = 12;

    // Each line has a pickle of arguments, or a text that a function returns: as JSON, and as a pickle.
    private const string Script = """
        import base64, json, pickle, sys
        for line in sys.stdin:
            ask = json.loads(line)
            if 'pickle' in ask:
                try:
                    print(json.dumps(pickle.loads(base64.b64decode(ask['pickle']))[0], default=sorted))
                except Exception as e:
                    print('!', repr(e))
            else:
                value = json.loads(ask['text'])
                print(json.dumps([json.dumps(value), base64.encodebytes(pickle.dumps(value)).decode()]))
        """;

    public static TheoryData<string> Ways => ["context", "reflection", "context with options"];

    [Theory]
    [MemberData(nameof(Ways))]
    public void Json_is_what_System_Text_Json_alone_writes(string way)
    {
        var (rules, alone) = Rules(way);
        Each(way, sample => Same(sample.Text(alone), Try(() => sample.Written(rules))));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_pickle_is_to_Python_what_the_text_of_System_Text_Json_is(string way)
    {
        var (rules, alone) = Rules(way);
        var samples = Samples(way).ToList();
        var pickles = samples.Select(sample => Try(() => sample.Pickled(rules))).ToList();
        var answers = Python(pickles.Where(IsWritten).Select(p => JsonSerializer.Serialize(new { pickle = p }))).GetEnumerator();
        var next = pickles.Select(p => IsWritten(p) && answers.MoveNext() ? answers.Current : p).ToList();
        Each(samples, (sample, i) => Same(sample.Text(alone), next[i]));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void What_Python_returns_reads_as_System_Text_Json_alone_reads_it(string way)
    {
        var (rules, alone) = Rules(way);
        var asked = Samples(way).SelectMany((sample, i) => Variations(sample.Text(alone), new Random(i)).Select(text => (Sample: sample, Text: text))).ToList();
        var answers = Python(asked.Select(a => JsonSerializer.Serialize(new { text = a.Text }))).Select(a => JsonSerializer.Deserialize<string[]>(a)!).ToList();
        var faults = new List<string>();
        var compared = 0;
        for (var i = 0; i < asked.Count; i++)
        {
            var (sample, text) = asked[i];
            var expected = sample.ReadAlone(answers[i][0], alone);
            string[] payloads = ["11\n" + answers[i][0], "00\n" + answers[i][1]];
            foreach (var payload in payloads)
            {
                var actual = sample.Read(payload, rules, alone);
                compared++;
                var fault = expected.Error is null
                    ? actual.Text is null ? actual.Error : Same(expected.Text!, actual.Text)
                    : actual.Text is null ? null : $"read as {actual.Text}, but alone: {expected.Error}";
                if (fault is not null)
                {
                    faults.Add($"{sample.Name} {payload[..2]} {text}: {fault}");
                }
            }
        }

        Assert.True(compared > 2 * asked.Count - 1);
        Report(faults);
    }

    private static bool IsWritten(string text) => !text.StartsWith('!');

    private static (PayloadRules Rules, JsonSerializerOptions Alone) Rules(string way)
    {
        JsonSerializerContext? context = way switch
        {
            "context" => ContractContext.Default,
            "context with options" => ConfiguredContext.Default,
            _ => null,
        };
        return (
            context is null ? Payload.Reflection : PayloadRules.ForResolver(context, ComputeNaming.SnakeCase),
            new JsonSerializerOptions(context?.Options ?? new JsonSerializerOptions())
            {
                TypeInfoResolver = context as IJsonTypeInfoResolver ?? new DefaultJsonTypeInfoResolver(),
                PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
                RespectNullableAnnotations = true,
                RespectRequiredConstructorParameters = true,
                AllowOutOfOrderMetadataProperties = true,
            });
    }

    private static IEnumerable<ContractSample> Samples(string way) => Enumerable.Range(0, Seeds)
        .SelectMany(seed => way == "context with options" ? new ContractSamples(seed).Configured() : new ContractSamples(seed).All());

    private static void Each(string way, Func<ContractSample, string?> check) => Each([.. Samples(way)], (sample, _) => check(sample));

    private static void Each(IReadOnlyList<ContractSample> samples, Func<ContractSample, int, string?> check)
    {
        var faults = new List<string>();
        for (var i = 0; i < samples.Count; i++)
        {
            if (check(samples[i], i) is { } fault)
            {
                faults.Add($"{samples[i].Name}: {fault}");
            }
        }

        Report(faults);
    }

    private static void Report(List<string> faults)
    {
        // One of each kind of type is enough to read.
        var some = faults.GroupBy(f => f[..Math.Min(f.Length, 22)]).Select(g => $"{g.Count()} × {g.OrderBy(f => f.Length).First()}").Take(25);
        Assert.True(faults.Count == 0, string.Join("\n", some));
    }

    private static string? Same(string expected, string actual)
    {
        if (!IsWritten(actual))
        {
            return actual + " for " + expected;
        }

        JsonElement one, other;
        try
        {
            one = JsonElement.Parse(expected);
            other = JsonElement.Parse(actual);
        }
        catch (JsonException)
        {
            return $"{actual} for {expected}";
        }

        return JsonElement.DeepEquals(one, other) && Names(one).SequenceEqual(Names(other))
            ? null
            : $"{actual} is not {expected}";
    }

    // The order of members counts.
    private static IEnumerable<string> Names(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(m => Names(m.Value).Prepend(m.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Names),
        _ => [],
    };

    private static string Try(Func<string> write)
    {
        try
        {
            return write();
        }
        catch (Exception e)
        {
            return $"! {e.GetType().Name}: {e.Message}";
        }
    }

    /// <summary>A text as it is, its members in another order, without one, with more, with a null.</summary>
    private static IEnumerable<string> Variations(string text, Random random)
    {
        yield return text;
        var root = JsonNode.Parse(text)!;
        Shuffle(root, random);
        yield return root.ToJsonString();
        if (root is not JsonObject members)
        {
            yield break;
        }

        foreach (var name in members.Select(m => m.Key).ToList())
        {
            var without = (JsonObject)members.DeepClone();
            without.Remove(name);
            yield return without.ToJsonString();
            without[name] = null;
            yield return without.ToJsonString();
        }

        var more = (JsonObject)members.DeepClone();
        more["unheard_of"] = new JsonObject { ["a"] = new JsonArray(1, "x", null) };
        more["ignored"] = "text";
        more["length"] = "long";
        yield return more.ToJsonString();
        if (members.ContainsKey("$type") || members.ContainsKey("kind"))
        {
            var name = members.ContainsKey("kind") ? "kind" : "$type";
            foreach (JsonNode other in (JsonNode[])["nothing", 99, "circle", 1, "child"])
            {
                var odd = (JsonObject)members.DeepClone();
                odd[name] = other.DeepClone();
                yield return odd.ToJsonString();
            }
        }
    }

    private static void Shuffle(JsonNode? node, Random random)
    {
        switch (node)
        {
            case JsonArray array:
                foreach (var item in array)
                {
                    Shuffle(item, random);
                }

                break;
            case JsonObject members:
                var all = members.ToArray();
                random.Shuffle(all);
                members.Clear();
                foreach (var (name, value) in all)
                {
                    Shuffle(value, random);
                    members[name] = value;
                }

                break;
        }
    }

    private static List<string> Python(IEnumerable<string> lines)
    {
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("GCOMPUTE_PYTHON") ?? (OperatingSystem.IsWindows() ? "python" : "/usr/bin/python3"), ["-I", "-S", "-c", Script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = new UTF8Encoding(false),
        };
        using var python = Process.Start(start)!;
        var output = python.StandardOutput.ReadToEndAsync();
        foreach (var line in lines)
        {
            python.StandardInput.Write(line + "\n");
        }

        python.StandardInput.Close();
        var answers = output.GetAwaiter().GetResult();
        python.WaitForExit();
        Assert.Equal(0, python.ExitCode);
        return [.. answers.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.TrimEnd('\r'))];
    }
}
