using GlobusCompute.Remote.Journal;
using GlobusCompute.Remote.LocalService;
using GlobusCompute.Remote.Tool.Functions;
using GlobusCompute.Remote.Tool.Sessions;

namespace GlobusCompute.Remote.Tool.Running;

/// <summary>Where a function runs: an endpoint of the service, or workers that this process starts and ends.</summary>
internal sealed class RunTarget : IAsyncDisposable
{
    private readonly LocalComputeService? _local;
    private readonly RunLoggers? _loggers;
    private int _isKept;

    private RunTarget(ComputeClient client, Guid endpointId, LocalComputeService? local = null, RunLoggers? loggers = null)
    {
        (Client, EndpointId, _local, _loggers) = (client, endpointId, local, loggers);
        Executor = client.CreateExecutor(endpointId);
    }

    public ComputeClient Client { get; }

    public ComputeExecutor Executor { get; }

    public Guid EndpointId { get; }

    /// <summary>Gets whether tasks end with this process.</summary>
    public bool IsLocal => _local is not null;

    /// <summary>Gets the endpoint of a run; null for <c>--local</c>.</summary>
    /// <exception cref="BadOptionException">None is named, or both are.</exception>
    public static Guid? EndpointOf(RunLine options, CommandContext context)
    {
        var named = context.Line.GetValue(options.Endpoint);
        if (context.Line.GetValue(options.Local))
        {
            return named is null ? null : throw new BadOptionException("--local and --endpoint exclude each other.");
        }

        if (context.Line.GetValue(options.Python) is not null || context.Line.GetValue(options.Workers) is not null)
        {
            throw new BadOptionException("--python and --workers need --local.");
        }

        return named ?? context.Settings.Profile.Endpoint ?? throw new BadOptionException(
            "no endpoint is named: pass --endpoint UUID, or keep one with 'gcompute profile set endpoint UUID'; 'gcompute endpoint list' shows yours. "
            + "With --local, the function runs on this machine.");
    }

    /// <summary>Creates it.</summary>
    /// <param name="options">The options of the command.</param>
    /// <param name="context">The command.</param>
    /// <param name="workers">How many workers a local run has; null for one per processor.</param>
    /// <param name="journal">Where calls are recorded; null for nowhere. A local run records nothing.</param>
    public static async Task<RunTarget> CreateAsync(RunLine options, CommandContext context, int? workers, Func<ComputeJournal>? journal = null)
    {
        if (EndpointOf(options, context) is { } endpoint)
        {
            var clientOptions = context.CreateClientOptions();
            clientOptions.Journal = journal?.Invoke();
            return new RunTarget(CommandContext.CreateClient(clientOptions), endpoint);
        }

        var loggers = new RunLoggers();
        var python = PythonSetting.Of(context.Line.GetValue(options.Python), context.Settings);
        var local = await python.StartAsync(new LocalComputeServiceOptions { Workers = workers, LoggerFactory = loggers }, context.Stop).ConfigureAwait(false);
        return new RunTarget(local.CreateClient(), local.EndpointId, local, loggers);
    }

    /// <summary>Adds the function to the user's list once it is registered, unless it ends with this process or was there before.</summary>
    public void Keep(FunctionReference function, Guid? id)
    {
        if (!IsLocal && function.File is not null && id is { } registered && Interlocked.Exchange(ref _isKept, 1) == 0)
        {
            RegisteredFunctions.Keep(function, registered, Client.ServiceUrl);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync().ConfigureAwait(false);
        if (_local is not null)
        {
            await _local.DisposeAsync().ConfigureAwait(false);
        }

        _loggers?.Dispose();
    }
}
