using System.Text.Json;
using GlobusCompute.Remote.LocalService.Tasks;
using Microsoft.AspNetCore.Http;

namespace GlobusCompute.Remote.LocalService.Dashboard.Data;

/// <summary>The registered functions, with the numbers and times of their tasks.</summary>
internal sealed class FunctionData(DashboardSources sources)
{
    private const int MaxFunctions = 1000;
    private const int MaxNameLength = 200;
    private const int MaxDescriptionLength = 2000;
    private const int MaxSourceLength = 50_000;

    /// <summary>Writes all functions, those with the most tasks first.</summary>
    public void WriteAll(Utf8JsonWriter writer)
    {
        var functions = sources.Functions.All
            .OrderByDescending(static function => function.Tally.Submitted)
            .ThenBy(static function => function.Name, StringComparer.Ordinal)
            .ToList();
        writer.WriteString("leftOut"u8, functions.Count > MaxFunctions ? DisplayText.Of(functions.Count - MaxFunctions) : null);
        writer.WriteStartArray("functions"u8);
        foreach (var function in functions.Take(MaxFunctions))
        {
            writer.WriteStartObject();
            Write(writer, function);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <exception cref="DashboardException">The function is not known.</exception>
    public void WriteOne(Utf8JsonWriter writer, Guid id)
    {
        if (!sources.Functions.TryGet(id, out var function))
        {
            throw new DashboardException(StatusCodes.Status404NotFound, $"The service does not have a function {id}.");
        }

        writer.WriteStartObject("function"u8);
        Write(writer, function);
        writer.WriteString("description"u8, function.Description is { } text ? DisplayText.Clip(text, MaxDescriptionLength) : null);
        writer.WriteString("owner"u8, function.Owner is { } owner ? DisplayText.Clip(owner, MaxNameLength) : null);
        writer.WriteString("source"u8, PayloadText.OfCode(function.Code) is { } source ? DisplayText.Clip(source, MaxSourceLength) : null);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, FunctionRecord function)
    {
        var (submitted, numbers) = (function.Tally.Submitted, function.Tally.Read());
        writer.WriteString("id"u8, function.Id);
        writer.WriteString("name"u8, DisplayText.Clip(function.Name, MaxNameLength));
        writer.WriteString("active"u8, DisplayText.Of(Math.Max(0, submitted - numbers.Finished)));
        writer.WriteString("succeeded"u8, DisplayText.Of(numbers.Succeeded));
        writer.WriteString("failed"u8, DisplayText.Of(numbers.Failed));
        writer.WriteBoolean("hasFailed"u8, numbers.Failed > 0);
        writer.WriteString("queue"u8, DisplayText.Of(numbers.MeanWait));
        writer.WriteString("run"u8, DisplayText.Of(numbers.MeanRun));
        writer.WriteString("longest"u8, DisplayText.Of(numbers.Timed == 0 ? (TimeSpan?)null : numbers.LongestRun));
        writer.WriteString("last"u8, numbers.Finished == 0 ? null : DisplayText.TimeOf(numbers.LastFinishedAt));
    }
}
