using System.Text.Json;

namespace GlobusCompute.Remote.Wire;

/// <summary>What an app asks for beside calls.</summary>
internal sealed partial class HttpComputeService
{
    public Task<ComputeTaskGroup> GetTaskGroupAsync(Guid taskGroupId, CancellationToken cancellationToken) =>
        AskAsync(
            new ServiceQuestion<ComputeTaskGroup>(HttpMethod.Get, $"v2/taskgroup/{taskGroupId:D}", root => TaskGroupAnswer.Read(root, taskGroupId)), cancellationToken);

    public async Task<T> AskAsync<T>(ServiceQuestion<T> question, CancellationToken cancellationToken)
    {
        var name = $"{question.Method} /{question.Path}";
        PooledBody answer;
        try
        {
            answer = await _connection
                .SendAsync(
                    question.Method,
                    question.Path,
                    question.Body is { } body ? () => Json(body) : null,
                    question.Changes ? SendRule.AtMostOnce : SendRule.Repeatable,
                    isQuestion: false,
                    prepaid: false,
                    cancellationToken)
                .ConfigureAwait(false);
        }
        catch (AmbiguousOutcomeException e)
        {
            throw new ServiceUnreachableException(name, 1, $"{e.Message} It may have been done all the same.", e.InnerException);
        }

        using (answer)
        {
            try
            {
                using var document = JsonDocument.Parse(answer.Memory, new JsonDocumentOptions { MaxDepth = 256 });
                return question.Read(document.RootElement);
            }
            catch (JsonException e)
            {
                throw new ComputeServiceException(name, null, null, $"The answer cannot be read: {e.Message}", e);
            }
        }
    }
}
