using System.Net;
using GlobusCompute.Remote.Credentials;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Submission;
using GlobusCompute.Remote.Wire;
using Xunit;

namespace GlobusCompute.Remote.Tests.Wire;

/// <summary>The service may require more of a sign-in (protocol.md §2.9): the credential gets one chance, and else the caller learns what is required.</summary>
public sealed class AuthorizationRequiredTests
{
    private const string Accepted = """{"tasks":{}}""";
    private const string Required =
        """{"code":"AuthorizationRequired","reason":"Policy.","authorization_parameters":{"session_message":"Use your badge.","session_required_mfa":true}}""";

    private readonly ManualTimeProvider _time = new();
    private readonly List<ComputeTokenContext> _contexts = [];

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(500)]
    public async Task A_request_is_sent_once_more_with_the_token_of_a_sign_in_that_satisfies_it(int status)
    {
        var sent = new List<string?>();
        var handler = new FakeHandler((number, request) =>
        {
            sent.Add(request.Headers.Authorization!.Parameter);
            return number == 1 ? FakeHandler.Json((HttpStatusCode)status, Required) : FakeHandler.Json(HttpStatusCode.OK, Accepted);
        });
        using var service = Service(handler, context => new ComputeAccessToken(context.Requirements is null ? "first" : "second", _time.GetUtcNow().AddHours(1)));

        await SubmitAsync(service);
        await SubmitAsync(service);

        Assert.Equal(["first", "second", "second"], sent);
        var context = _contexts[^1];
        Assert.Equal(("first", true, false), (context.RejectedToken, context.Requirements!.RequiresMfa, context.IsBackground));
        Assert.Equal("Use your badge.", context.Requirements.Message);
        Assert.Equal(2, _contexts.Count);
    }

    [Fact]
    public async Task A_sign_in_that_does_not_satisfy_it_is_not_followed_by_another()
    {
        var handler = new FakeHandler(static (_, _) => FakeHandler.Json(HttpStatusCode.Forbidden, Required));
        using var service = Service(handler, context => new ComputeAccessToken($"token{_contexts.Count}", _time.GetUtcNow().AddHours(1)));

        var error = await Assert.ThrowsAsync<AuthorizationRequiredException>(() => SubmitAsync(service));

        Assert.Equal(2, handler.Requests.Count);
        Assert.True(error.Parameters.RequiresMfa);
        Assert.Contains("Use your badge.", error.Message);
        Assert.Contains("/submit", error.Request);
        Assert.False(error.IsTransient);
    }

    [Theory]
    [InlineData("gives the same")]
    [InlineData("throws")]
    [InlineData("requires a person")]
    public async Task What_is_required_is_known_to_the_caller_where_the_credential_cannot_satisfy_it(string what)
    {
        var handler = new FakeHandler(static (_, _) => FakeHandler.Json(HttpStatusCode.Forbidden, Required));
        using var service = Service(handler, context => (what, context.Requirements) switch
        {
            (_, null) or ("gives the same", _) => new ComputeAccessToken("first", _time.GetUtcNow().AddHours(1)),
            ("throws", _) => throw new InvalidOperationException("Nobody is there."),
            _ => throw new AuthorizationRequiredException("Nobody is there."),
        });

        var error = await Assert.ThrowsAsync<AuthorizationRequiredException>(() => SubmitAsync(service));

        Assert.Single(handler.Requests);
        Assert.True(error.Parameters.RequiresMfa);
        Assert.Contains("Use your badge.", error.Message);
        Assert.Equal(what != "gives the same", error.Message.Contains("Nobody is there."));
        Assert.DoesNotContain("..", error.Message);
    }

    [Fact]
    public async Task A_credential_that_needs_a_sign_in_is_not_an_outage()
    {
        var handler = new FakeHandler(static (_, _) => FakeHandler.Json(HttpStatusCode.OK, Accepted));
        using var service = Service(handler, static _ => throw new AuthorizationRequiredException("The sign-in is over."));

        var error = await Assert.ThrowsAsync<AuthorizationRequiredException>(() => SubmitAsync(service));

        Assert.Contains("The sign-in is over.", error.Message);
        Assert.Empty(handler.Requests);
    }

    [Fact]
    public async Task Calls_and_management_requests_report_it_alike()
    {
        var handler = new FakeHandler(static (_, _) => FakeHandler.Json(HttpStatusCode.Forbidden, Required));
        await using var client = new ComputeClient(new ComputeClientOptions(TestCalls.Options()) { HttpMessageHandler = handler });

        var call = await Assert.ThrowsAsync<CallRefusedException>(() => client.CreateExecutor(Guid.NewGuid()).SubmitToRegisteredFunction(Guid.NewGuid()));
        var registration = await Assert.ThrowsAsync<FunctionRegistrationException>(
            () => client.CreateExecutor(Guid.NewGuid()).Submit(PythonFunction.FromSource("def f():\n    return 1\n")));
        var request = await Assert.ThrowsAsync<AuthorizationRequiredException>(() => client.GetEndpointStatusAsync(Guid.NewGuid()));

        Assert.All(
            [AuthorizationRequiredException.FindIn(call), AuthorizationRequiredException.FindIn(registration), request],
            static error => Assert.True(error!.Parameters.RequiresMfa));
        Assert.Null(AuthorizationRequiredException.FindIn(new InvalidOperationException("x", new TimeoutException())));
        Assert.NotNull(AuthorizationRequiredException.FindIn(new AggregateException(new TimeoutException(), call)));
    }

    [Theory]
    [InlineData("""{"authorization_parameters":{"required_scopes":"a, b"}}""", "a|b")]
    [InlineData("""{"code":"ConsentRequired","required_scopes":["a"]}""", "a")]
    [InlineData("""{"code":"ConsentRequired","required_scope":"a"}""", "a")]
    [InlineData("""{"code":"Whatever","authorization_parameters":{}}""", "")]
    [InlineData("""{"error":"dependent_consent_required","errors":[{"unapproved_scopes":["a"]},{"unapproved_scopes":["b","a"]}]}""", "a|b")]
    [InlineData("""{"code":"X","errors":[{"code":"Y"},{"code":"ConsentRequired","authorization_parameters":{"required_scopes":["a"]}}]}""", "a")]
    public async Task Every_form_of_it_is_understood(string body, string scopes)
    {
        using var service = Service(
            new FakeHandler((_, _) => FakeHandler.Json(HttpStatusCode.Forbidden, body)), _ => new ComputeAccessToken("first", _time.GetUtcNow().AddHours(1)));

        var error = await Assert.ThrowsAsync<AuthorizationRequiredException>(() => SubmitAsync(service));

        Assert.Equal(scopes, string.Join('|', error.Parameters.RequiredScopes));
    }

    [Theory]
    [InlineData("""{"code":"AuthorizationRequired"}""")]
    [InlineData("""{"code":1,"authorization_parameters":{}}""")]
    [InlineData("""{"code":"A","authorization_parameters":[]}""")]
    [InlineData("""{"code":"A","authorization_parameters":{"session_required_mfa":"yes"}}""")]
    [InlineData("""{"code":"A","authorization_parameters":{"required_scopes":[1]}}""")]
    [InlineData("""{"code":"A","authorization_parameters":{"session_required_identities":"a,b"}}""")]
    [InlineData("""[{"code":"A","authorization_parameters":{}}]""")]
    public async Task An_answer_that_is_not_quite_one_is_an_ordinary_refusal(string body)
    {
        using var service = Service(
            new FakeHandler((_, _) => FakeHandler.Json(HttpStatusCode.Forbidden, body)), _ => new ComputeAccessToken("first", _time.GetUtcNow().AddHours(1)));

        await Assert.ThrowsAsync<ComputeServiceException>(() => SubmitAsync(service));
        Assert.Single(_contexts);
    }

    [Fact]
    public async Task A_request_for_results_says_that_nobody_waits_for_a_prompt()
    {
        using var service = Service(
            new FakeHandler(static (number, _) => FakeHandler.Json(HttpStatusCode.OK, number == 1 ? """{"results":{}}""" : Accepted)), static _ => new ComputeAccessToken("first"));

        using var page = await service.GetBatchStatusAsync([Guid.NewGuid()], CancellationToken.None);
        await SubmitAsync(service);

        Assert.Equal([true, false], _contexts.Select(static context => context.IsBackground));
    }

    private static async Task SubmitAsync(HttpComputeService service) =>
        await service.SubmitAsync(SubmitRequests.Of(await ServiceConnectionTests.BatchAsync()), CancellationToken.None);

    private HttpComputeService Service(FakeHandler handler, Func<ComputeTokenContext, ComputeAccessToken> give) =>
        ServiceConnectionTests.Service(handler, _time, new Credential(_contexts, give));

    private sealed class Credential(List<ComputeTokenContext> contexts, Func<ComputeTokenContext, ComputeAccessToken> give) : IComputeCredential
    {
        public ValueTask<ComputeAccessToken> GetTokenAsync(ComputeTokenContext context, CancellationToken cancellationToken)
        {
            contexts.Add(context);
            return new(give(context));
        }
    }
}
