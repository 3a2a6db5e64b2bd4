using System.Text.Json;
using GlobusCompute.Remote.LocalService.Faults;
using Microsoft.AspNetCore.Http;

namespace GlobusCompute.Remote.LocalService.Dashboard.Data;

/// <summary>The simulated faults, and those that can be switched on.</summary>
internal sealed class FaultData(DashboardSources sources)
{
    private const int MostRules = 100;

    /// <summary>Faults that show how an app copes, for people who do not know the words yet.</summary>
    private static readonly (string Line, string Description)[] s_suggestions =
    [
        ("status at submit status 429 retry_after 1 every 3", "Every third submission is refused because of too many requests"),
        ("status at submit status 503 probability 0.3", "About a third of the submissions find the service unavailable"),
        ("drop_answer at submit every 4", "Every fourth submission is accepted, and its answer is lost"),
        ("delay at all seconds 2", "Each request takes two seconds longer"),
        ("garbage at batch_status garbage truncated every 3", "Every third status answer is cut short"),
        ("duplicate at results every 2", "Every second result is delivered twice (with a broker)"),
        ("lose at results every 5", "Every fifth result is never delivered by the broker (with a broker)"),
        ("late at results seconds 3", "Each result is delivered three seconds late (with a broker)"),
        ("kill_running at workers probability 0.05", "The worker of one task in twenty is killed while it runs"),
    ];

    public void Write(Utf8JsonWriter writer)
    {
        var current = sources.Faults.Current;
        writer.WriteNumber("seed"u8, current?.Plan.Seed ?? 0);
        writer.WriteStartArray("active"u8);
        for (var i = 0; i < (current?.Plan.Rules.Count ?? 0); i++)
        {
            writer.WriteStartObject();
            writer.WriteString("line"u8, FaultLine.Of(current!.Plan.Rules[i]));
            writer.WriteString("fired"u8, DisplayText.Of(current.Fired[i]));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("suggestions"u8);
        foreach (var (line, description) in s_suggestions)
        {
            writer.WriteStartObject();
            // As the same fault is written when it is on.
            writer.WriteString("line"u8, FaultLine.Of(FaultPlan.Of(line).Rules[0]));
            writer.WriteString("description"u8, description);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <exception cref="DashboardException">They are not faults.</exception>
    public void Set(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("lines", out var lines) || lines.ValueKind != JsonValueKind.Array
            || lines.GetArrayLength() > MostRules
            || lines.EnumerateArray().Select(RequestText.Of).OfType<string>().ToList() is not { } texts || texts.Count != lines.GetArrayLength())
        {
            throw new DashboardException(StatusCodes.Status400BadRequest, $"Faults are at most {MostRules} lines.");
        }

        var seed = 0;
        if (body.TryGetProperty("seed", out var number) && (number.ValueKind != JsonValueKind.Number || !number.TryGetInt32(out seed)))
        {
            throw new DashboardException(StatusCodes.Status400BadRequest, "The seed is not a 32-bit integer.");
        }

        try
        {
            var plan = FaultPlan.Of([.. texts]);
            sources.Faults.Plan = plan.Rules.Count == 0 ? null : new FaultPlan(plan.Rules, seed);
        }
        catch (FormatException e)
        {
            throw new DashboardException(StatusCodes.Status400BadRequest, e.Message);
        }
    }
}
