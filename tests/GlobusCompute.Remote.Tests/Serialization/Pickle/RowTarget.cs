using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Python;
using Xunit;

namespace GlobusCompute.Remote.Tests.Serialization.Pickle;

/// <summary>A type that rows are read into.</summary>
/// <param name="Compare">Compares what both readers make of a pickle, and tells whether rows were read without values in between.</param>
/// <param name="CompareJson">The same of JSON text.</param>
internal sealed record RowTarget(Func<byte[], PayloadRules, bool> Compare, Func<byte[], PayloadRules, bool> CompareJson)
{
    private static readonly JsonSerializerOptions s_show = new()
    {
        IncludeFields = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        ReferenceHandler = ReferenceHandler.IgnoreCycles,
        Converters = { new ShowText(), new ShowPython() },
    };

    public static RowTarget Of<T>() => new(
        static (pickle, rules) =>
        {
            var isDirect = rules.RowsOf<T>() is { } rows && IsDirect<T>(pickle, rows, rules);
            CompareOutcomes<T>(RowPickles.Payload(pickle), rules);
            return isDirect;
        },
        static (text, rules) =>
        {
            var isDirect = rules.RowsOf<T>() is { } rows && IsDirectJson<T>(text, rows, rules);
            CompareOutcomes<T>([.. "11\n"u8, .. text], rules);
            return isDirect;
        });

    private static void CompareOutcomes<T>(byte[] payload, PayloadRules rules)
    {
        var direct = Outcome<T>(payload, rules);
        RowPlan.IsOff = true;
        try
        {
            var general = Outcome<T>(payload, rules);
            if (general != direct)
            {
                Assert.Fail($"{TypeNames.Of(typeof(T))} of {Encoding.Latin1.GetString(payload)}\nis\n{direct}\nand not\n{general}");
            }
        }
        finally
        {
            RowPlan.IsOff = false;
        }
    }

    private static bool IsDirect<T>(byte[] pickle, RowPlan rows, PayloadRules rules)
    {
        try
        {
            return PythonConversion.TryConvertRows<T>(pickle, rows, rules, PayloadBudget.For(pickle.Length), out _);
        }
        catch (PayloadException)
        {
            return true;
        }
    }

    private static bool IsDirectJson<T>(byte[] text, RowPlan rows, PayloadRules rules)
    {
        try
        {
            return JsonRows.TryRead<T>(text, rows, rules.Options, PayloadBudget.For(text.Length), out _);
        }
        catch (JsonException)
        {
            return true;
        }
    }

    private static string Outcome<T>(byte[] payload, PayloadRules rules)
    {
        try
        {
            return JsonSerializer.Serialize(ResultReader.Read<T>(payload, rules, allowNull: true), s_show);
        }
        catch (PayloadException e)
        {
            return $"{e.Path}: {e.Message} ({e.InnerException?.GetType()})";
        }
    }

    private sealed class ShowPython : JsonConverter<PythonValue>
    {
        public override bool CanConvert(Type typeToConvert) => typeToConvert.IsAssignableTo(typeof(PythonValue));

        public override PythonValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, PythonValue value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }

    // Lone surrogates, which System.Text.Json would write as U+FFFD.
    private sealed class ShowText : JsonConverter<string>
    {
        public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WriteStringValue(string.Join(' ', value.Select(c => char.IsSurrogate(c) ? $"u{(int)c:x4}" : c.ToString())));

        public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WritePropertyName(string.Join(' ', value.Select(c => char.IsSurrogate(c) ? $"u{(int)c:x4}" : c.ToString())));
    }
}
