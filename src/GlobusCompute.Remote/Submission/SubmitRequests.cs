using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Settings;
using GlobusCompute.Remote.Wire;

namespace GlobusCompute.Remote.Submission;

/// <summary>Makes submit requests: a batch with the settings of where it goes.</summary>
internal static class SubmitRequests
{
    /// <param name="batch">The tasks.</param>
    /// <param name="payloads">The payload formats that the app has added, or null.</param>
    public static SubmitRequest Of(SubmissionBatch batch, ComputePayloadOptions? payloads = null) =>
        Of(batch.Target.Settings, batch, ResultSerializers.Of(batch.Target.Results, payloads));

    /// <summary>Makes the largest request that settings can ask for, without its tasks.</summary>
    public static SubmitRequest Largest(ExecutorSettings settings, ComputePayloadOptions? payloads) =>
        Of(settings, NoTasks.Instance, ResultSerializers.Longest(payloads));

    private static SubmitRequest Of(ExecutorSettings settings, ISubmitTasks tasks, string resultSerializers) => new(settings.EndpointId, tasks)
    {
        TaskGroupId = settings.TaskGroup.Id,
        UserEndpointConfig = settings.UserEndpointConfig,
        ResourceSpecification = settings.ResourceSpecification,
        ResultSerializers = settings.ResultSerializers is "[]" ? null : settings.ResultSerializers ?? resultSerializers,
    };

    private sealed class NoTasks : ISubmitTasks
    {
        public static NoTasks Instance { get; } = new();

        public int Count => 0;

        public long TaskBytes => 0;

        public IReadOnlyList<IFunctionTasks> Functions => [];
    }
}
