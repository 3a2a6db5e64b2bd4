using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using System.Web;

namespace GlobusCompute.Remote.AspNetCore.Tests.Apps;

/// <summary>Passes requests to Globus Auth on, and notes what is secret in them and in the answers.</summary>
internal sealed partial class SecretSpy() : DelegatingHandler(new SocketsHttpHandler())
{
    private readonly ConcurrentQueue<string> _secrets = new();
    private readonly ConcurrentQueue<string> _computeTokens = new();

    public IReadOnlyCollection<string> Secrets => [.. _secrets];

    /// <summary>The access tokens for Compute, the latest one last.</summary>
    public IReadOnlyList<string> ComputeTokens => [.. _computeTokens];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Headers.Authorization?.Parameter is { } basic)
        {
            Note(basic);
            Note(Encoding.UTF8.GetString(Convert.FromBase64String(basic)).Split(':')[1]);
        }

        if (request.Content is not null)
        {
            var form = HttpUtility.ParseQueryString(await request.Content.ReadAsStringAsync(cancellationToken));
            Array.ForEach(["code", "code_verifier", "refresh_token", "token"], name => Note(form[name]));
        }

        var response = await base.SendAsync(request, cancellationToken);
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        foreach (Match match in Token().Matches(body))
        {
            Note(match.Groups[1].Value);
        }

        foreach (Match match in ComputeToken().Matches(body))
        {
            _computeTokens.Enqueue(match.Groups[1].Value);
        }

        return response;
    }

    private void Note(string? secret)
    {
        if (!string.IsNullOrEmpty(secret))
        {
            _secrets.Enqueue(secret);
        }
    }

    [GeneratedRegex("\"(?:access_token|refresh_token|id_token)\"\\s*:\\s*\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("\"access_token\"\\s*:\\s*\"([^\"]+)\"[^{}]*\"resource_server\"\\s*:\\s*\"funcx_service\"")]
    private static partial Regex ComputeToken();
}
