using System.Text.Json;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Models;

namespace GlobusCompute.Remote.Wire;

/// <summary>The requests that an app makes beside calls.</summary>
internal sealed partial class HttpComputeService
{
    public Task<ComputeTaskGroup> GetTaskGroupAsync(Guid taskGroupId, CancellationToken cancellationToken) =>
        SendAsync(ManagementRequests.TaskGroup(taskGroupId), cancellationToken);

    public async Task<T> SendAsync<T>(ManagementRequest<T> request, CancellationToken cancellationToken)
    {
        HttpResponseMessage answer;
        try
        {
            answer = await request.Send(_routes, RequestPolicy.Management(request.Changes, request.MaxAnswerBytes), cancellationToken).ConfigureAwait(false);
        }
        catch (AmbiguousOutcomeException e)
        {
            throw new ServiceUnreachableException(e.Request, 1, $"{e.Message} It may have been done all the same.", e.InnerException);
        }

        using (answer)
        {
            try
            {
                return request.Read(BodyOf(answer).Memory);
            }
            catch (JsonException e)
            {
                throw Unreadable(answer, $"The answer cannot be read: {e.Message}", e);
            }
        }
    }
}
