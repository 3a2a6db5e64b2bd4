using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Settings;
using GlobusCompute.Remote.Wire;

namespace GlobusCompute.Remote.Submission;

/// <summary>Makes the targets of a client's calls: settings, and the room that they leave in a request.</summary>
/// <param name="context">What the client's calls have in common.</param>
/// <param name="service">What knows how much of a request settings take.</param>
/// <param name="maxRequestBytes">The most bytes of one request.</param>
/// <param name="payloads">The payload formats that the app has added, or null.</param>
internal sealed class TargetFactory(CallContext context, IComputeService service, int maxRequestBytes, ComputePayloadOptions? payloads)
{
    /// <summary>The task group of the executors that were given no other.</summary>
    public TaskGroupReference DefaultTaskGroup { get; } = new(null);

    /// <exception cref="ArgumentException">An option is out of its range. The message names it.</exception>
    public CallTarget Create(Guid endpointId, ComputeExecutorOptions options, string parameter = "options") =>
        Create(new CallCounts(), ExecutorSettings.Create(endpointId, options, DefaultTaskGroup, parameter), parameter);

    /// <summary>The target of later calls of an executor whose settings change.</summary>
    /// <exception cref="ArgumentException">The settings leave no room for a task.</exception>
    public CallTarget Create(CallCounts counts, ExecutorSettings settings, string parameter)
    {
        var target = Create(counts, settings);
        return target.MaxTaskBytes > 0 ? target : throw settings.NoRoom(parameter);
    }

    /// <summary>Where a task is that was submitted before. Nothing is sent there.</summary>
    /// <param name="handle">What is known of the task.</param>
    /// <param name="counts">Where its calls are counted; null for nowhere.</param>
    public CallTarget ForAttached(ComputeTaskHandle handle, CallCounts? counts) =>
        Create(counts ?? new CallCounts(), new ExecutorSettings { EndpointId = handle.EndpointId, TaskGroup = new TaskGroupReference(handle.TaskGroupId) });

    private CallTarget Create(CallCounts counts, ExecutorSettings settings) => new(
        context,
        counts,
        settings,
        Math.Max(0, maxRequestBytes - service.GetSubmitOverhead(SubmitRequests.Largest(settings, payloads)) - SubmissionBatch.Overhead));
}
