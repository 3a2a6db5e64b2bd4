using System.Text.Json;

namespace GlobusCompute.Remote.Service;

/// <summary>What an app asks for beside calls.</summary>
internal sealed partial class HttpComputeService
{
    public Task<ComputeTaskGroup> GetTaskGroupAsync(Guid taskGroupId, CancellationToken cancellationToken) =>
        GetAsync($"v2/taskgroup/{taskGroupId:D}", root => TaskGroupAnswer.Read(root, taskGroupId), cancellationToken);

    private Task<T> GetAsync<T>(string path, Func<JsonElement, T> read, CancellationToken cancellationToken) =>
        AskAsync(HttpMethod.Get, path, content: null, SendRule.Repeatable, read, cancellationToken);

    private async Task<T> AskAsync<T>(
        HttpMethod method, string path, Func<HttpContent>? content, SendRule rule, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        using var answer = await _connection
            .SendAsync(method, path, content, rule, isQuestion: false, prepaid: false, cancellationToken)
            .ConfigureAwait(false);
        try
        {
            using var document = JsonDocument.Parse(answer.Memory, new JsonDocumentOptions { MaxDepth = 256 });
            return read(document.RootElement);
        }
        catch (JsonException e)
        {
            throw new ComputeServiceException($"{method} /{path}", null, null, $"The answer cannot be read: {e.Message}", e);
        }
    }
}
