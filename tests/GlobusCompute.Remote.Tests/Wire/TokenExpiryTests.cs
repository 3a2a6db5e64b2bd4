using System.Net;
using GlobusCompute.Remote.Credentials;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Submission;
using GlobusCompute.Remote.Wire;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace GlobusCompute.Remote.Tests.Wire;

/// <summary>A token is kept until shortly before its end, and another one is asked for then.</summary>
public sealed class TokenExpiryTests
{
    private const string Accepted = """{"tasks":{}}""";

    private readonly ManualTimeProvider _time = new();
    private readonly List<string> _sent = [];
    private readonly HashSet<string> _refused = [];

    [Fact]
    public async Task A_token_is_kept_until_a_minute_before_it_expires()
    {
        var credential = new Issuer(_time, TimeSpan.FromHours(1));
        using var service = Service(credential);

        await SubmitAsync(service);
        _time.Advance(TimeSpan.FromMinutes(59) - TimeSpan.FromSeconds(1));
        await SubmitAsync(service);
        Assert.Equal(["token1", "token1"], _sent);
        _time.Advance(TimeSpan.FromSeconds(1));
        await SubmitAsync(service);
        await SubmitAsync(service);

        Assert.Equal(["token1", "token1", "token2", "token2"], _sent);
        Assert.All(credential.Contexts, static context => Assert.Null(context.RejectedToken));
    }

    [Fact]
    public async Task A_token_that_lives_shortly_is_kept_for_four_fifths_of_its_time()
    {
        using var service = Service(new Issuer(_time, TimeSpan.FromSeconds(20)));

        await SubmitAsync(service);
        _time.Advance(TimeSpan.FromSeconds(15));
        await SubmitAsync(service);
        _time.Advance(TimeSpan.FromSeconds(1));
        await SubmitAsync(service);

        Assert.Equal(["token1", "token1", "token2"], _sent);
    }

    [Fact]
    public async Task A_token_is_asked_for_neither_before_nor_after_its_issuer_says_and_so_only_once()
    {
        var credential = new Issuer(_time, TimeSpan.FromHours(1)) { RenewAfter = TimeSpan.FromMinutes(30) };
        using var service = Service(credential);

        await SubmitAsync(service);
        _time.Advance(TimeSpan.FromMinutes(30) - TimeSpan.FromTicks(1));
        await SubmitAsync(service);
        _time.Advance(TimeSpan.FromTicks(1));
        await SubmitAsync(service);
        await SubmitAsync(service);

        Assert.Equal(["token1", "token1", "token2", "token2"], _sent);
        Assert.Equal(2, credential.Contexts.Count);
    }

    [Theory]
    [InlineData(172_800, 172_740)]
    [InlineData(300, 240)]
    [InlineData(295, 236)]
    [InlineData(20, 16)]
    [InlineData(0, 0)]
    public void A_token_is_due_for_renewal_a_minute_or_a_fifth_of_its_life_before_its_end(double life, double due)
    {
        var start = _time.GetUtcNow();

        Assert.Equal(start.AddSeconds(due), ComputeAccessToken.GetRenewalTime(start, start.AddSeconds(life)));
    }

    [Fact]
    public async Task A_token_whose_end_is_not_known_is_asked_for_before_each_request()
    {
        var credential = new Issuer(_time, lifetime: null);
        using var service = Service(credential);

        await SubmitAsync(service);
        await SubmitAsync(service);

        Assert.Equal(2, credential.Contexts.Count);
    }

    [Fact]
    public async Task A_token_that_has_expired_already_is_sent_and_not_kept()
    {
        var credential = new Issuer(_time, TimeSpan.FromSeconds(-1));
        using var service = Service(credential);

        await SubmitAsync(service);
        await SubmitAsync(service);

        Assert.Equal(["token1", "token2"], _sent);
    }

    [Fact]
    public async Task A_kept_token_that_is_refused_is_replaced_and_named_to_the_credential()
    {
        var credential = new Issuer(_time, TimeSpan.FromHours(1));
        using var service = Service(credential);
        await SubmitAsync(service);

        _refused.Add("token1");
        await SubmitAsync(service);
        await SubmitAsync(service);

        Assert.Equal(["token1", "token1", "token2", "token2"], _sent);
        Assert.Equal([null, "token1"], credential.Contexts.Select(static context => context.RejectedToken));
    }

    [Fact]
    public async Task A_refused_token_that_is_given_again_is_all_there_is_and_is_asked_for_anew_by_the_next_request()
    {
        var credential = new Issuer(_time, TimeSpan.FromHours(1)) { IsStuck = true };
        using var service = Service(credential);
        _refused.Add("token1");

        var error = await Assert.ThrowsAsync<ComputeServiceException>(() => SubmitAsync(service));
        Assert.Equal(HttpStatusCode.Unauthorized, error.StatusCode);
        Assert.Single(_sent);
        credential.IsStuck = false;
        await SubmitAsync(service);

        Assert.Equal("token2", _sent[^1]);
    }

