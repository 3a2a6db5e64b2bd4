using System.Net;
using System.Text;

namespace GlobusCompute.Remote.Testing;

/// <summary>Answers requests as a test says, also several at a time, and keeps them.</summary>
/// <param name="answer">Gives the answer to a request, which is the first, the second and so on.</param>
internal sealed class FakeHandler(Func<int, HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    private readonly List<(HttpRequestMessage Request, string? Body)> _requests = [];

    /// <param name="answer">Gives the answer to a request, which is the first, the second and so on.</param>
    public FakeHandler(Func<int, HttpRequestMessage, HttpResponseMessage> answer)
        : this((number, request, _) => Task.FromResult(answer(number, request)))
    {
    }

    /// <summary>Whether a body is read before it is answered, and kept. Otherwise the answer reads what it wants of it.</summary>
    public bool ReadsBodies { get; init; } = true;

    /// <summary>The requests so far, with their bodies.</summary>
    public IReadOnlyList<(HttpRequestMessage Request, string? Body)> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>A service that takes requests and never answers.</summary>
    public static FakeHandler Silent() => new(static async (_, _, cancellationToken) =>
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        throw new InvalidOperationException("Not reached.");
    });

    public static HttpResponseMessage Json(HttpStatusCode status, string body) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = ReadsBodies && request.Content is not null ? await request.Content.ReadAsStringAsync(cancellationToken) : null;
        int number;
        lock (_requests)
        {
            _requests.Add((request, body));
            number = _requests.Count;
        }

        return await answer(number, request, cancellationToken);
    }
}
