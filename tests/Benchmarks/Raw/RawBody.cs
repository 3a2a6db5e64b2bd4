using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>Bodies of submit requests, as one writes them by hand (protocol.md §3.6, §4.4).</summary>
internal static class RawBody
{
    public static byte[] OfNumbers(string group, int count)
    {
        var body = new StringBuilder(Head);
        for (var i = 0; i < count; i++)
        {
            body.Append(i == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $"\"{4 + Digits(i)}\\n11\\n[{i}]5\\n11\\n{{}}\"");
        }

        return Encoding.ASCII.GetBytes(body.Append(Tail(group)).ToString());
    }

    /// <summary>Writes each text as the only argument of a task: escaped as JSON, once within the arguments and once with them, straight into one array.</summary>
    /// <returns>An array of the shared pool, and how much of it is used.</returns>
    public static ArraySegment<byte> OfTexts(string group, IReadOnlyList<string> texts)
    {
        // As long as texts of ASCII without anything to escape are.
        var body = ArrayPool<byte>.Shared.Rent(texts.Sum(static text => text.Length) + (100 * texts.Count) + 1000);
        var length = 0;
        Add(Head);
        for (var i = 0; i < texts.Count; i++)
        {
            var text = JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(texts[i]);
            Add($"{(i == 0 ? "" : ",")}\"{text.Length + 7}\\n11\\n[\\\"");
            Add(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text));
            Add("\\\"]5\\n11\\n{}\"");
        }

        Add(Tail(group));
        return new ArraySegment<byte>(body, 0, length);

        void Add(string part) => length += Encoding.UTF8.GetBytes(part, body.AsSpan(length));
    }

    private static string Head => $"{{\"tasks\":{{\"{EchoFunction.Id}\":[";

    private static string Tail(string group) => $"]}},\"create_queue\":true,\"task_group_id\":\"{group}\"}}";

    private static int Digits(int number) => number.ToString(CultureInfo.InvariantCulture).Length;
}
