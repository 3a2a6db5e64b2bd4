using GlobusCompute.Remote.LocalService.Tasks;
using GlobusCompute.Remote.Shared.Display;
using Microsoft.AspNetCore.Http;

namespace GlobusCompute.Remote.LocalService.Dashboard.Data;

/// <summary>Which tasks are wanted.</summary>
/// <param name="State">A word of <see cref="StateText"/>; null for all.</param>
/// <param name="Text">What the function's name, an id, the user or the failure has to hold, whatever the case; null for anything.</param>
/// <param name="FunctionId">The function; null for all.</param>
/// <param name="Worker">The number of the worker; null for all.</param>
internal sealed record TaskFilter(string? State, string? Text, Guid? FunctionId, int? Worker)
{
    private const int MaxTextLength = 200;

    /// <exception cref="DashboardException">A parameter cannot be used.</exception>
    public static TaskFilter Parse(IQueryCollection query)
    {
        var state = query["state"].ToString();
        if (state is not ("" or StateText.Waiting or StateText.Running or StateText.Succeeded or StateText.Failed))
        {
            throw QueryText.Refuse("state", $"one of {StateText.Waiting}, {StateText.Running}, {StateText.Succeeded} and {StateText.Failed}");
        }

        var text = query["q"].ToString().Trim();
        if (text.Length > MaxTextLength)
        {
            throw QueryText.Refuse("q", $"at most {MaxTextLength} characters");
        }

        var function = query["function"].ToString();
        return new TaskFilter(
            state.Length == 0 ? null : state,
            text.Length == 0 ? null : text,
            function.Length == 0 ? null : Guid.TryParse(function, out var id) ? id : throw QueryText.Refuse("function", "a UUID"),
            query["worker"].ToString().Length == 0 ? null : (int)QueryText.Number(query, "worker", 0, int.MaxValue));
    }

    public static string StateOf(LocalTask task) =>
        task.Result is { } result ? result.IsError ? StateText.Failed : StateText.Succeeded
        : task.State == TaskState.Running ? StateText.Running
        : StateText.Waiting;

    public bool Takes(LocalTask task) =>
        (State is null || State == StateOf(task))
        && (FunctionId is null || FunctionId == task.FunctionId)
        && (Worker is null || Worker == task.Worker)
        && (Text is null || Holds(task, Text));

    private static bool Holds(LocalTask task, string text)
    {
        if (task.FunctionName.Contains(text, StringComparison.OrdinalIgnoreCase)
            || task.Batch.User.Contains(text, StringComparison.OrdinalIgnoreCase)
            || task.Failure?.Contains(text, StringComparison.OrdinalIgnoreCase) == true)
        {
            return true;
        }

        Span<char> id = stackalloc char[36];
        return Begins(task.Id, id, text) || Begins(task.GroupId, id, text) || Begins(task.Batch.RequestId, id, text) || Begins(task.FunctionId, id, text);
    }

    private static bool Begins(Guid id, Span<char> buffer, string text) =>
        id.TryFormat(buffer, out _) && ((ReadOnlySpan<char>)buffer).StartsWith(text, StringComparison.OrdinalIgnoreCase);
}
