using System.Text;
using System.Text.Json;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Python;
using Xunit;

namespace GlobusCompute.Remote.Tests.Serialization.Pickle;

/// <summary>Everything that the Python SDK wrote, on Python 3.11 with numpy 1.24 and on Python 3.13 with numpy 2.2.</summary>
public sealed class PickleVectorTests
{
    private static readonly string[] s_files = ["payloads.json", "payloads_py313.json"];

    private static readonly Dictionary<string, JsonElement> s_payloads = s_files
        .SelectMany(file => Payload.Vectors(file).GetProperty("payloads").EnumerateArray().Select(p => (file, p)))
        .ToDictionary(e => $"{e.file}: {e.p.GetProperty("name").GetString()}", e => e.p);

    private static readonly Dictionary<string, JsonElement> s_raw = s_files
        .SelectMany(file => Payload.Vectors(file).GetProperty("raw_pickles").EnumerateArray().Select(p => (file, p)))
        .ToDictionary(e => $"{e.file}: {e.p.GetProperty("name").GetString()}", e => e.p);

    public static TheoryData<string> Readable => [.. s_payloads.Where(p => Expect(p.Value) != "foreign").Select(p => p.Key)];

    public static TheoryData<string> Foreign => [.. s_payloads.Where(p => Expect(p.Value) == "foreign").Select(p => p.Key)];

    public static TheoryData<string> Raw => [.. s_raw.Keys];

    [Fact]
    public void The_vectors_hold_what_these_tests_are_about()
    {
        Assert.Equal(298, s_payloads.Count);
        Assert.Equal((Readable.Count, Foreign.Count), (s_payloads.Count - Foreign.Count, s_payloads.Values.Count(p => Expect(p) == "foreign")));
    }

    [Theory]
    [MemberData(nameof(Readable))]
    public void A_value_reads_back_as_it_was_from_every_payload(string name)
    {
        var vector = s_payloads[name];
        var read = 0;
        foreach (var strategy in (string[])["dill", "all", "json"])
        {
            if (vector.GetProperty(strategy).GetString() is { } payload)
            {
                // JSON beside a pickle comes first, and says less.
                var isJson = payload.StartsWith("11", StringComparison.Ordinal) || (strategy == "all" && vector.GetProperty("json").ValueKind == JsonValueKind.String);
                AssertSame(isJson ? ReadBack(vector) : vector.GetProperty("value"), vector, Python.ReadPayload(payload));
                read++;
            }
        }

        Assert.True(read >= 2);
    }

    [Theory]
    [MemberData(nameof(Raw))]
    public void A_value_reads_back_as_it_was_from_pickles_of_every_protocol(string name)
    {
        var vector = s_payloads.GetValueOrDefault(name);
        if (vector.ValueKind == JsonValueKind.Undefined)
        {
            vector = s_payloads[name.Replace("payloads_py313.json", "payloads.json", StringComparison.Ordinal)];
        }

        var foreign = Expect(vector) == "foreign";
        var read = 0;
        foreach (var pickler in (string[])["pickle", "dill"])
        {
            foreach (var protocol in s_raw[name].GetProperty(pickler).ValueKind == JsonValueKind.Object ? s_raw[name].GetProperty(pickler).EnumerateObject() : default)
            {
                if (protocol.Value.ValueKind != JsonValueKind.String)
                {
                    continue;
                }

                read++;
                var pickle = protocol.Value.GetBytesFromBase64();
                if (foreign)
                {
                    AssertOpaqueOrRefused(() => Python.Read(pickle));
                }
                else
                {
                    var value = Python.Read(pickle);
                    if (name == "payloads.json: datetime_fold" && protocol.Name[0] < '4')
                    {
                        // Python itself leaves the fold out before protocol 4.
                        Assert.False(((PythonMoment)value).Fold);
                        continue;
                    }

                    AssertSame(vector.GetProperty("value"), vector, value);
                }
            }
        }

        Assert.True(read > 0);
    }

    [Theory]
    [MemberData(nameof(Foreign))]
    public void A_foreign_object_is_opaque_or_refused(string name)
    {
        // Masked arrays are read.
        if (name.EndsWith(": np_masked", StringComparison.Ordinal))
        {
            var masked = s_payloads[name].GetProperty("dill").GetString()!;
            Assert.Equal("array([1, None, 3], dtype='<i8')", Python.ReadPayload(masked).ToString());
            Assert.Equal([1, null, 3], ResultReader.Read<int?[]>(Encoding.UTF8.GetBytes(masked), Payload.BuiltIn, allowNull: false));
            return;
        }

        foreach (var strategy in (string[])["dill", "all"])
        {
            // What JSON carries beside the pickle is plain data.
            if (s_payloads[name].GetProperty(strategy).GetString() is { } payload && !(strategy == "all" && s_payloads[name].GetProperty("json").ValueKind == JsonValueKind.String))
            {
                AssertOpaqueOrRefused(() => Python.ReadPayload(payload));
                Assert.Throws<PayloadException>(() => ResultReader.Read<double[]>(Encoding.UTF8.GetBytes(payload), Payload.BuiltIn, allowNull: false));
            }
        }
    }

    private static string Expect(JsonElement vector) => vector.GetProperty("expect").GetString()!;

    private static JsonElement ReadBack(JsonElement vector) =>
        vector.TryGetProperty("json_reads_back_as", out var description) && description.ValueKind == JsonValueKind.Object ? description : vector.GetProperty("value");

    private static void AssertOpaqueOrRefused(Func<PythonValue> read)
    {
        PythonValue value;
        try
        {
            value = read();
        }
        catch (PayloadException e)
        {
            Assert.False(string.IsNullOrWhiteSpace(e.Message));
            return;
        }

        Assert.True(HasOpaque(value, 0), $"Nothing of {value} is opaque.");
        Assert.False(string.IsNullOrEmpty(value.ToString()));
    }

    private static bool HasOpaque(PythonValue value, int depth) => value switch
    {
        PythonObject or PythonReference => true,
        PythonMapping { Factory: { } factory } when HasOpaque(factory, depth + 1) => true,
        PythonMapping or PythonSequence when depth > 5 => false,
        PythonMapping mapping => mapping.Raw.Any(e => HasOpaque(e.Key, depth + 1) || HasOpaque(e.Value, depth + 1)),
        PythonSequence sequence => sequence.Raw.Any(i => HasOpaque(i, depth + 1)),
        _ => false,
    };

    private static void AssertSame(JsonElement description, JsonElement vector, PythonValue value)
    {
        switch (description.GetProperty("t").GetString(), vector.GetProperty("name").GetString())
        {
            case ("nested", _):
                var depth = 0;
                for (var inner = value; inner is PythonSequence or PythonMapping; inner = inner is PythonSequence s ? s.Raw.FirstOrDefault() : ((PythonMapping)inner).Raw.FirstOrDefault().Value)
                {
                    depth++;
                }

                Assert.Equal(description.GetProperty("depth").GetInt32() + (description.TryGetProperty("innermost", out _) ? 1 : 0), depth);
                break;
            case (_, "slice"):
                Assert.Equal("slice(1, None, 2)", value.ToString());
                break;
            case (_, "counter"):
                Assert.Equal("Counter({'a': 2, 'b': 1, 'c': 1})".Replace("Counter(", value.TypeName == "dict" ? "" : "Counter(", StringComparison.Ordinal).TrimEnd(value.TypeName == "dict" ? ')' : ' '), value.ToString());
                break;
            default:
                Assert.Equal(Python.From(description, vector.GetProperty("type").GetString()!), Python.Of(value));
                break;
        }
    }
}
