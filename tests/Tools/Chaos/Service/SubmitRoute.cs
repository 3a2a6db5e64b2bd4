using System.Text;
using GlobusCompute.Remote.Chaos.Plan;
using Microsoft.AspNetCore.Http;

namespace GlobusCompute.Remote.Chaos.Service;

/// <summary>Accepts and executes batches, and answers as the plan says.</summary>
internal sealed class SubmitRoute(ServiceState state)
{
    private long _requests;

    public async Task HandleAsync(HttpContext context)
    {
        var ordinal = Interlocked.Increment(ref _requests);
        var fault = state.HasFaults ? SubmitFaults.For(state.Seed, ordinal) : SubmitFault.None;
        state.Count(fault == SubmitFault.None ? null : $"submit: {fault}");
        if (fault == SubmitFault.CutBefore)
        {
            context.Abort();
            return;
        }

        var batch = SubmittedBatch.Parse(await ServiceState.ReadAsync(context), state.Functions.KindOf);
        if (!SubmitFaults.Executes(fault))
        {
            await RefuseAsync(context, fault, batch, ordinal);
            return;
        }

        var tasks = batch.Functions.Select(f => (f.Function, Tasks: f.Numbers.Select(number => state.Ledger.Execute(f.Kind, number)).ToList())).ToList();
        var all = tasks.SelectMany(static f => f.Tasks);
        if (fault == SubmitFault.Early)
        {
            state.Results.Publish(all);
            await Task.Delay(50 + (int)(ordinal % 200));
        }
        else if (fault == SubmitFault.Slow)
        {
            await Task.Delay(100 + (int)(ordinal % 1400));
        }

        try
        {
            await AnswerAsync(context, fault, batch, tasks, ordinal);
        }
        finally
        {
            if (fault != SubmitFault.Early)
            {
                state.Results.Publish(all);
            }
        }
    }

    private static Task RefuseAsync(HttpContext context, SubmitFault fault, SubmittedBatch batch, long ordinal)
    {
        switch (fault)
        {
            case SubmitFault.TooManyRequests:
                return Answer.ErrorAsync(context, 429, "TOO_MANY_REQUESTS", "Slow down.", (int)(ordinal % 2));
            case SubmitFault.AnnouncedUnavailable:
                return Answer.ErrorAsync(context, 503, "UNAVAILABLE", "Come back.", 0);
            case SubmitFault.TooLarge:
                return Answer.ErrorAsync(context, 413, "TASK_PAYLOAD_TOO_LARGE", "It is too large.");
            case SubmitFault.FunctionRefused:
                return Answer.ErrorAsync(context, 403, "FUNCTION_ACCESS_FORBIDDEN", $"Function {batch.Functions[0].Function} is not yours.");
            case SubmitFault.GroupUnknown:
                return Answer.ErrorAsync(context, 404, "TASK_GROUP_NOT_FOUND", "There is no such group.");
            case SubmitFault.Redirected:
                context.Response.Headers.Location = "https://elsewhere.example/?token=" + Secrets.Mark;
                return Answer.ErrorAsync(context, 302, "FOUND", "It is elsewhere.");
            case SubmitFault.Unauthorized:
                return Answer.ErrorAsync(context, 401, "USER_UNAUTHENTICATED", "Who are you?");
            case SubmitFault.UnavailableBefore:
                return Answer.PageAsync(context, 503);
            default:
                return Answer.ErrorAsync(context, 500, "INTERNAL_ERROR", "Something is wrong.");
        }
    }

    private static Task AnswerAsync(
        HttpContext context, SubmitFault fault, SubmittedBatch batch, List<(Guid Function, List<ChaosTask> Tasks)> tasks, long ordinal)
    {
        switch (fault)
        {
            case SubmitFault.CutAfter:
                context.Abort();
                return Task.CompletedTask;
            case SubmitFault.UnavailableAfter:
                return Answer.PageAsync(context, 503);
            case SubmitFault.ErrorAfter:
                return Answer.ErrorAsync(context, 500, "INTERNAL_ERROR", "Something is wrong.");
            case SubmitFault.GatewayAfter:
                return Answer.PageAsync(context, ordinal % 2 == 0 ? 502 : 504);
            case SubmitFault.TimeoutAfter:
                return Answer.PageAsync(context, 408);
            case SubmitFault.GarbageAfter:
                return Answer.GarbageAsync(context, (int)ordinal);
            case SubmitFault.TruncatedAfter:
                return Answer.TruncatedAsync(context, Accepted(batch.Group, tasks));
            case SubmitFault.MissingIds:
                return Answer.JsonAsync(context, Accepted(batch.Group, tasks.Select(static (f, i) => (f.Function, i == 0 ? f.Tasks[1..] : f.Tasks))));
            case SubmitFault.DoubledIds:
                return Answer.JsonAsync(context, Accepted(batch.Group, tasks.Select(static f => (f.Function, f.Tasks.ConvertAll(_ => f.Tasks[0])))));
            default:
                return Answer.JsonAsync(context, Accepted(batch.Group, tasks));
        }
    }

    private static string Accepted(Guid group, IEnumerable<(Guid Function, List<ChaosTask> Tasks)> functions)
    {
        var json = new StringBuilder($$"""{"request_id":"{{Guid.NewGuid()}}","task_group_id":"{{group}}","endpoint_id":"{{Ids.Endpoint}}","tasks":{""");
        json.AppendJoin(',', functions.Select(static f => $"\"{f.Function}\":[{string.Join(',', f.Tasks.Select(static task => $"\"{task.Id}\""))}]"));
        return json.Append("}}").ToString();
    }
}
