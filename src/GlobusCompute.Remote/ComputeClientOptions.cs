using GlobusCompute.Remote.Filters;
using GlobusCompute.Remote.Journal;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Settings;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote;

/// <summary>
/// Sets how a <see cref="ComputeClient"/> reaches the service: <see cref="ComputeClientSettings"/>, and what only code can give. Copied and checked when a
/// client is made; a later change has no effect on it.
/// </summary>
public sealed class ComputeClientOptions : ComputeClientSettings
{
    /// <summary>Initializes options with the defaults.</summary>
    public ComputeClientOptions()
    {
    }

    /// <summary>Initializes options with a copy of settings, such as those that were read from configuration.</summary>
    /// <param name="settings">The settings. Of other <see cref="ComputeClientOptions"/>, everything is copied.</param>
    /// <exception cref="ArgumentNullException"><paramref name="settings"/> is null.</exception>
    public ComputeClientOptions(ComputeClientSettings settings)
        : base(settings)
    {
        if (settings is ComputeClientOptions options)
        {
            Credential = options.Credential;
            HttpMessageHandler = options.HttpMessageHandler;
            Payloads = options.Payloads?.Copy();
            LoggerFactory = options.LoggerFactory;
            Journal = options.Journal;
            TimeProvider = options.TimeProvider;
            Filters = new FilterList(options.Filters);
        }
    }

    /// <summary>
    /// Gets or sets who calls. Null (the default) takes the token from the environment variable <c>GLOBUS_COMPUTE_ACCESS_TOKEN</c>.
    /// </summary>
    public IComputeCredential? Credential { get; set; }

    /// <summary>
    /// Gets or sets the handler that sends requests, for proxies and private certificate authorities. It stays the app's: the client does not dispose it. It
    /// should not follow redirects, which would send arguments to other servers. Null (the default) makes a <see cref="SocketsHttpHandler"/> that follows
    /// none.
    /// </summary>
    public HttpMessageHandler? HttpMessageHandler { get; set; }

    /// <summary>Gets or sets Python classes and payload formats of the app's own. Null (the default) adds none.</summary>
    public ComputePayloadOptions? Payloads { get; set; }

    /// <summary>Gets or sets where the library logs. Null (the default) logs nothing. Arguments, results and tokens are never logged.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>
    /// Gets or sets the journal in which the client records the calls that it sends, so that they are found again after a crash. The client does not dispose
    /// it. A call that cannot be recorded is not sent. Null (the default) records nothing.
    /// </summary>
    public ComputeJournal? Journal { get; set; }

    /// <summary>
    /// Gets the filters that run around the calls of all executors, the first one outermost; <see cref="ComputeExecutorOptions.Filters"/> run inside them.
    /// Empty by default.
    /// </summary>
    public IList<IComputeCallFilter> Filters { get; } = new FilterList();

    /// <summary>Gets or sets the clock. Default <see cref="TimeProvider.System"/>; not null.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Checks the options as a client does that is made with them.</summary>
    /// <exception cref="ArgumentException">An option is out of its range. The message names it.</exception>
    public void Validate() => Checked();

    /// <summary>Makes the copy that a client keeps.</summary>
    /// <exception cref="ArgumentException">An option is out of its range. The message names it.</exception>
    internal ComputeClientOptions Checked()
    {
        var copy = new ComputeClientOptions(this);
        copy.ValidateSettings();
        OptionCheck.NotNull(copy.TimeProvider, nameof(ComputeClientOptions), nameof(TimeProvider));
        copy.Payloads?.Validate();
        return copy;
    }
}
