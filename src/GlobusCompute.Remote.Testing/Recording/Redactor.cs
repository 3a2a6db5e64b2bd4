using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using GlobusCompute.Remote.Filters;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Testing.Recording;

/// <summary>Takes secrets out of what is recorded: the texts of sensitive arguments wherever they come back, and what the app's callback finds.</summary>
/// <param name="redact">The app's callback; null for none.</param>
internal sealed class Redactor(Func<string, string>? redact)
{
    // Shorter texts are in everything.
    private const int ShortestSecret = 4;
    private const int Deepest = 200;

    // A longer one may have been cut.
    private const int LongestShown = 900;

    private static readonly PayloadRules s_rules = PayloadRules.ForBuiltInShapes(ComputeNaming.SnakeCase);
    private static readonly JsonReaderOptions s_reading = new() { MaxDepth = 1000 };

    /// <summary>Gets the texts of a call that must not be recorded.</summary>
    public static IReadOnlyList<string> SecretsOf(ComputeCallContext context)
    {
        var secrets = new List<string>();
        foreach (var argument in context.Arguments.Where(static argument => argument.IsSensitive))
        {
            Collect(argument.Value, secrets);
        }

        // The longest first: one may be a part of another.
        return [.. secrets.Where(static secret => secret.Length >= ShortestSecret).Distinct().OrderByDescending(static secret => secret.Length)];
    }

    /// <summary>Redacts a serialized value.</summary>
    public RecordedPayload Value(string text, IReadOnlyList<string> secrets)
    {
        if (redact is null && secrets.Count == 0)
        {
            return new RecordedPayload(text);
        }

        var payload = new RecordedPayload(text);
        if (payload.Json is { } json)
        {
            return RecordedPayload.OfJson(Json(json, secrets));
        }

        // A text in another form cannot be changed. If there is something to change, or nobody can tell, it is left out.
        return IsClean(text, secrets) ? payload : RecordedPayload.Withheld;
    }

    /// <summary>Redacts a text.</summary>
    public string Text(string text, IReadOnlyList<string> secrets)
    {
        foreach (var secret in secrets)
        {
            text = text.Replace(secret, CallDetails.Withheld, StringComparison.Ordinal);
        }

        return redact is null
            ? text
            : redact(text) ?? throw new InvalidOperationException($"{nameof(ComputeRecordingOptions)}.{nameof(ComputeRecordingOptions.Redact)} returned null.");
    }

    private static void Collect(object? value, List<string> secrets)
    {
        switch (value)
        {
            case string text:
                secrets.Add(text);
                break;
            case System.Collections.IEnumerable items:
                foreach (var item in items)
                {
                    if (item is string or System.Collections.IEnumerable)
                    {
                        Collect(item, secrets);
                    }
                }

                break;
            default:
                break;
        }
    }

    // The strings are exchanged one by one; all else, such as the digits of numbers, stays as it is written.
    private string Json(string json, IReadOnlyList<string> secrets)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var reader = new Utf8JsonReader(bytes, s_reading);
        var result = new StringBuilder();
        var copied = 0;
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
            {
                continue;
            }

            var text = TextOf(ref reader);
            var redacted = Text(text, secrets);
            if (redacted == text)
            {
                continue;
            }

            var start = (int)reader.TokenStartIndex;
            result.Append(Encoding.UTF8.GetString(bytes.AsSpan(copied..start)));
            result.Append('"').Append(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(redacted)).Append('"');
            copied = start + reader.ValueSpan.Length + 2;
        }

        return result.Append(Encoding.UTF8.GetString(bytes.AsSpan(copied))).ToString();
    }

    private static string TextOf(ref Utf8JsonReader reader)
    {
        var buffer = reader.ValueSpan.ToArray();
        return JsonStringText.ToText(buffer.AsSpan(0, JsonStringText.Unescape(buffer, buffer)));
    }

    private bool IsClean(string text, IReadOnlyList<string> secrets)
    {
        try
        {
            return IsClean(ResultReader.Read<PythonValue>(Encoding.UTF8.GetBytes(text), s_rules, allowNull: true), secrets, 0);
        }
        catch (PayloadException)
        {
            return false;
        }
    }

    private bool IsClean(PythonValue value, IReadOnlyList<string> secrets, int depth) => depth < Deepest && value.Kind switch
    {
        PythonKind.List or PythonKind.Tuple or PythonKind.Set => value.Items.All(item => IsClean(item, secrets, depth + 1)),
        PythonKind.Dictionary => value.Entries.All(entry => IsClean(entry.Key, secrets, depth + 1) && IsClean(entry.Value, secrets, depth + 1)),
        PythonKind.Array when value is PythonArray { Type.KindCode: 'b' or 'i' or 'u' or 'f' or 'c' or 'm' or 'M' } => true,
        PythonKind.Text => value.As<string>() is var text && Text(text, secrets) == text,
        _ => value.ToString() is { Length: < LongestShown } shown && Text(shown, secrets) == shown,
    };
}
