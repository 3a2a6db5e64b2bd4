using System.Net;
using System.Text;
using System.Text.Json;

namespace GlobusCompute.Remote.Testing.Server;

/// <summary>Answers of the service.</summary>
internal static class Answer
{
    public static HttpResponseMessage Json(string text, HttpStatusCode status = HttpStatusCode.OK) => new(status)
    {
        Content = new StringContent(text, Encoding.UTF8, "application/json"),
    };

    public static HttpResponseMessage Json(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            write(writer);
        }

        return Json(Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
    }

    /// <summary>An error, in the form of the service (protocol.md §3.3).</summary>
    public static HttpResponseMessage Problem(HttpStatusCode status, string code, string reason)
    {
        var answer = Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("status", "Failed");
            writer.WriteString("code", code);
            writer.WriteString("detail", reason);
            writer.WriteNumber("http_status_code", (int)status);
            writer.WriteEndObject();
        });
        answer.StatusCode = status;
        return answer;
    }

    /// <summary>What the service says of what it does not know.</summary>
    public static HttpResponseMessage NotFound(string code, string what, Guid id) =>
        Problem(HttpStatusCode.NotFound, code, $"{what} {id} could not be resolved.");

    /// <summary>What the service says after it has deleted something (protocol.md §3.4).</summary>
    public static HttpResponseMessage Deleted() => Json("""{"result":302}""");
}
