using System.Net;
using GlobusCompute.Remote.Testing;
using Xunit;

namespace GlobusCompute.Remote.LocalService.Tests;

/// <summary>How plans are written, and when their rules fire.</summary>
public sealed class FaultPlanTests
{
    [Fact]
    public void A_plan_is_made_of_faults_by_name() => Assert.Equal(
        [
            new FaultRule { At = FaultTarget.Submit, Kind = FaultKind.DropAnswer, Nth = 2 },
            new FaultRule { At = FaultTarget.All, Kind = FaultKind.Status, Status = 429, RetryAfter = 2, Probability = 0.25 },
            new FaultRule { At = FaultTarget.BatchStatus, Kind = FaultKind.Garbage, Garbage = GarbageBody.CutOff },
            new FaultRule { At = FaultTarget.Workers, Kind = FaultKind.KillRunning, Count = 1, Duration = TimeSpan.FromSeconds(0.5) },
        ],
        FaultPlan.Of(
            "drop_answer at submit nth 2",
            "status at all status 429 retry_after 2 probability 0.25",
            "garbage  at batch_status garbage cut_off",
            "kill_running at workers count 1 seconds 0.5").Rules);

    [Theory]
    [InlineData("", "'' is not a fault such as 'drop_answer at submit'")]
    [InlineData("drop_answer submit", "'drop_answer submit' is not a fault")]
    [InlineData("drop_answer at submit nth", "is not a fault")]
    [InlineData("drop_answr at submit", "fault is 'drop_answr', but must be one of")]
    [InlineData("drop at nowhere", "at is 'nowhere', but must be one of")]
    [InlineData("drop at submit often 1", "often")]
    [InlineData("status at submit", "status")]
    public void A_fault_in_words_that_is_not_one_is_refused_with_its_reason(string fault, string expected) =>
        Assert.Contains(expected, Assert.Throws<FormatException>(() => FaultPlan.Of(fault)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_plan_is_read_from_JSON_with_all_its_members()
    {
        var plan = FaultPlan.Parse("""
            {
              // comments are allowed
              "seed": -7,
              "rules": [
                { "at": "all", "fault": "status", "status": 429, "retry_after": 2, "probability": 0.25, "count": 3, "from": 1.5, "until": 10 },
                { "at": "submit", "fault": "partial", "partial": "extra_ids", "nth": 2 },
                { "at": "batch_status", "fault": "garbage", "garbage": "cut_off", "status": 502, "every": 4 },
                { "at": "results", "fault": "duplicate", "copies": 2 },
                { "at": "results", "fault": "reorder", "size": 5, "seconds": 0.5 },
                { "at": "workers", "fault": "kill_running", "seconds": 0.25 },
              ],
            }
            """);

        Assert.Equal(-7, plan.Seed);
        Assert.Equal(
            [
                new FaultRule
                {
                    At = FaultTarget.All, Kind = FaultKind.Status, Status = 429, RetryAfter = 2, Probability = 0.25, Count = 3,
                    From = TimeSpan.FromSeconds(1.5), Until = TimeSpan.FromSeconds(10),
                },
                new FaultRule { At = FaultTarget.Submit, Kind = FaultKind.Partial, Partial = PartialAnswer.ExtraIds, Nth = 2 },
                new FaultRule { At = FaultTarget.BatchStatus, Kind = FaultKind.Garbage, Garbage = GarbageBody.CutOff, Status = 502, Every = 4 },
                new FaultRule { At = FaultTarget.Results, Kind = FaultKind.Duplicate, Copies = 2 },
                new FaultRule { At = FaultTarget.Results, Kind = FaultKind.Reorder, Size = 5, Duration = TimeSpan.FromSeconds(0.5) },
                new FaultRule { At = FaultTarget.Workers, Kind = FaultKind.KillRunning, Duration = TimeSpan.FromSeconds(0.25) },
            ],
            plan.Rules);
    }

    [Fact]
    public async Task A_plan_is_read_from_a_file_that_messages_name()
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, """{"rules":[{"at":"submit","fault":"drop"}]}""", TestContext.Current.CancellationToken);
            Assert.Equal(FaultKind.Drop, (await FaultPlan.ReadAsync(path, TestContext.Current.CancellationToken)).Rules.Single().Kind);

            await File.WriteAllTextAsync(path, """{"rules":[{"at":"submit"}]}""", TestContext.Current.CancellationToken);
            var refusal = await Assert.ThrowsAsync<FormatException>(() => FaultPlan.ReadAsync(path, TestContext.Current.CancellationToken));
            Assert.StartsWith($"{path}: Rule 1 of the fault plan cannot be used: fault is required: one of status, delay,", refusal.Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("null", "The fault plan is null, but must be an object.")]
    [InlineData("nothing", "The fault plan cannot be read: ")]
    [InlineData("""{"rule":[]}""", "The fault plan cannot be read: ")]
    [InlineData("""{"rules":[null]}""", "Rule 1 of the fault plan cannot be used: it is null, but must be an object.")]
    [InlineData("""{"rules":[{"at":"submit","fault":"drop","chance":1}]}""", "The fault plan cannot be read: ")]
    [InlineData("""{"rules":[{"at":"submit","fault":"drop"},{"at":"Submit","fault":"drop"}]}""", "Rule 2 of the fault plan cannot be used: at is 'Submit', but must be one of all, submit, batch_status,")]
    [InlineData("""{"rules":[{"at":"submit","fault":"explode"}]}""", "Rule 1 of the fault plan cannot be used: fault is 'explode', but must be one of status,")]
    [InlineData("""{"rules":[{"at":"submit","fault":"late","seconds":1}]}""", "Rule 1 (late at submit) cannot be used: late is not a fault of submit.")]
    [InlineData("""{"rules":[{"at":"results","fault":"status","status":500}]}""", "Rule 1 (status at results) cannot be used: status is not a fault of results.")]
    [InlineData("""{"rules":[{"at":"all","fault":"kill_before"}]}""", "Rule 1 (kill_before at all) cannot be used: kill_before is not a fault of all.")]
    [InlineData("""{"rules":[{"at":"submit","fault":"partial","partial":"missing_tasks"}]}""", "Rule 1 (partial at submit) cannot be used: ")]
    [InlineData("""{"rules":[{"at":"submit","fault":"drop","nth":1,"every":2}]}""", "Rule 1 (drop at submit) cannot be used: at most one of probability, nth and every can be given.")]
    [InlineData("""{"rules":[{"at":"submit","fault":"drop","probability":1.5}]}""", "Rule 1 (drop at submit) cannot be used: probability must be from 0 to 1.")]
    [InlineData("""{"rules":[{"at":"submit","fault":"drop","nth":0}]}""", "Rule 1 (drop at submit) cannot be used: nth must be at least 1.")]
    [InlineData("""{"rules":[{"at":"submit","fault":"drop","every":0}]}""", "Rule 1 (drop at submit) cannot be used: every must be at least 1.")]
    [InlineData("""{"rules":[{"at":"submit","fault":"drop","count":0}]}""", "Rule 1 (drop at submit) cannot be used: count must be at least 1.")]
    [InlineData("""{"rules":[{"at":"submit","fault":"drop","from":-1}]}""", "Rule 1 (drop at submit) cannot be used: from must not be below zero.")]
    [InlineData("""{"rules":[{"at":"submit","fault":"drop","from":2,"until":2}]}""", "Rule 1 (drop at submit) cannot be used: until must be later than from.")]
    [InlineData("""{"rules":[{"at":"submit","fault":"delay"}]}""", "Rule 1 (delay at submit) cannot be used: seconds is required.")]
    [InlineData("""{"rules":[{"at":"submit","fault":"delay","seconds":0}]}""", "Rule 1 (delay at submit) cannot be used: seconds must be above zero.")]
    [InlineData("""{"rules":[{"at":"submit","fault":"delay","seconds":1e300}]}""", "Rule 1 of the fault plan cannot be used: ")]
    [InlineData("""{"rules":[{"at":"submit","fault":"status"}]}""", "Rule 1 (status at submit) cannot be used: status is required, from 400 to 599.")]
    [InlineData("""{"rules":[{"at":"submit","fault":"garbage","status":99}]}""", "Rule 1 (garbage at submit) cannot be used: status must be from 200 to 599.")]
    [InlineData("""{"rules":[{"at":"submit","fault":"status","status":429,"retry_after":-1}]}""", "Rule 1 (status at submit) cannot be used: retry_after must not be below zero.")]
    [InlineData("""{"rules":[{"at":"results","fault":"duplicate","copies":0}]}""", "Rule 1 (duplicate at results) cannot be used: copies must be at least 1.")]
    [InlineData("""{"rules":[{"at":"results","fault":"reorder","size":1}]}""", "Rule 1 (reorder at results) cannot be used: size must be at least 2.")]
    public void A_plan_that_makes_no_sense_is_refused_with_a_reason(string json, string reason)
    {
        var refusal = Assert.Throws<FormatException>(() => FaultPlan.Parse(json));

        Assert.StartsWith(reason, refusal.Message);
    }

    [Fact]
    public void A_plan_from_code_is_checked_as_well()
    {
        var refusal = Assert.Throws<ArgumentException>(() => new FaultPlan([new FaultRule { At = FaultTarget.Workers, Kind = FaultKind.Early }]));

        Assert.StartsWith("Rule 1 (early at workers) cannot be used: early is not a fault of workers.", refusal.Message);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_sequence_and_another_another()
    {
        await using var service = await StartAsync();

        var first = await SequenceAsync(service, 1);
        var again = await SequenceAsync(service, 1);
        var other = await SequenceAsync(service, 2);

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.InRange(first.Count(failed => failed), 20, 60);
    }

    [Fact]
    public async Task Two_rules_of_one_plan_are_drawn_independently()
    {
        await using var service = await StartAsync();
        service.Faults = new FaultPlan(
        [
            new FaultRule { At = FaultTarget.Version, Kind = FaultKind.Status, Status = 500, Probability = 0.5 },
            new FaultRule { At = FaultTarget.Version, Kind = FaultKind.Status, Status = 503, Probability = 0.5 },
        ]);

        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 100; i++)
        {
            statuses.Add(await AskAsync(service));
        }

        // Were both drawn alike, the second would never be the one.
        Assert.InRange(statuses.Count(s => s == HttpStatusCode.InternalServerError), 30, 70);
        Assert.InRange(statuses.Count(s => s == HttpStatusCode.ServiceUnavailable), 10, 40);
        Assert.Equal([statuses.Count(s => s == HttpStatusCode.InternalServerError), statuses.Count(s => s == HttpStatusCode.ServiceUnavailable)], service.FaultCounts);
    }

    [Fact]
    public async Task A_rule_fires_at_the_nth_event_or_at_every_nth_and_not_more_often_than_its_count()
    {
        await using var service = await StartAsync();
        service.Faults = new FaultPlan(
        [
            new FaultRule { At = FaultTarget.Version, Kind = FaultKind.Status, Status = 501, Nth = 2 },
            new FaultRule { At = FaultTarget.Version, Kind = FaultKind.Status, Status = 503, Every = 3, Count = 2 },
        ]);

        var statuses = new List<int>();
        for (var i = 0; i < 10; i++)
        {
            statuses.Add((int)await AskAsync(service));
        }

        Assert.Equal([200, 501, 503, 200, 200, 503, 200, 200, 200, 200], statuses);
    }

    [Fact]
    public async Task A_rule_fires_in_its_time_window_only()
    {
        var time = new ManualTimeProvider();
        await using var service = await StartAsync(time, new FaultPlan(
            [new FaultRule { At = FaultTarget.Version, Kind = FaultKind.Status, Status = 500, From = TimeSpan.FromSeconds(5), Until = TimeSpan.FromSeconds(8) }]));

        Assert.Equal(HttpStatusCode.OK, await AskAsync(service));
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(HttpStatusCode.InternalServerError, await AskAsync(service));
        time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(service));
    }

