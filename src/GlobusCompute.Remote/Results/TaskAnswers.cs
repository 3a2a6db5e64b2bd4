using System.Text;
using System.Text.Json;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Wire;

namespace GlobusCompute.Remote.Results;

/// <summary>Reads what the service says of tasks (protocol.md §3.7).</summary>
internal static class TaskAnswers
{
    /// <summary>
    /// Gets a result or a failure's text as UTF-8, in which an unpaired surrogate is kept. Works in place, so it must be called once for each text.
    /// </summary>
    public static ReadOnlySpan<byte> Text(JsonText? text)
    {
        if (text is not var (content, hasEscapes))
        {
            return default;
        }

        return hasEscapes ? content.Span[..JsonStringText.Unescape(content.Span, content.Span)] : content.Span;
    }

    /// <summary>Gets the details of the result.</summary>
    public static ExecutionFacts Facts(in TaskStatusEntry task)
    {
        var facts = default(ExecutionFactsReader);
        if (!task.Details.IsEmpty)
        {
            var reader = new Utf8JsonReader(task.Details.Span, WireReading.ReaderOptions);
            reader.Read();
            facts.ReadDetails(ref reader);
        }

        return facts.Facts;
    }

    /// <summary>Reads a task for an app that asks for it.</summary>
    public static ComputeTaskInfo Read(in TaskStatusEntry task, ComputeNaming naming)
    {
        var state = task.State switch
        {
            TaskState.Pending => ComputeTaskState.Pending,
            TaskState.Succeeded => ComputeTaskState.Succeeded,
            _ => ComputeTaskState.Failed,
        };
        var text = Text(task.Text);
        return new ComputeTaskInfo(
            task.TaskId,
            state,
            task.Word is { } word ? ToText(Text(word)) : null,
            state == ComputeTaskState.Succeeded ? text.ToArray() : null,
            state == ComputeTaskState.Failed ? ToText(text) : null,
            task.CompletedAt,
            Facts(task),
            task.EndpointId,
            naming);
    }

    /// <summary>Reads one task for each that was requested; one of which the answer says nothing is pending.</summary>
    public static IReadOnlyDictionary<Guid, ComputeTaskInfo> Read(IReadOnlyList<TaskStatusEntry> answer, IReadOnlyList<Guid> taskIds, ComputeNaming naming)
    {
        var tasks = taskIds.Distinct().ToDictionary(
            static id => id, id => new ComputeTaskInfo(id, ComputeTaskState.Pending, null, null, null, null, default, null, naming));
        foreach (var task in answer)
        {
            // Ids are compared as such, not as text (protocol.md §9, trap 22).
            if (tasks.ContainsKey(task.TaskId))
            {
                tasks[task.TaskId] = Read(task, naming);
            }
        }

        return tasks;
    }

    private static string ToText(ReadOnlySpan<byte> text)
    {
        try
        {
            return JsonStringText.ToText(text);
        }
        catch (PayloadException)
        {
            // Not UTF-8: what can be read of it.
            return Encoding.UTF8.GetString(text);
        }
    }
}
