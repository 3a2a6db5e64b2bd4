using System.Text.Json;
using GlobusCompute.Remote.Chaos.Plan;
using GlobusCompute.Remote.TestFixtures;
using Microsoft.AspNetCore.Http;

namespace GlobusCompute.Remote.Chaos.Service;

/// <summary>Registration, the listing of the task group, and the address of the stream.</summary>
internal sealed class OtherRoutes(ServiceState state)
{
    private long _registrations;
    private long _listings;
    private long _addresses;

    public async Task RegisterAsync(HttpContext context)
    {
        var ordinal = Interlocked.Increment(ref _registrations);
        var body = await ServiceState.ReadAsync(context);
        using var document = JsonDocument.Parse(body);
        if (document.RootElement.GetProperty("function_name").GetString() != "sourced")
        {
            await Answer.ErrorAsync(context, 422, "SEMANTICALLY_INVALID", "There is no such function.");
            return;
        }

        if (!await FailsAsync(context, "register", Purpose.Registration, ordinal, 20))
        {
            await Answer.JsonAsync(context, $$"""{"function_uuid":"{{state.Functions.Register(CallKind.Sourced)}}"}""");
        }
    }

    public async Task ListAsync(HttpContext context)
    {
        if (!await FailsAsync(context, "taskgroup", Purpose.Listing, Interlocked.Increment(ref _listings), 20))
        {
            var tasks = state.Ledger.Recent.Select(static id => $$"""{"id":"{{id}}","created_at":"2021-05-05T15:00:00.000000"}""");
            await Answer.JsonAsync(context, $$"""{"taskgroup_id":"{{Ids.Group}}","create_websockets_queue":true,"tasks":[{{string.Join(',', tasks)}}]}""");
        }
    }

    public async Task GetAddressAsync(HttpContext context)
    {
        var ordinal = Interlocked.Increment(ref _addresses);
        if (await FailsAsync(context, "stream address", Purpose.Address, ordinal, 10))
        {
            return;
        }

        string url;
        try
        {
            url = await state.User.GetAddressAsync(state.HasFaults, Dice.For(state.Seed, Purpose.Address, ~ordinal));
        }
        catch (RabbitMqException)
        {
            // The broker is down.
            await Answer.PageAsync(context, 503);
            return;
        }

        await Answer.JsonAsync(context, $$"""{"queue_prefix":"{{StreamUser.Prefix}}","connection_url":"{{url}}"}""");
    }

    private async Task<bool> FailsAsync(HttpContext context, string route, Purpose purpose, long ordinal, int percent)
    {
        var dice = Dice.For(state.Seed, purpose, ordinal);
        if (!state.HasFaults || dice.Next(100) >= percent)
        {
            return false;
        }

        var fault = dice.Next(5);
        state.Count($"{route}: {fault}");
        await (fault switch
        {
            0 => Answer.ErrorAsync(context, 500, "INTERNAL_ERROR", "Something is wrong."),
            1 => Answer.ErrorAsync(context, 429, "TOO_MANY_REQUESTS", "Slow down.", 0),
            2 => Answer.GarbageAsync(context, (int)ordinal),
            3 => Answer.TruncatedAsync(context, """{"tasks":[],"function_uuid":"none"}"""),
            _ => Answer.PageAsync(context, 503),
        });
        return true;
    }
}
