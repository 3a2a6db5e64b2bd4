using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Formats;
using Xunit;

namespace GlobusCompute.Remote.Tests.Serialization;

/// <summary>The recorded JSON payloads and submit bodies of the Python client.</summary>
public sealed partial class PayloadVectorTests
{
    private static readonly Dictionary<string, JsonElement> s_payloads = Payload.Vectors("payloads.json").GetProperty("payloads").EnumerateArray()
        .Where(p => p.GetProperty("json").ValueKind == JsonValueKind.String)
        .ToDictionary(p => p.GetProperty("name").GetString()!);

    private static readonly Dictionary<string, JsonElement> s_submits = Payload.Vectors("submits.json").GetProperty("submits").EnumerateArray()
        .Where(s => s.GetProperty("data_strategy").GetString() == "JSONData" && s.GetProperty("tasks").ValueKind == JsonValueKind.Array && s.TryGetProperty("body", out var body) && body.ValueKind == JsonValueKind.Object)
        .ToDictionary(s => s.GetProperty("name").GetString()!);

    public static TheoryData<string> Payloads => [.. s_payloads.Keys];

    public static TheoryData<string> Submits => [.. s_submits.Keys];

    [Fact]
    public void The_vectors_hold_what_these_tests_are_about()
    {
        Assert.Equal(111, s_payloads.Count);
        Assert.Equal(12, s_submits.Count);
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void A_JSON_payload_reads_as_the_value_that_Python_reads(string name)
    {
        var vector = s_payloads[name];
        var value = ResultReader.Read<object?>(Utf8(vector), Payload.BuiltIn, allowNull: true);

        switch (Readback(vector))
        {
            case var description when description.TryGetProperty("sha256_utf8", out var hash):
                Assert.Equal(hash.GetString(), Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes((string)value!))), ignoreCase: true);
                break;
            case var description when description.GetProperty("t").GetString() == "nested":
                Assert.Equal(description.GetProperty("depth").GetInt32() + (description.TryGetProperty("innermost", out _) ? 1 : 0), Depth(value));
                break;
            case var description:
                Assert.Equal(Described.From(description), Described.Of(value));
                break;
        }
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void A_value_read_from_Python_is_written_back_as_the_same_text_up_to_float_spelling(string name)
    {
        var text = s_payloads[name].GetProperty("json").GetString()![3..];
        var value = Payload.Read<object?>(text, allowNull: true, Payload.BuiltIn);

        if (text.StartsWith(new string('[', 901), StringComparison.Ordinal))
        {
            // It is read, and a worker could not read it.
            Assert.Contains("900 levels", Payload.WriteFails(value, Payload.BuiltIn).Message, StringComparison.Ordinal);
            return;
        }

        Assert.Equal(PythonFloats(text), PythonFloats(Payload.Write(value, Payload.BuiltIn)));
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void A_JSON_payload_reads_into_its_natural_type(string name)
    {
        var vector = s_payloads[name];
        var description = Readback(vector);
        var payload = Utf8(vector);
        switch (description.GetProperty("t").GetString())
        {
            case "int":
                var exact = BigInteger.Parse(description.GetProperty("v").GetString()!, CultureInfo.InvariantCulture);
                Assert.Equal(exact, ResultReader.Read<BigInteger>(payload, Payload.BuiltIn, allowNull: false));
                AssertInteger<int>(payload, exact);
                AssertInteger<long>(payload, exact);
                AssertInteger<ulong>(payload, exact);
                AssertInteger<Int128>(payload, exact);
                break;
            case "float":
                Assert.Equal(Described.From(description), Described.Of(ResultReader.Read<double>(payload, Payload.BuiltIn, allowNull: false)));
                Assert.Throws<PayloadException>(() => ResultReader.Read<long>(payload, Payload.BuiltIn, allowNull: false));
                break;
            case "bool":
                Assert.Equal(description.GetProperty("v").GetBoolean(), ResultReader.Read<bool>(payload, Payload.BuiltIn, allowNull: false));
                break;
            case "str" when !description.TryGetProperty("sha256_utf8", out _):
                Assert.Equal(Described.From(description), Described.Of(ResultReader.Read<string>(payload, Payload.BuiltIn, allowNull: false)));
                break;
            case "dict":
                Assert.Equal(Described.From(description), Described.Of(ResultReader.Read<Dictionary<string, object?>>(payload, Payload.BuiltIn, allowNull: false)));
                break;
            case "list":
                Assert.Equal(Described.From(description), Described.Of(ResultReader.Read<List<object?>>(payload, Payload.BuiltIn, allowNull: false)));
                break;
        }
    }

    [Theory]
    [MemberData(nameof(Submits))]
    public void Arguments_pack_into_the_task_strings_of_the_Python_client(string name)
    {
        var vector = s_submits[name];
        var expected = vector.GetProperty("body").GetProperty("tasks").EnumerateObject().SelectMany(f => f.Value.EnumerateArray()).Select(t => t.GetString()!).ToList();
        var calls = vector.GetProperty("tasks").EnumerateArray().ToList();

        Assert.Equal(expected.Count, calls.Count);
        for (var i = 0; i < calls.Count; i++)
        {
            var call = calls[i];
            var task = Payload.Task(
                writer =>
                {
                    foreach (var argument in call.GetProperty("args").GetProperty("items").EnumerateArray())
                    {
                        writer.Positional(Described.Value(argument));
                    }

                    foreach (var argument in call.GetProperty("kwargs").GetProperty("items").EnumerateArray())
                    {
                        writer.Keyword(argument[0].GetProperty("v").GetString()!, Described.Value(argument[1]));
                    }
                },
                Payload.BuiltIn);

            Assert.Equal(
                PackedBuffers.Unpack(expected[i]).Select(PythonFloats),
                PackedBuffers.Unpack(task).Select(PythonFloats));
            if (name != "floats")
            {
                Assert.Equal(expected[i], task);
            }
        }
    }

    private static void AssertInteger<T>(byte[] payload, BigInteger exact)
        where T : struct, INumber<T>, IMinMaxValue<T>
    {
        if (exact >= BigInteger.CreateChecked(T.MinValue) && exact <= BigInteger.CreateChecked(T.MaxValue))
        {
            Assert.Equal(T.CreateChecked(exact), ResultReader.Read<T>(payload, Payload.BuiltIn, allowNull: false));
        }
        else
        {
            Assert.Contains("BigInteger takes any", Assert.Throws<PayloadException>(() => ResultReader.Read<T>(payload, Payload.BuiltIn, allowNull: false)).Message, StringComparison.Ordinal);
        }
    }

    private static byte[] Utf8(JsonElement vector) => Encoding.UTF8.GetBytes(vector.GetProperty("json").GetString()!);

    // Deep values are described by their depth alone.
    private static JsonElement Readback(JsonElement vector) =>
        vector.TryGetProperty("json_reads_back_as", out var description) && description.ValueKind == JsonValueKind.Object ? description : vector.GetProperty("value");

    private static int Depth(object? value)
    {
        var depth = 0;
        while (value is List<object?> or Dictionary<string, object?>)
        {
            depth++;
            value = value is List<object?> list ? list.FirstOrDefault() : ((Dictionary<string, object?>)value).Values.FirstOrDefault();
        }

        return depth;
    }

    /// <summary>Python and .NET write the same shortest digits, with the exponent at other places: 1e+16 and 1E+16, 1000000000000000.0 and 1E+15.</summary>
    private static string PythonFloats(string json) => Tokens().Replace(json, token =>
        token.Value[0] == '"' || !token.Value.AsSpan().ContainsAny(".eE") ? token.Value : "bits " + BitConverter.DoubleToInt64Bits(double.Parse(token.Value, CultureInfo.InvariantCulture)));

    [GeneratedRegex("""
        "(?:\\.|[^"\\])*"|-?[0-9][-+0-9.eE]*
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Tokens();
}
