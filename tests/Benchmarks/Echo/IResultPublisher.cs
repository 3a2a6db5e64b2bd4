namespace GlobusCompute.Remote.Benchmarks;

/// <summary>Where the results of the echo service go: a broker with a queue for each task group.</summary>
internal interface IResultPublisher : IAsyncDisposable
{
    /// <summary>Gets the address that clients are told.</summary>
    string Url { get; }

    /// <summary>Makes a queue, unless it exists.</summary>
    Task DeclareAsync(string queue);

    /// <summary>Publishes the results of tasks with consecutive numbers.</summary>
    Task PublishAsync(string queue, long first, int count);
}
