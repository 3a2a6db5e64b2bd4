using System.Text;
using System.Text.Json.Nodes;
using GlobusCompute.Remote.Results;
using GlobusCompute.Remote.Serialization.Json;
using Xunit;

namespace GlobusCompute.Remote.Tests.Results;

public sealed class ResultMessageTests
{
    // Where the Python client and ours judge differently, and why.
    private static readonly Dictionary<string, bool> s_oursDiffer = new()
    {
        ["utf16"] = false, // Python's json guesses encodings; a message is UTF-8.
        ["details_list"] = true, // Members that are not used are not judged.
        ["details_string"] = true,
        ["statuses_object"] = true,
        ["status_bad_state"] = true,
        ["status_bad_actor"] = true,
        ["status_fraction_timestamp"] = true,
        ["status_missing_actor"] = true,
        ["status_uppercase_state"] = true,
        ["error_details_empty"] = true, // A failure that is told badly is still a failure.
        ["error_details_no_message"] = true,
        ["error_details_no_code"] = true,
        ["error_details_number_code"] = true,
        ["error_details_string"] = true,
    };

    public static TheoryData<string> WellFormed => [.. Vectors("frames").Select(static f => (string)f["name"]!)];

    public static TheoryData<string> Doubtful => [.. Vectors("malformed").Select(static f => (string)f["name"]!)];

    [Theory]
    [MemberData(nameof(WellFormed))]
    public void A_recorded_message_is_read(string name)
    {
        var vector = Vectors("frames").First(f => (string)f["name"]! == name);

        var frame = ResultMessage.Parse(Convert.FromBase64String((string)vector["frame_b64"]!));

        Assert.Equal(Guid.Parse((string)vector["task_id"]!), frame.TaskId);
        Assert.Equal((bool)vector["is_error"]!, frame.IsFailure);
        Assert.Equal((string)vector["data"]!, Text(frame));
        Assert.Equal((string?)vector["error_details"]?["code"], frame.Code);
        Assert.Equal((string?)vector["error_details"]?["user_message"], frame.UserMessage);
    }

    [Theory]
    [MemberData(nameof(Doubtful))]
    public void A_doubtful_message_is_accepted_where_Python_does(string name)
    {
        var vector = Vectors("malformed").First(f => (string)f["name"]! == name);
        var unpack = vector["unpack"]!;
        var accepted = s_oursDiffer.TryGetValue(name, out var ours) ? ours : (bool)unpack["accepted_by_executor"]!;
        var message = Convert.FromBase64String((string)vector["frame_b64"]!);
        if (!accepted)
        {
            Assert.Throws<FormatException>(() => { _ = ResultMessage.Parse(message).TaskId; });
            return;
        }

        var frame = ResultMessage.Parse(message);
        if ((string?)unpack["task_id"] is { } id)
        {
            Assert.Equal(Guid.Parse(id), frame.TaskId);
        }

        if ((string?)unpack["data"] is { } data)
        {
            Assert.Equal(data, Text(frame));
        }

        if (unpack["is_error"] is { } isError)
        {
            Assert.Equal((bool)isError, frame.IsFailure);
        }
        else
        {
            Assert.True(frame.IsFailure == name.StartsWith("error_details", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Damaged_messages_are_refused_and_nothing_else_is_thrown()
    {
        var random = new Random(7);
        var messages = Vectors("frames").Select(static f => Convert.FromBase64String((string)f["frame_b64"]!)).Where(static m => m.Length < 4000).ToList();
        for (var i = 0; i < 20_000; i++)
        {
            var message = (byte[])messages[random.Next(messages.Count)].Clone();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                message[random.Next(message.Length)] = (byte)random.Next(256);
            }

            try
            {
                _ = ResultMessage.Parse(message.AsSpan(0, random.Next(4) == 0 ? random.Next(message.Length) : message.Length)).TaskId;
            }
            catch (FormatException)
            {
                // The only exception there may be.
            }
        }
    }

    private static string Text(in ResultMessage frame)
    {
        var buffer = frame.Text.ToArray();
        return JsonStringText.ToText(frame.IsEscaped ? buffer.AsSpan(0, JsonStringText.Unescape(buffer, buffer)) : buffer);
    }

    private static IEnumerable<JsonObject> Vectors(string member) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(TestPaths.Vectors, "results.json"), Encoding.UTF8))![member]!.AsArray().Select(static f => f!.AsObject());
}
