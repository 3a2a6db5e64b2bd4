using System.Net;
using System.Net.Sockets;
using GlobusCompute.Remote.Settings;
using GlobusCompute.Remote.Submission;
using GlobusCompute.Remote.Wire;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace GlobusCompute.Remote.Tests.Wire;

/// <summary>A redirect is an answer: arguments go to the service that the app named, and nowhere else.</summary>
public sealed class RedirectTests
{
    [Theory]
    [InlineData(300, "elsewhere")]
    [InlineData(301, "elsewhere")]
    [InlineData(302, "elsewhere")]
    [InlineData(307, "elsewhere")]
    [InlineData(308, "elsewhere")]
    [InlineData(307, "/v2/other")]
    [InlineData(308, "//127.0.0.2:1/x")]
    [InlineData(307, "https://example.invalid/steal")]
    [InlineData(302, "not a url \"")]
    [InlineData(304, null)]
    [InlineData(307, null)]
    [InlineData(399, "elsewhere")]
    public async Task Arguments_never_go_where_an_answer_points_to(int status, string? location)
    {
        await using var elsewhere = new Server(static _ => (200, null));
        await using var server = new Server(_ => (status, location == "elsewhere" ? $"{elsewhere.Url}v3/endpoints/x/submit" : location));
        using var service = Service(server.Url);

        var error = await Assert.ThrowsAsync<ComputeServiceException>(async () =>
            await service.SubmitAsync(SubmitRequests.Of(await ServiceConnectionTests.BatchAsync()), CancellationToken.None));

        Assert.Equal((HttpStatusCode)status, error.StatusCode);
        Assert.Contains("redirect", error.Message);
        Assert.Equal(1, server.Requests);
        Assert.Equal(0, elsewhere.Requests);
    }

    // 303 says: it was done, look there.
    [Fact]
    public async Task A_submission_that_is_told_to_look_elsewhere_may_have_been_accepted()
    {
        await using var elsewhere = new Server(static _ => (200, null));
        await using var server = new Server(_ => (303, $"{elsewhere.Url}done"));
        using var service = Service(server.Url);

        await Assert.ThrowsAsync<AmbiguousOutcomeException>(async () =>
            await service.SubmitAsync(SubmitRequests.Of(await ServiceConnectionTests.BatchAsync()), CancellationToken.None));

        Assert.Equal((1, 0), (server.Requests, elsewhere.Requests));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Requests_of_an_app_are_not_redirected_either(int status)
    {
        await using var elsewhere = new Server(static _ => (200, null));
        await using var server = new Server(_ => (status, elsewhere.Url.AbsoluteUri));
        using var service = Service(server.Url);

        var error = await Assert.ThrowsAsync<ComputeServiceException>(() => service.SendAsync(ManagementRequests.Version, CancellationToken.None));

        Assert.Equal((HttpStatusCode)status, error.StatusCode);
        Assert.Equal((1, 0), (server.Requests, elsewhere.Requests));
    }

    private static HttpComputeService Service(Uri url) => new(
        new ServiceConnection(new ComputeClientOptions { ServiceUrl = url, Credential = new ComputeAccessTokenCredential("token") }, NullLogger.Instance),
        new ComputeUserRuntime(),
        createQueue: false);

    /// <summary>Answers every request on loopback with a status and a place.</summary>
    private sealed class Server : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly Func<int, (int Status, string? Location)> _answer;
        private readonly Task _loop;
        private int _requests;

        public Server(Func<int, (int Status, string? Location)> answer)
        {
            _answer = answer;
            _listener.Start();
            Url = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
            _loop = RunAsync();
        }

        public Uri Url { get; }

        public int Requests => _requests;

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _loop;
        }

        private async Task RunAsync()
        {
            while (true)
            {
                TcpClient client;
                try
                {
                    client = await _listener.AcceptTcpClientAsync();
                }
                catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
                {
                    return;
                }

                using (client)
                {
                    await AnswerAsync(client.GetStream());
                }
            }
        }

        private async Task AnswerAsync(NetworkStream stream)
        {
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1, leaveOpen: true);
            var length = 0;
            while (await reader.ReadLineAsync() is { Length: > 0 } line)
            {
                length = line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase) ? int.Parse(line[15..]) : length;
            }

            if (length > 0)
            {
                await reader.ReadBlockAsync(new char[length]);
            }

            var (status, location) = _answer(Interlocked.Increment(ref _requests));
            var answer = $"HTTP/1.1 {status} X\r\nContent-Length: {(status == 304 ? 0 : 2)}\r\nConnection: close\r\n{(location is null ? "" : $"Location: {location}\r\n")}\r\n{(status == 304 ? "" : "{}")}";
            await stream.WriteAsync(System.Text.Encoding.Latin1.GetBytes(answer));
        }
    }
}
