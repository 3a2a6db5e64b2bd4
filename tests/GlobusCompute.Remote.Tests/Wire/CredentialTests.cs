using System.Net;
using GlobusCompute.Remote.Credentials;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Submission;
using GlobusCompute.Remote.Wire;
using Xunit;

namespace GlobusCompute.Remote.Tests.Wire;

/// <summary>What a credential gives, or does not give, is found out before anything is sent.</summary>
public sealed class CredentialTests
{
    private const string Accepted = """{"tasks":{}}""";

    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData("secret\r\nX-Evil: 1")]
    [InlineData("secret\n")]
    [InlineData("secret\r")]
    [InlineData("Bearer secret")]
    [InlineData("bearer secret")]
    [InlineData(" secret")]
    [InlineData("secret ")]
    [InlineData("sec\tret")]
    [InlineData("secret\0")]
    [InlineData("sécret")]
    [InlineData("\u202esecret")]
    [InlineData("\ud800secret")]
    [InlineData("secret\u007f")]
    [InlineData("")]
    public async Task A_token_that_no_header_can_carry_is_not_sent_and_not_shown(string token)
    {
        var handler = new FakeHandler(static (_, _) => FakeHandler.Json(HttpStatusCode.OK, Accepted));
        using var service = ServiceConnectionTests.Service(handler, _time, new Credential((_, _) => new(new ComputeAccessToken(token))));

        var error = await Assert.ThrowsAsync<ServiceUnreachableException>(() => SubmitAsync(service));

        Assert.Contains("was not sent", error.Message);
        Assert.DoesNotContain("ecret", error.ToString());
        Assert.Empty(handler.Requests);
    }

    [Fact]
    public async Task A_call_with_such_a_token_was_surely_not_accepted()
    {
        var handler = new FakeHandler(static (_, _) => FakeHandler.Json(HttpStatusCode.OK, Accepted));
        await using var client = new ComputeClient(new ComputeClientOptions(TestCalls.Options(_time)) { HttpMessageHandler = handler, Credential = new Credential(static (_, _) => new(new ComputeAccessToken("a\r\nb"))) });

        await Assert.ThrowsAsync<CallRefusedException>(() => client.CreateExecutor(Guid.NewGuid()).SubmitToRegisteredFunction(Guid.NewGuid()));

        Assert.Empty(handler.Requests);
    }

    [Fact]
    public async Task A_credential_that_never_answers_is_waited_for_as_long_as_for_a_request()
    {
        var handler = new FakeHandler(static (_, _) => FakeHandler.Json(HttpStatusCode.OK, Accepted));
        var canceled = new TaskCompletionSource();
        using var service = ServiceConnectionTests.Service(handler, _time, new Credential((_, token) =>
        {
            token.Register(canceled.SetResult);
            return new(new TaskCompletionSource<ComputeAccessToken>().Task);
        }));
        var submitting = SubmitAsync(service);

        await _time.WhenTimerWithinAsync(TimeSpan.FromSeconds(100));
        _time.Advance(TimeSpan.FromSeconds(99));
        Assert.False(submitting.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Contains("00:01:40", (await Assert.ThrowsAsync<ServiceUnreachableException>(() => submitting)).Message);
        Assert.Empty(handler.Requests);
        await canceled.Task;
    }

    [Fact]
    public async Task A_credential_that_waits_for_a_person_has_all_the_time_it_wants()
    {
        var handler = new FakeHandler(static (_, _) => FakeHandler.Json(HttpStatusCode.OK, Accepted));
        var signedIn = new TaskCompletionSource<ComputeAccessToken>();
        using var service = ServiceConnectionTests.Service(handler, _time, new Credential((_, _) => new(signedIn.Task)) { IsWaitingForUser = true });
        var submitting = SubmitAsync(service);

        for (var i = 0; i < 10; i++)
        {
            await _time.WhenTimerWithinAsync(TimeSpan.FromSeconds(100));
            _time.Advance(TimeSpan.FromSeconds(100));
        }

        Assert.False(submitting.IsCompleted);
        signedIn.SetResult(new ComputeAccessToken("token"));
        await submitting;
        Assert.Single(handler.Requests);
    }

    [Fact]
    public async Task A_credential_that_no_longer_waits_for_a_person_is_given_up()
    {
        var credential = new Credential((_, _) => new(new TaskCompletionSource<ComputeAccessToken>().Task)) { IsWaitingForUser = true };
        using var service = ServiceConnectionTests.Service(new FakeHandler(static (_, _) => FakeHandler.Json(HttpStatusCode.OK, Accepted)), _time, credential);
        var submitting = SubmitAsync(service);

        await _time.WhenTimerWithinAsync(TimeSpan.FromSeconds(100));
        _time.Advance(TimeSpan.FromSeconds(100));
        credential.IsWaitingForUser = false;
        await _time.WhenTimerWithinAsync(TimeSpan.FromSeconds(100));
        _time.Advance(TimeSpan.FromSeconds(100));

        await Assert.ThrowsAsync<ServiceUnreachableException>(() => submitting);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cancellation_ends_the_wait_for_a_credential_at_once(bool isWaitingForUser)
    {
        using var service = ServiceConnectionTests.Service(
            new FakeHandler(static (_, _) => FakeHandler.Json(HttpStatusCode.OK, Accepted)),
            _time,
            new Credential((_, _) => new(new TaskCompletionSource<ComputeAccessToken>().Task)) { IsWaitingForUser = isWaitingForUser });
        using var cancel = new CancellationTokenSource();
        var submitting = SubmitAsync(service, cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => submitting);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Disposal_ends_the_wait_for_a_credential_at_once(bool isWaitingForUser)
    {
        var client = new ComputeClient(new ComputeClientOptions(TestCalls.Options(_time))
        {
            ShutdownTimeout = TimeSpan.Zero,
            Credential = new Credential((_, _) => new(new TaskCompletionSource<ComputeAccessToken>().Task)) { IsWaitingForUser = isWaitingForUser },
        });
        var future = client.CreateExecutor(Guid.NewGuid()).SubmitToRegisteredFunction(Guid.NewGuid());

        await client.DisposeAsync();

        await Assert.ThrowsAsync<ComputeDetachedException>(() => future);
    }

    private static async Task<SubmitAnswer> SubmitAsync(HttpComputeService service, CancellationToken cancellationToken = default) =>
        await service.SubmitAsync(SubmitRequests.Of(await ServiceConnectionTests.BatchAsync()), cancellationToken);

    private sealed class Credential(Func<ComputeTokenContext, CancellationToken, ValueTask<ComputeAccessToken>> give) : IInteractiveCredential
    {
        public bool IsWaitingForUser { get; set; }

        public ValueTask<ComputeAccessToken> GetTokenAsync(ComputeTokenContext context, CancellationToken cancellationToken) => give(context, cancellationToken);
    }
}
