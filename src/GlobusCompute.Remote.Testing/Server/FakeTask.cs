namespace GlobusCompute.Remote.Testing.Server;

/// <summary>A task as the service in memory has it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="EndpointId">The endpoint that runs it.</param>
/// <param name="FunctionId">The function that it runs.</param>
/// <param name="GroupId">Its task group.</param>
/// <param name="Arguments">The packed arguments, as a worker gets them.</param>
/// <param name="CreatedAt">When it was accepted.</param>
internal sealed record FakeTask(Guid Id, Guid EndpointId, Guid FunctionId, Guid GroupId, string Arguments, DateTimeOffset CreatedAt)
{
    /// <summary>Its outcome; null while it is pending.</summary>
    public FakeTaskResult? Result { get; set; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset CompletedAt { get; set; }
}

/// <summary>The outcome of a task.</summary>
/// <param name="Text">The serialized result, or the failure's text.</param>
/// <param name="IsFailure">Whether it failed.</param>
internal sealed record FakeTaskResult(string Text, bool IsFailure);
