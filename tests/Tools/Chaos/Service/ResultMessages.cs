using System.Text;
using GlobusCompute.Remote.Chaos.Plan;

namespace GlobusCompute.Remote.Chaos.Service;

/// <summary>Makes the messages of results, and what comes with them, instead of them, or not at all.</summary>
internal sealed class ResultMessages(ServiceState state, ResultPublisher publisher)
{
    private static readonly byte[][] s_junk =
    [
        [], [1], [2, (byte)'{', (byte)'}'], [1, 0xFF, 0xFE], "\u0001{}"u8.ToArray(), "\u0001{\"message_type\":\"result\"}"u8.ToArray(),
        "\u0001{\"message_type\":\"result\",\"data\":{\"task_id\":\"no-id\",\"data\":\"\"}}"u8.ToArray(),
        "\u0001{\"message_type\":\"ep_status_report\",\"data\":{\"endpoint_id\":\"x\"}}"u8.ToArray(),
        "\u0001{\"message_type\":\"result\",\"data\":{\"task_id\":\"00000000-0000-4000-8000-000000000000\",\"data\":\"11\\n1\"},\"more\":"u8.ToArray(),
        Encoding.UTF8.GetBytes("\u0001" + new string('[', 10_000)),
    ];

    /// <summary>Publishes the results of tasks, each when it is ready. Returns at once.</summary>
    public void Publish(IEnumerable<ChaosTask> tasks)
    {
        foreach (var task in tasks)
        {
            if (task.IsReady)
            {
                PublishNow(task);
            }
            else
            {
                _ = PublishLaterAsync(task);
            }
        }
    }

    private async Task PublishLaterAsync(ChaosTask task)
    {
        await Task.Delay(task.Delay + TimeSpan.FromMilliseconds(1));
        PublishNow(task);
    }

    private void PublishNow(ChaosTask task)
    {
        if (!state.HasFaults)
        {
            publisher.Enqueue(new OutgoingMessage(Message(task, default)));
            return;
        }

        var dice = Dice.For(state.Seed, Purpose.Delivery, (task.Number * 64) + task.Run);
        var persistent = dice.Chance(0.5);
        switch (dice.Next(100))
        {
            case < 3:
                state.Count("result: lost");
                return;
            case < 5:
                state.Count("result: announced");
                publisher.Enqueue(new OutgoingMessage(Message(task, dice), persistent, IsNotice: true));
                return;
            case < 8:
                state.Count("result: twice");
                publisher.Enqueue(new OutgoingMessage(Message(task, dice), persistent));
                break;
            case < 10:
                state.Count("result: after junk");
                publisher.Enqueue(new OutgoingMessage(s_junk[dice.Next(s_junk.Length)], persistent));
                break;
            case < 12:
                state.Count("result: after one of an unknown task");
                publisher.Enqueue(new OutgoingMessage(Message(task with { Id = Guid.NewGuid() }, dice), persistent));
                break;
            case < 14:
                state.Count("result: after junk that is announced");
                publisher.Enqueue(new OutgoingMessage(s_junk[dice.Next(s_junk.Length)], persistent, IsNotice: true));
                break;
        }

        publisher.Enqueue(new OutgoingMessage(Message(task, dice), persistent));
    }

    // With more or less of what may stand beside the result, in more than one order and spelling.
    private byte[] Message(ChaosTask task, Dice dice)
    {
        var result = state.Tasks.Of(task);
        var id = dice.Next(8) switch
        {
            0 => task.Id.ToString("N"),
            1 => task.Id.ToString("D").ToUpperInvariant(),
            2 => "urn:uuid:" + task.Id.ToString("D"),
            _ => task.Id.ToString("D"),
        };
        var data = new StringBuilder();
        if (dice.Chance(0.1))
        {
            data.Append("\"more\":{\"x\":[1,NaN,-Infinity,null,{}]},");
        }

        if (dice.Chance(0.5))
        {
            data.Append("\"details\":{\"os\":\"Linux\",\"dill_version\":\"0.3.9\",\"python_version\":\"3.11.2\",\"globus_compute_sdk_version\":\"4.15.0\"},");
        }

        data.Append("\"task_id\":\"").Append(id).Append("\",\"data\":").Append(JsonText.Quote(result.Data)).Append(",\"error_details\":");
        data.Append(result.IsFailure ? """{"code":"RemoteExecutionError","user_message":"An error occurred."}""" : "null");
        return Encoding.UTF8.GetBytes(
            dice.Chance(0.1)
                ? $"\u0001{{\"data\":{{{data}}},\"message_type\":\"result\"}}"
                : $"\u0001{{\"message_type\":\"result\",\"data\":{{{data}}}}}");
    }
}
