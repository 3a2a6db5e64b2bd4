using System.Text.Json;

namespace GlobusCompute.Remote.Testing.Server;

/// <summary>The functions that clients have registered, as they have described them.</summary>
internal sealed class FakeFunctions
{
    private readonly object _lock = new();
    private readonly Dictionary<Guid, JsonElement> _functions = [];
    private readonly HashSet<Guid> _deleted = [];

    /// <summary>Registers a function.</summary>
    /// <param name="body">The request (protocol.md §3.5).</param>
    public HttpResponseMessage Register(JsonElement body)
    {
        var id = Guid.NewGuid();
        lock (_lock)
        {
            _functions[id] = body.Clone();
        }

        return Answer.Json($$"""{"function_uuid":"{{id}}"}""");
    }

    /// <summary>Gets the Python name of a function; null for one that was registered elsewhere.</summary>
    public string? NameOf(Guid id) => Find(id) is { } function && function.TryGetProperty("function_name", out var name) ? name.GetString() : null;

    /// <summary>Finds a function of a batch that was deleted.</summary>
    public Guid? FindDeleted(JsonElement body)
    {
        lock (_lock)
        {
            foreach (var function in body.GetProperty("tasks").EnumerateObject())
            {
                if (Guid.TryParse(function.Name, out var id) && _deleted.Contains(id))
                {
                    return id;
                }
            }
        }

        return null;
    }

    public HttpResponseMessage AnswerFunction(Guid id) => Find(id) is not { } function ? NotFound(id) : Answer.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("function_uuid", id);
        foreach (var member in function.EnumerateObject())
        {
            // What a registration calls "meta" in its third version is "metadata" in answers.
            if (member.Name is "meta" or "metadata")
            {
                writer.WritePropertyName("metadata");
                member.Value.WriteTo(writer);
            }
            else if (member.Name is "function_name" or "function_code" or "description")
            {
                member.WriteTo(writer);
            }
        }

        writer.WriteEndObject();
    });

    public HttpResponseMessage Delete(Guid id)
    {
        lock (_lock)
        {
            return _functions.Remove(id) && _deleted.Add(id) ? Answer.Deleted() : NotFound(id);
        }
    }

    private static HttpResponseMessage NotFound(Guid id) => Answer.NotFound("FUNCTION_NOT_FOUND", "Function", id);

    private JsonElement? Find(Guid id)
    {
        lock (_lock)
        {
            return _functions.TryGetValue(id, out var function) ? function : null;
        }
    }
}
