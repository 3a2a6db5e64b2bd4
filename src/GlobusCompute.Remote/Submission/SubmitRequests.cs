using GlobusCompute.Remote.Wire;

namespace GlobusCompute.Remote.Submission;

/// <summary>Makes submit requests: a batch with the settings of where it goes.</summary>
internal static class SubmitRequests
{
    public static SubmitRequest Of(SubmissionBatch batch) => Of(batch, ResultSerializers.Of(batch.Target.Results, batch.Target.Owner?.Payloads));

    /// <summary>Makes the largest request for a target that has no tasks.</summary>
    public static SubmitRequest Largest(SubmissionTarget target) => Of(new SubmissionBatch(target), ResultSerializers.Longest(target.Owner?.Payloads));

    private static SubmitRequest Of(SubmissionBatch batch, string resultSerializers)
    {
        var settings = batch.Target.Settings;
        return new SubmitRequest(settings.EndpointId, batch)
        {
            TaskGroupId = settings.TaskGroup.Id,
            UserEndpointConfig = settings.UserEndpointConfig,
            ResourceSpecification = settings.ResourceSpecification,
            ResultSerializers = settings.ResultSerializers is "[]" ? null : settings.ResultSerializers ?? resultSerializers,
        };
    }
}
