using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace GlobusCompute.Remote.Testing.Server;

/// <summary>The tasks of the service, and who waits for their results.</summary>
internal sealed class FakeTasks(TimeProvider time)
{
    private readonly object _lock = new();
    private readonly Dictionary<Guid, FakeTask> _tasks = [];
    private readonly Dictionary<Guid, List<FakeTask>> _groups = [];
    private TaskCompletionSource _news = NewSignal();

    /// <summary>Gets or sets what makes the id of a task, from its function and its arguments; null for random ones.</summary>
    public Func<Guid, string, Guid>? NewTaskId { get; set; }

    public bool TryGet(Guid id, [NotNullWhen(true)] out FakeTask? task)
    {
        lock (_lock)
        {
            return _tasks.TryGetValue(id, out task);
        }
    }

    /// <summary>Ends a task.</summary>
    /// <returns>False when it had ended.</returns>
    public bool TryComplete(Guid taskId, FakeTaskResult result)
    {
        lock (_lock)
        {
            var task = _tasks[taskId];
            if (task.Result is not null)
            {
                return false;
            }

            task.Result = result;
            task.CompletedAt = time.GetUtcNow();
        }

        Announce();
        return true;
    }

    /// <summary>Answers who waits for news.</summary>
    public void Announce()
    {
        TaskCompletionSource news;
        lock (_lock)
        {
            (news, _news) = (_news, NewSignal());
        }

        news.SetResult();
    }

    /// <summary>Accepts a batch (protocol.md §3.6).</summary>
    /// <param name="endpointId">The endpoint.</param>
    /// <param name="body">The request.</param>
    public HttpResponseMessage Accept(Guid endpointId, JsonElement body)
    {
        var group = body.TryGetProperty("task_group_id", out var named) && named.TryGetGuid(out var id) ? id : Guid.NewGuid();
        return Answer.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("request_id", Guid.NewGuid());
            writer.WriteString("task_group_id", group);
            writer.WriteStartObject("tasks");
            foreach (var function in body.GetProperty("tasks").EnumerateObject())
            {
                writer.WriteStartArray(function.Name);
                foreach (var arguments in function.Value.EnumerateArray())
                {
                    var (functionId, text) = (Guid.Parse(function.Name), arguments.GetString()!);
                    var taskId = NewTaskId?.Invoke(functionId, text) ?? Guid.NewGuid();
                    var task = new FakeTask(taskId, endpointId, functionId, group, text, time.GetUtcNow());
                    Add(task);
                    writer.WriteStringValue(task.Id);
                }

                writer.WriteEndArray();
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        });
    }

    /// <summary>Waits until there are news of one of the tasks, so that no client polls in vain and none needs a timer.</summary>
    public async Task WaitForNewsAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        Task news;
        lock (_lock)
        {
            if (ids.Any(id => !_tasks.TryGetValue(id, out var task) || task.Result is not null))
            {
                return;
            }

            news = _news.Task;
        }

        await news.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Answers a question for results.</summary>
    public HttpResponseMessage AnswerResults(IReadOnlyList<Guid> ids) =>
        Answer.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("response", "batch");
            writer.WriteStartObject("results");
            foreach (var id in ids)
            {
                writer.WritePropertyName(id.ToString("D"));
                Write(writer, id);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        });

    /// <summary>Waits for news of any task.</summary>
    public Task WhenNews()
    {
        lock (_lock)
        {
            return _news.Task;
        }
    }

    public HttpResponseMessage AnswerTask(Guid id) =>
        TryGet(id, out _) ? Answer.Json(writer => Write(writer, id)) : Answer.NotFound("TASK_NOT_FOUND", "Task", id);

    public HttpResponseMessage AnswerGroup(Guid id)
    {
        FakeTask[] tasks;
        lock (_lock)
        {
            tasks = _groups.TryGetValue(id, out var group) ? [.. group] : [];
        }

        return tasks.Length == 0 ? Answer.NotFound("TASK_GROUP_NOT_FOUND", "Task group", id) : Answer.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("taskgroup_id", id);
            writer.WriteStartArray("tasks");
            foreach (var task in tasks)
            {
                writer.WriteStartObject();
                writer.WriteString("id", task.Id);
                writer.WriteString("created_at", task.CreatedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture));
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Add(FakeTask task)
    {
        lock (_lock)
        {
            _tasks.Add(task.Id, task);
            if (!_groups.TryGetValue(task.GroupId, out var group))
            {
                _groups.Add(task.GroupId, group = []);
            }

            group.Add(task);
        }
    }

    private void Write(Utf8JsonWriter writer, Guid id)
    {
        FakeTask? task;
        FakeTaskResult? result;
        lock (_lock)
        {
            _tasks.TryGetValue(id, out task);
            result = task?.Result;
        }

        writer.WriteStartObject();
        writer.WriteString("task_id", id);
        if (task is null)
        {
            writer.WriteString("status", "failed");
            writer.WriteString("reason", $"Task {id} could not be resolved.");
        }
        else if (result is null)
        {
            writer.WriteString("status", "running");
        }
        else
        {
            writer.WriteString("status", result.IsFailure ? "failed" : "success");
            writer.WriteString(result.IsFailure ? "exception" : "result", result.Text);
            var seconds = (task.CompletedAt - DateTimeOffset.UnixEpoch).TotalSeconds;
            writer.WriteString("completion_t", seconds.ToString("F6", CultureInfo.InvariantCulture));
            writer.WriteStartObject("details");
            writer.WriteString("endpoint_id", task.EndpointId);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
