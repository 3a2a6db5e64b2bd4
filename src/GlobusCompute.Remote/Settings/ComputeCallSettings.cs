using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Shared;

namespace GlobusCompute.Remote.Settings;

/// <summary>Holds what configuration can give of <see cref="ComputeCallOptions"/>.</summary>
public class ComputeCallSettings
{
    /// <summary>Initializes settings with the defaults.</summary>
    public ComputeCallSettings()
    {
    }

    private protected ComputeCallSettings(ComputeCallSettings other)
    {
        ArgumentNullException.ThrowIfNull(other);
        (Timeout, Idempotent, Naming) = (other.Timeout, other.Idempotent, other.Naming);
        (Arguments, Arrays, AllowNone) = (other.Arguments, other.Arrays, other.AllowNone);
    }

    /// <summary>
    /// Gets or sets how long the call may take until its future faults with <see cref="ComputeTimeoutException"/>; its task keeps running. Null (the default)
    /// takes the executor's <see cref="ComputeExecutor.CallTimeout"/>; above zero and at most 24 days otherwise.
    /// </summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>
    /// Gets or sets whether running the function twice with the same arguments does no harm. The call is then sent again when its outcome is not known,
    /// or when its worker was lost. Default false.
    /// </summary>
    public bool Idempotent { get; set; }

    /// <summary>
    /// Gets or sets how properties are named in JSON. Null (the default) takes the client's <see cref="ComputeClientSettings.PropertyNaming"/>.
    /// </summary>
    public ComputeNaming? Naming { get; set; }

    /// <summary>
    /// Gets or sets how the arguments are written. <see cref="PayloadFormat.Auto"/> (the default) lets the values decide. A Map sends JSON: with the default,
    /// it refuses what JSON would change; with <see cref="PayloadFormat.Json"/>, it sends that as JSON has it.
    /// </summary>
    public PayloadFormat Arguments { get; set; }

    /// <summary>Gets or sets what arrays of numbers are in Python. Default <see cref="ArrayForm.List"/>. Of no effect on Maps.</summary>
    public ArrayForm Arrays { get; set; }

    /// <summary>
    /// Gets or sets whether Python's <c>None</c> is a result where the type is a class, such as <c>string?</c>. Default false: it faults the future with
    /// <see cref="ResultDeserializationException"/>. For <c>int?</c> and the like, and for <c>object</c>, it always is one.
    /// </summary>
    public bool AllowNone { get; set; }

    private protected void ValidateSettings(TimeSpan? timeout)
    {
        if (!TimeLimits.AllowTimeout(timeout))
        {
            OptionCheck.Require(
                false, nameof(ComputeCallOptions), nameof(Timeout), $"above zero and at most {TimeLimits.LongestDays} days, or null");
        }

        OptionCheck.Require(Naming is not { } naming || Enum.IsDefined(naming), nameof(ComputeCallOptions), nameof(Naming), "one of the named values, or null");
        OptionCheck.Require(Enum.IsDefined(Arguments), nameof(ComputeCallOptions), nameof(Arguments), "one of the named values");
        OptionCheck.Require(Enum.IsDefined(Arrays), nameof(ComputeCallOptions), nameof(Arrays), "one of the named values");
    }
}
