using System.Globalization;
using System.Text.Json;
using GlobusCompute.Remote.Chaos.Plan;

namespace GlobusCompute.Remote.Chaos.Service;

/// <summary>The calls of a submission, by function, in the order in which they were sent.</summary>
internal sealed class SubmittedBatch
{
    private const string ArgumentsHeader = "11\n[";

    public required Guid Group { get; init; }

    public required IReadOnlyList<(Guid Function, CallKind Kind, long[] Numbers)> Functions { get; init; }

    public static SubmittedBatch Parse(byte[] body, Func<Guid, CallKind> kindOf)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        return new SubmittedBatch
        {
            Group = root.GetProperty("task_group_id").GetGuid(),
            Functions =
            [
                .. root.GetProperty("tasks").EnumerateObject().Select(function =>
                {
                    var id = Guid.Parse(function.Name);
                    return (id, kindOf(id), function.Value.EnumerateArray().Select(static task => NumberOf(task.GetString()!)).ToArray());
                }),
            ],
        };
    }

    // The number is the first of the arguments.
    private static long NumberOf(string task)
    {
        var start = task.IndexOf(ArgumentsHeader, StringComparison.Ordinal) + ArgumentsHeader.Length;
        var end = task.AsSpan(start).IndexOfAny(',', ']') + start;
        return long.Parse(task.AsSpan(start, end - start), NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
