using System.Text.Json.Nodes;
using GlobusCompute.Remote.Filters;
using GlobusCompute.Remote.Settings;

namespace GlobusCompute.Remote;

/// <summary>
/// Sets what a <see cref="ComputeExecutor"/> sends along with its calls at first: <see cref="ComputeExecutorSettings"/>, and JSON objects. Copied and checked
/// when an executor is made; a later change has no effect on it, but for its own properties.
/// </summary>
/// <remarks>
/// Configuration has no JSON objects. <see cref="ConfigurationJson"/> makes one of a section:
/// <code>
/// var section = configuration.GetSection("GlobusCompute:Executor");
/// var options = new ComputeExecutorOptions(section.Get&lt;ComputeExecutorSettings&gt;() ?? new())
/// {
///     UserEndpointConfig = ConfigurationJson.Read(section.GetSection("UserEndpointConfig").AsEnumerable(makePathsRelative: true)),
/// };
/// </code>
/// </remarks>
public sealed class ComputeExecutorOptions : ComputeExecutorSettings
{
    /// <summary>Initializes options with the defaults.</summary>
    public ComputeExecutorOptions()
    {
    }

    /// <summary>Initializes options with a copy of settings, such as those that were read from configuration.</summary>
    /// <param name="settings">The settings. Of other <see cref="ComputeExecutorOptions"/>, everything is copied.</param>
    /// <exception cref="ArgumentNullException"><paramref name="settings"/> is null.</exception>
    public ComputeExecutorOptions(ComputeExecutorSettings settings)
        : base(settings)
    {
        if (settings is ComputeExecutorOptions options)
        {
            UserEndpointConfig = options.UserEndpointConfig?.DeepClone().AsObject();
            ResourceSpecification = options.ResourceSpecification?.DeepClone().AsObject();
            Filters = options.Filters is { } filters ? [.. filters] : null!;
        }
    }

    /// <summary>
    /// Gets or sets the filters that run around the executor's calls, inside those of <see cref="ComputeClientOptions.Filters"/>, the first one outermost.
    /// Empty by default; neither it nor a filter in it is null.
    /// </summary>
    public IList<IComputeCallFilter> Filters { get; set; } = [];

    /// <summary>
    /// Gets or sets values for the endpoint's configuration template, as its administrator allows them. Null (the default) and an empty object send none. See
    /// <see cref="ComputeExecutor.UserEndpointConfig"/>.
    /// </summary>
    public JsonObject? UserEndpointConfig { get; set; }

    /// <summary>
    /// Gets or sets resources for MPI functions, e.g. <c>num_nodes</c>. Null (the default) and an empty object send none. See
    /// <see cref="ComputeExecutor.ResourceSpecification"/>.
    /// </summary>
    public JsonObject? ResourceSpecification { get; set; }

    /// <summary>Checks the options as an executor does that is made with them, but for whether they leave room for a task in a request.</summary>
    /// <exception cref="ArgumentException">An option is out of its range. The message names it.</exception>
    public void Validate()
    {
        OptionCheck.NotNull(Label, nameof(ComputeExecutorOptions), nameof(Label));
        ExecutorSettings.Create(Guid.Empty, this, new TaskGroupReference(null), "options");
    }
}
