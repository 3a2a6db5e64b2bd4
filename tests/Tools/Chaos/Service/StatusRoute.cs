using System.Text;
using System.Text.Json;
using GlobusCompute.Remote.Chaos.Plan;
using Microsoft.AspNetCore.Http;

namespace GlobusCompute.Remote.Chaos.Service;

/// <summary>Says what became of tasks.</summary>
internal sealed class StatusRoute(ServiceState state)
{
    private static readonly string[] s_words = ["received", "waiting-for-ep", "waiting-for-nodes", "RUNNING", "no-such-word", ""];

    private long _requests;

    public async Task HandleAsync(HttpContext context)
    {
        var ordinal = Interlocked.Increment(ref _requests);
        var dice = Dice.For(state.Seed, Purpose.Status, ordinal);
        var fault = state.HasFaults ? dice.Next(100) : 99;
        var body = await ServiceState.ReadAsync(context);
        using var document = JsonDocument.Parse(body);
        var ids = document.RootElement.GetProperty("task_ids").EnumerateArray().Select(static id => id.GetGuid()).ToList();
        state.Count(fault < 22 ? $"batch_status: {fault}" : null);
        await (fault switch
        {
            < 3 => Answer.ErrorAsync(context, 500, "INTERNAL_ERROR", "Something is wrong."),
            < 5 => Answer.ErrorAsync(context, 429, "TOO_MANY_REQUESTS", "Slow down.", 0),
            < 7 => Answer.PageAsync(context, 503),
            < 9 => Answer.GarbageAsync(context, (int)ordinal),
            < 12 => Answer.TruncatedAsync(context, Write(ids, OddEntries.None, dice)),
            < 14 => CutAsync(context),
            < 17 => Answer.JsonAsync(context, Write(ids, OddEntries.Missing, dice)),
            < 19 => Answer.JsonAsync(context, Write(ids, OddEntries.Odd, dice)),
            < 22 => Answer.JsonAsync(context, Write(ids, OddEntries.Doubled, dice)),
            _ => Answer.JsonAsync(context, Write(ids, OddEntries.None, dice)),
        });
    }

    private static Task CutAsync(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    private string Write(List<Guid> ids, OddEntries odd, Dice dice)
    {
        var entries = new List<string>(ids.Count);
        foreach (var id in ids)
        {
            var isOdd = odd != OddEntries.None && dice.Chance(0.2);
            if (isOdd && odd == OddEntries.Missing)
            {
                continue;
            }

            var entry = isOdd && odd == OddEntries.Odd
                ? dice.Next(4) switch { 0 => "null", 1 => "7", 2 => "[]", _ => """{"status":3}""" }
                : Entry(id, ref dice);
            entries.Add($"\"{(dice.Chance(0.1) ? id.ToString("D").ToUpperInvariant() : id.ToString("D"))}\":{entry}");
            if (isOdd && odd == OddEntries.Doubled)
            {
                entries.Add(entries[^1]);
            }
        }

        if (odd == OddEntries.Odd)
        {
            entries.Add($"\"{Guid.NewGuid()}\":{{\"status\":\"success\",\"result\":\"11\\n1\",\"completion_t\":\"1\"}}");
        }

        return $$$"""{"response":"batch","results":{{{{string.Join(',', entries)}}}}}""";
    }

    private string Entry(Guid id, ref Dice dice)
    {
        if (state.Ledger.Find(id) is not { } task)
        {
            return $$"""{"task_id":"{{id}}","status":"failed","reason":"There is no task {{id}}."}""";
        }

        if (!task.IsReady)
        {
            return $$"""{"task_id":"{{id}}","status":"{{s_words[dice.Next(s_words.Length)]}}"}""";
        }

        state.Ledger.Polled(task);
        var result = state.Tasks.Of(task);
        var word = result.IsFailure ? "failed" : dice.Chance(0.1) ? "SUCCESS" : "success";
        var text = new StringBuilder($$"""{"task_id":"{{id}}","status":"{{word}}","completion_t":"1677183605.212898",""");
        return text.Append('"').Append(result.IsFailure ? "exception" : "result").Append("\":").Append(JsonText.Quote(result.Data)).Append('}').ToString();
    }

    private enum OddEntries
    {
        None,
        Missing,
        Odd,
        Doubled,
    }
}
