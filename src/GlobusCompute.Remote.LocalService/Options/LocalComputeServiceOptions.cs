using System.Net;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.LocalService;

/// <summary>
/// Sets how a <see cref="LocalComputeService"/> runs: <see cref="LocalComputeServiceSettings"/>, and what only code can give. Copied and checked when it
/// starts; a later change has no effect.
/// </summary>
public sealed class LocalComputeServiceOptions : LocalComputeServiceSettings
{
    /// <summary>Initializes options with the defaults.</summary>
    public LocalComputeServiceOptions()
    {
    }

    /// <summary>Initializes options with a copy of settings, such as those that were read from configuration.</summary>
    /// <param name="settings">The settings. Of other <see cref="LocalComputeServiceOptions"/>, everything is copied.</param>
    /// <exception cref="ArgumentNullException"><paramref name="settings"/> is null.</exception>
    public LocalComputeServiceOptions(LocalComputeServiceSettings settings)
        : base(settings)
    {
        if (settings is LocalComputeServiceOptions options)
        {
            (AmqpCredential, Faults) = (options.AmqpCredential, options.Faults);
            (LoggerFactory, TimeProvider) = (options.LoggerFactory, options.TimeProvider);
        }
    }

    /// <summary>
    /// Gets or sets what makes the credentials for one answer about the stream. It is given the queue prefix (with a Globus Auth, each user has one), and shall
    /// return a user of the broker who may read the queues that begin with it, with a new password that voids that user's earlier one while open connections
    /// stay: so does the real service at each request. Calls do not overlap; if one throws, the request is answered with 503. Null (the default) gives clients
    /// the user of <see cref="LocalComputeServiceSettings.AmqpUrl"/>.
    /// </summary>
    public Func<string, CancellationToken, Task<NetworkCredential>>? AmqpCredential { get; set; }

    /// <summary>
    /// Gets or sets the faults that the service makes on demand from its start. Null (the default): none. <see cref="LocalComputeService.Faults"/> changes
    /// them while it runs.
    /// </summary>
    public FaultPlan? Faults { get; set; }

    /// <summary>
    /// Gets or sets where the service logs, what tasks print included. Null (the default) logs nothing. Arguments, results and tokens are never logged.
    /// </summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>
    /// Gets or sets the clock of all that the service does after a time: retention, rate limit, task timeout, faults, reconnects to the broker. Default
    /// <see cref="TimeProvider.System"/>. How long its processes have for their end is always measured by the system's clock.
    /// </summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Makes the copy that a service keeps.</summary>
    /// <exception cref="ArgumentException">An option is out of its range. The message names it.</exception>
    internal LocalComputeServiceOptions Checked()
    {
        var copy = new LocalComputeServiceOptions(this);
        copy.ValidateSettings();
        Require(copy.TimeProvider is not null, nameof(TimeProvider), "not null");
        Require(copy.AmqpCredential is null || copy.AmqpUrl is not null, nameof(AmqpCredential), $"null without {nameof(AmqpUrl)}");
        return copy;
    }
}
