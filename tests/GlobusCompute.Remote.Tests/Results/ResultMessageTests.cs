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

    public static TheoryData<string, bool> TaskIds => new()
    {
        { "0a1b2c3d-0000-4000-8000-00000000000f", true },
        { "0A1B2C3D-0000-4000-8000-00000000000F", true },
        { "0a1b2c3d00004000800000000000000f", true },
        { "{0a1b2c3d-0000-4000-8000-00000000000f}", true },
        { "urn:uuid:0a1b2c3d-0000-4000-8000-00000000000f", true },
        { "URN:UUID:0a1b2c3d00004000800000000000000f", true },
        { "(0a1b2c3d-0000-4000-8000-00000000000f)", false },
        { " 0a1b2c3d-0000-4000-8000-00000000000f", false },
        { "0a1b2c3d-0000-4000-8000-00000000000f\\n", false },
        { "0a1b2c3d-0000-4000-8000", false },
        { "urn:uuid:", false },
        { "", false },
        { "\\ud800", false },
    };

    [Theory]
    [MemberData(nameof(TaskIds))]
    public void A_result_and_a_notice_take_the_same_spellings_of_a_task_s_id(string id, bool isRead)
    {
        const string Json = """{"message_type":"result","data":{"task_id":"ID","data":"11\n1","details":{"x":[NaN,-Infinity]}}}""";
        var message = Encoding.UTF8.GetBytes("\u0001" + Json.Replace("ID", id, StringComparison.Ordinal));
        if (!isRead)
        {
            Assert.Throws<FormatException>(() => { _ = ResultMessage.Parse(message).TaskId; });
            Assert.Throws<FormatException>(() => { _ = ResultMessage.ParseTaskId(message); });
            return;
        }

        var expected = Guid.Parse("0a1b2c3d-0000-4000-8000-00000000000f");
        Assert.Equal(expected, ResultMessage.Parse(message).TaskId);
        Assert.Equal(expected, ResultMessage.ParseTaskId(message));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u0001")]
    [InlineData("\u0001{}")]
    [InlineData("\u0001[]")]
    [InlineData("\u0001null")]
    [InlineData("\u0001{\"data\":null}")]
    [InlineData("\u0001{\"data\":{\"task_id\":null}}")]
    [InlineData("\u0001{\"data\":{\"task_id\":7}}")]
    public void A_notice_that_names_no_task_is_refused(string message) =>
        Assert.Throws<FormatException>(() => { _ = ResultMessage.ParseTaskId(Encoding.UTF8.GetBytes(message)); });

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