    [Fact]
    public async Task A_plan_can_be_replaced_and_cleared_while_the_service_runs()
    {
        var plan = new FaultPlan([new FaultRule { At = FaultTarget.Version, Kind = FaultKind.Status, Status = 500, Nth = 1 }]);
        await using var service = await StartAsync(faults: plan);
        Assert.Same(plan, service.Faults);
        Assert.Equal(HttpStatusCode.InternalServerError, await AskAsync(service));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(service));
        Assert.Equal([1], service.FaultCounts);

        // The same plan counts from zero when it is set again.
        service.Faults = plan;
        Assert.Equal([0], service.FaultCounts);
        Assert.Equal(HttpStatusCode.InternalServerError, await AskAsync(service));

        service.Faults = new FaultPlan([new FaultRule { At = FaultTarget.All, Kind = FaultKind.Status, Status = 503 }]);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await AskAsync(service));

        service.Faults = null;
        Assert.Null(service.Faults);
        Assert.Empty(service.FaultCounts);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(service));
    }

    private static Task<LocalComputeService> StartAsync(TimeProvider? time = null, FaultPlan? faults = null) => LocalComputeService.StartAsync(new LocalComputeServiceOptions
    {
        Python = TestService.Python,
        Workers = 1,
        TimeProvider = time ?? TimeProvider.System,
        Faults = faults,
    });

    private static async Task<List<bool>> SequenceAsync(LocalComputeService service, int seed)
    {
        service.Faults = new FaultPlan([new FaultRule { At = FaultTarget.Version, Kind = FaultKind.Status, Status = 500, Probability = 0.4 }], seed);
        List<bool> sequence = [];
        for (var i = 0; i < 100; i++)
        {
            sequence.Add(await AskAsync(service) != HttpStatusCode.OK);
        }

        return sequence;
    }

    private static async Task<HttpStatusCode> AskAsync(LocalComputeService service)
    {
        using var http = new HttpClient { BaseAddress = service.Url };
        using var answer = await http.GetAsync("v2/version");
        return answer.StatusCode;
    }
}
