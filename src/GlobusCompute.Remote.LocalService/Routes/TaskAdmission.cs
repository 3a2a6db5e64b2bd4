using GlobusCompute.Remote.LocalService.Tasks;

namespace GlobusCompute.Remote.LocalService.Routes;

/// <summary>Makes tasks of a submit request, or refuses all of it.</summary>
/// <param name="functions">The functions that tasks may name.</param>
/// <param name="endpoint">The endpoint that is to run them.</param>
/// <param name="store">Which task groups are there, and whose.</param>
/// <param name="ownership">Who may use which functions and task groups.</param>
/// <param name="maxTaskBytes">How many bytes the function and the arguments of one task may have together.</param>
/// <param name="ignoresResources">Whether resource specifications are accepted and ignored.</param>
/// <param name="time">The clock of the tasks' creation.</param>
internal sealed class TaskAdmission(
    FunctionStore functions, LocalEndpoint endpoint, TaskStore store, Ownership ownership, int maxTaskBytes, bool ignoresResources, TimeProvider time)
{
    // The only key that an engine without MPI knows.
    private const string Priority = "priority";

    /// <exception cref="ApiException">One of the tasks cannot be accepted, and so none is.</exception>
    public (TaskBatch Batch, IReadOnlyList<LocalTask> Tasks) Admit(SubmitRequest request, string user)
    {
        var batch = new TaskBatch(Guid.NewGuid(), user, request.GroupId ?? Guid.NewGuid(), request.ResultSerializers, Refusal(request.ResourceKeys));
        var now = time.GetUtcNow();
        var tasks = new List<LocalTask>(request.Tasks.Count);
        foreach (var (functionId, _, arguments) in request.Tasks)
        {
            endpoint.CheckFunction(functionId);
            if (!functions.TryGet(functionId, out var function))
            {
                throw ApiException.NotFound("FUNCTION_NOT_FOUND", "Function", functionId);
            }

            ownership.CheckUse(function, user);
            var bytes = (long)function.Code.Length + arguments.Length;
            if (bytes > maxTaskBytes)
            {
                throw ApiException.TooLarge($"A task of function {functionId} has {bytes:N0} bytes of code and arguments; {maxTaskBytes:N0} are accepted.");
            }

            tasks.Add(new LocalTask(Guid.NewGuid(), batch, function, arguments, now));
        }

        if (ownership.IsEnforced)
        {
            ownership.CheckGroup(batch.GroupId, store.Claim(batch.GroupId, user), user);
        }

        return (batch, tasks);
    }

    private string? Refusal(IReadOnlyList<string> keys)
    {
        var unknown = ignoresResources ? [] : keys.Where(key => key != Priority).ToList();
        return unknown.Count == 0 ? null :
            $"InvalidResourceSpecification: the local endpoint's engine takes no resource specification other than '{Priority}', " +
            $"but got: {string.Join(", ", unknown)}. Submit without one, or set " +
            $"{nameof(LocalComputeServiceOptions)}.{nameof(LocalComputeServiceOptions.IgnoreResourceSpecifications)} to try MPI functions here.";
    }
}
