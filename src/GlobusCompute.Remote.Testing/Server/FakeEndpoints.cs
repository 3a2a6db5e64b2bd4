using System.Text.Json;
using GlobusCompute.Remote.Models;

namespace GlobusCompute.Remote.Testing.Server;

/// <summary>The endpoints: every id is one until it is deleted, and one is the caller's own.</summary>
internal sealed class FakeEndpoints(TimeProvider time, Guid ownId)
{
    private static readonly Guid s_owner = new("5f3a1f0c-6b0e-4c59-9d8e-000000000001");

    private readonly object _lock = new();
    private readonly Dictionary<Guid, ComputeEndpointStatus> _statuses = [];
    private readonly HashSet<Guid> _deleted = [];
    private ComputeEndpointStatus _status = new("online");

    /// <summary>Gets or sets the status of the endpoints that have none of their own.</summary>
    public ComputeEndpointStatus Status
    {
        get
        {
            lock (_lock)
            {
                return _status;
            }
        }

        set
        {
            lock (_lock)
            {
                _status = value;
            }
        }
    }

    /// <summary>Sets the status of one endpoint.</summary>
    public void SetStatus(Guid id, ComputeEndpointStatus status)
    {
        lock (_lock)
        {
            _statuses[id] = status;
        }
    }

    /// <summary>Says why an endpoint cannot answer; null when it can.</summary>
    public HttpResponseMessage? Refuse(Guid id)
    {
        lock (_lock)
        {
            return _deleted.Contains(id) ? Answer.NotFound("ENDPOINT_NOT_FOUND", "Endpoint", id) : null;
        }
    }

    public HttpResponseMessage List()
    {
        using var refusal = Refuse(ownId);
        return refusal is not null ? Answer.Json("[]") : Answer.Json(writer =>
        {
            writer.WriteStartArray();
            WriteStart(writer, ownId);
            writer.WriteString("owner", s_owner);
            writer.WriteEndObject();
            writer.WriteEndArray();
        });
    }

    public HttpResponseMessage Describe(Guid id) => Refuse(id) ?? Answer.Json(writer =>
    {
        WriteStart(writer, id);
        writer.WriteBoolean("multi_user", false);
        writer.WriteBoolean("high_assurance", false);
        writer.WriteBoolean("public", false);
        writer.WriteEndObject();
    });

    public HttpResponseMessage AnswerStatus(Guid id)
    {
        ComputeEndpointStatus status;
        lock (_lock)
        {
            status = _statuses.GetValueOrDefault(id, _status);
        }

        return Refuse(id) ?? Answer.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("status", status.Status);
            writer.WriteStartObject("details");
            WriteCount(writer, "total_workers", status.TotalWorkers);
            WriteCount(writer, "idle_workers", status.IdleWorkers);
            WriteCount(writer, "pending_tasks", status.PendingTasks);
            WriteCount(writer, "outstanding_tasks", status.OutstandingTasks);
            WriteCount(writer, "managers", status.Managers);
            writer.WriteEndObject();
            writer.WriteEndObject();
        });
    }

    public HttpResponseMessage ListFunctions(Guid id) => Refuse(id) ?? Answer.Json($$"""{"endpoint_id":"{{id}}","restricted":false}""");

    public HttpResponseMessage Stop(Guid id)
    {
        if (Refuse(id) is { } refusal)
        {
            return refusal;
        }

        SetStatus(id, new ComputeEndpointStatus("offline"));
        return Answer.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("endpoint_id", id);
            writer.WriteString("lock_expiration_timestamp", time.GetUtcNow().AddMinutes(1));
            writer.WriteEndObject();
        });
    }

    public HttpResponseMessage Delete(Guid id)
    {
        lock (_lock)
        {
            return _deleted.Add(id) ? Answer.Deleted() : Answer.NotFound("ENDPOINT_NOT_FOUND", "Endpoint", id);
        }
    }

    private static void WriteStart(Utf8JsonWriter writer, Guid id)
    {
        writer.WriteStartObject();
        writer.WriteString("uuid", id);
        writer.WriteString("name", "fake");
        writer.WriteString("display_name", "Fake endpoint");
    }

    private static void WriteCount(Utf8JsonWriter writer, string name, int? count)
    {
        if (count is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }
}
