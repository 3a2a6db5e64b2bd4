using System.Text.Json;
using System.Text.Json.Nodes;

namespace GlobusCompute.Remote.LocalService.Routes;

/// <summary>Takes parts out of right answers, or puts some in.</summary>
internal static class PartialAnswers
{
    public static byte[] Shorten(byte[] answer, PartialAnswer how)
    {
        var body = JsonNode.Parse(answer)!.AsObject();
        if (body["results"] is JsonObject statuses)
        {
            RemoveStatuses(statuses, how);
        }
        else if (body["results"] is JsonArray older)
        {
            ChangeOlder(older, how);
        }
        else if (body["tasks"] is JsonObject functions)
        {
            ChangeIds(functions, how);
        }

        return JsonSerializer.SerializeToUtf8Bytes(body, PartialAnswerJson.Default.JsonObject);
    }

    private static void RemoveStatuses(JsonObject statuses, PartialAnswer how)
    {
        var index = 0;
        foreach (var (id, status) in statuses.ToArray())
        {
            if (how == PartialAnswer.MissingUnknown ? status!["reason"] is not null : index++ % 2 == 0)
            {
                statuses.Remove(id);
            }
        }
    }

    private static void ChangeOlder(JsonArray results, PartialAnswer how)
    {
        if (how == PartialAnswer.ExtraIds)
        {
            results.Add(new JsonObject { ["status"] = "Success", ["task_uuid"] = Guid.NewGuid().ToString(), ["http_status_code"] = 200 });
        }
        else if (results.Count > 0)
        {
            results.RemoveAt(how == PartialAnswer.MissingIds ? results.Count - 1 : 0);
        }
    }

    private static void ChangeIds(JsonObject functions, PartialAnswer how)
    {
        if (how == PartialAnswer.MissingFunctions)
        {
            if (functions.Count > 0)
            {
                functions.Remove(functions.First().Key);
            }

            return;
        }

        foreach (var (_, ids) in functions)
        {
            var list = ids!.AsArray();
            if (how == PartialAnswer.ExtraIds)
            {
                list.Add(JsonValue.Create(Guid.NewGuid().ToString()));
            }
            else
            {
                list.RemoveAt(list.Count - 1);
            }
        }
    }
}
