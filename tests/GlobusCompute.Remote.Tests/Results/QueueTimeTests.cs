using System.Text;
using System.Text.Json;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Results;
using Xunit;

namespace GlobusCompute.Remote.Tests.Results;

/// <summary>How long a task waited, by what the service tells of it.</summary>
public sealed class QueueTimeTests
{
    private static readonly DateTimeOffset s_start = DateTimeOffset.UnixEpoch.AddSeconds(1_795_330_725);

    [Fact]
    public void Statuses_and_transitions_tell_when_the_service_received_a_task_to_the_tick()
    {
        var statuses = Read(
            """[{"timestamp":1795330725000000100,"state":"received","actor":"web-service"},{"timestamp":1795330725000400300,"state":"execution-start","actor":"worker"}]""",
            isDetails: false);
        var transitions = Read(
            """{"task_transitions":{"received":1795330725.0000001,"execution-start":1795330725.0004003,"execution-end":1795330726.5}}""", isDetails: true);

        Assert.Equal(TimeSpan.FromTicks(4002), statuses.QueueTime(null));
        Assert.Equal(TimeSpan.FromTicks(4002), transitions.QueueTime(null));
        Assert.Equal(s_start.AddTicks(1), ExecutionFacts.Time(transitions.ReceivedAt));
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(null, 1000, null)]
    [InlineData(null, -2000, 2000)]
    [InlineData(-3000, -2000, 3000)]
    [InlineData(-3000, 1000, 3000)]
    [InlineData(3000, null, null)]
    public void It_is_not_known_where_the_function_started_before_its_acceptance_was(int? received, int? accepted, int? expected)
    {
        var facts = new ExecutionFacts(null, Nanoseconds(0), Nanoseconds(5000), received is { } at ? Nanoseconds(at) : 0);
        var acceptedAt = accepted is { } offset ? s_start.AddMilliseconds(offset) : (DateTimeOffset?)null;
        var report = new ComputeTaskReport { StartedAt = s_start, AcceptedAt = acceptedAt, ReceivedAt = ExecutionFacts.Time(facts.ReceivedAt) };

        Assert.Equal(expected, facts.QueueTime(acceptedAt)?.TotalMilliseconds);
        Assert.Equal(expected, report.QueueTime?.TotalMilliseconds);
    }

    private static long Nanoseconds(int milliseconds) => (s_start.AddMilliseconds(milliseconds) - DateTimeOffset.UnixEpoch).Ticks * 100;

    private static ExecutionFacts Read(string json, bool isDetails)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        reader.Read();
        var facts = default(ExecutionFactsReader);
        if (isDetails)
        {
            facts.ReadDetails(ref reader);
        }
        else
        {
            facts.ReadStatuses(ref reader);
        }

        return facts.Facts;
    }
}