    [Theory]
    [InlineData("throws")]
    [InlineData("gives null")]
    [InlineData("gives what no header can carry")]
    public async Task While_a_token_is_good_a_failure_to_get_another_fails_no_request(string what)
    {
        var credential = new Issuer(_time, TimeSpan.FromHours(1));
        using var service = Service(credential);
        await SubmitAsync(service);
        credential.Failure = what;

        _time.Advance(TimeSpan.FromMinutes(59));
        await SubmitAsync(service);
        await SubmitAsync(service);
        Assert.Equal(2, credential.Contexts.Count);
        _time.Advance(TimeSpan.FromSeconds(30));
        await SubmitAsync(service);
        Assert.Equal(3, credential.Contexts.Count);
        Assert.All(_sent, static token => Assert.Equal("token1", token));

        _time.Advance(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAsync<ServiceUnreachableException>(() => SubmitAsync(service));
        credential.Failure = null;
        await SubmitAsync(service);
        Assert.Equal("token2", _sent[^1]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_credential_is_told_whether_a_person_may_be_asked(bool allow)
    {
        var credential = new Issuer(_time, lifetime: null);
        using var service = Service(credential, allow);
        _refused.Add("token1");

        await SubmitAsync(service);

        Assert.Equal([(null, allow), ("token1", allow)], credential.Contexts.Select(static context => (context.RejectedToken, context.AllowsInteraction)));
    }

    [Fact]
    public async Task A_credential_that_waits_for_a_person_who_may_not_be_asked_is_given_up()
    {
        using var service = Service(new Waiting(), allowInteraction: false);
        var submitting = SubmitAsync(service);

        await _time.WhenTimerWithinAsync(TimeSpan.FromSeconds(100));
        _time.Advance(TimeSpan.FromSeconds(100));

        await Assert.ThrowsAsync<ServiceUnreachableException>(() => submitting);
        Assert.Empty(_sent);
    }

    [Fact]
    public void No_text_shows_a_token()
    {
        var end = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

        Assert.Equal("access token that expires on 2026-01-02 03:04:05Z", new ComputeAccessToken("secret", end).ToString());
        Assert.Equal("access token", new ComputeAccessToken("secret").ToString());
        Assert.DoesNotContain("secret", new ComputeTokenContext("secret").ToString());
        Assert.Throws<ArgumentNullException>(() => new ComputeAccessToken(null!));
    }

    private static async Task SubmitAsync(HttpComputeService service) =>
        await service.SubmitAsync(SubmitRequests.Of(await ServiceConnectionTests.BatchAsync()), CancellationToken.None);

    private HttpComputeService Service(IComputeCredential credential, bool allowInteraction = true) => new(
        new ServiceConnection(
            new ComputeClientOptions(TestCalls.Options(_time))
            {
                Credential = credential,
                AllowInteraction = allowInteraction,
                HttpMessageHandler = new FakeHandler((_, request) =>
                {
                    var token = request.Headers.Authorization!.Parameter!;
                    _sent.Add(token);
                    return _refused.Contains(token) ? FakeHandler.Json(HttpStatusCode.Unauthorized, "{}") : FakeHandler.Json(HttpStatusCode.OK, Accepted);
                }),
            },
            NullLogger.Instance),
        new Remote.Settings.ComputeUserRuntime(),
        createQueue: false);

    private sealed class Issuer(TimeProvider time, TimeSpan? lifetime) : IComputeCredential
    {
        private int _number;

        public List<ComputeTokenContext> Contexts { get; } = [];

        public bool IsStuck { get; set; }

        public string? Failure { get; set; }

        public TimeSpan? RenewAfter { get; init; }

        public ValueTask<ComputeAccessToken> GetTokenAsync(ComputeTokenContext context, CancellationToken cancellationToken)
        {
            Contexts.Add(context);
            return Failure switch
            {
                "throws" => throw new InvalidOperationException("The vault is sealed."),
                "gives null" => new((ComputeAccessToken)null!),
                not null => new(new ComputeAccessToken("a\nb", time.GetUtcNow().AddHours(1))),
                null => new(new ComputeAccessToken($"token{(IsStuck && _number > 0 ? _number : ++_number)}", lifetime is { } life ? time.GetUtcNow() + life : null)
                {
                    RenewOn = time.GetUtcNow() + RenewAfter,
                }),
            };
        }
    }

    private sealed class Waiting : IInteractiveCredential
    {
        public bool IsWaitingForUser => true;

        public ValueTask<ComputeAccessToken> GetTokenAsync(ComputeTokenContext context, CancellationToken cancellationToken) =>
            new(new TaskCompletionSource<ComputeAccessToken>().Task);
    }
}
