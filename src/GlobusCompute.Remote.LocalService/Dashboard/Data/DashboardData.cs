using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace GlobusCompute.Remote.LocalService.Dashboard.Data;

/// <summary>
/// The data of each view as JSON. Numbers, times and states come as the words that the page shows, so that the page and the command line show the same.
/// Nothing is computed before a page asks.
/// </summary>
internal sealed class DashboardData(DashboardSources sources)
{
    /// <summary>The view of faults, the only one that can be changed.</summary>
    public const string Faults = "faults";

    private readonly ServiceData _service = new(sources);
    private readonly FaultData _faults = new(sources);

    /// <summary>Sets the faults to those that a page sends.</summary>
    /// <exception cref="DashboardException">They are not faults.</exception>
    public void SetFaults(JsonElement body) => _faults.Set(body);

    /// <summary>Writes the data of a view.</summary>
    /// <exception cref="DashboardException">It is not a view, its task is not known, or a parameter cannot be used.</exception>
    public async Task WriteAsync(Utf8JsonWriter writer, string name, IQueryCollection query, CancellationToken cancellationToken)
    {
        writer.WriteStartObject();
        _service.Write(writer);
        switch (name)
        {
            case "service":
                break;
            case "tasks":
                new TaskListData(sources).Write(writer, TaskFilter.Parse(query), TaskWindow.Parse(query));
                break;
            case "failures":
                new FailureData(sources).Write(writer, TaskFilter.Parse(query));
                break;
            case "functions":
                new FunctionData(sources).WriteAll(writer);
                break;
            case "workers":
                new WorkerData(sources).Write(writer);
                break;
            case "results":
                await StreamData.WriteAsync(writer, sources.Stream, cancellationToken).ConfigureAwait(false);
                break;
            case "output":
                new OutputData(sources).WriteAll(writer, query);
                break;
            case Faults:
                _faults.Write(writer);
                break;
            case var task when task.StartsWith("tasks/", StringComparison.Ordinal):
                new TaskData(sources).Write(writer, Id(task["tasks/".Length..]));
                break;
            case var function when function.StartsWith("functions/", StringComparison.Ordinal):
                new FunctionData(sources).WriteOne(writer, Id(function["functions/".Length..]));
                break;
            default:
                throw new DashboardException(StatusCodes.Status404NotFound, "The dashboard does not have that view.");
        }

        writer.WriteEndObject();
    }

    private static Guid Id(string text) =>
        Guid.TryParse(text, out var id) ? id : throw new DashboardException(StatusCodes.Status404NotFound, $"'{DisplayText.Clip(text, 100)}' is not a UUID.");
}
