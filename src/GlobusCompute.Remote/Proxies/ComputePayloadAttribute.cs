using GlobusCompute.Remote.Serialization;

namespace GlobusCompute.Remote;

/// <summary>
/// Formats in which the arguments and results of a method travel, or of all methods of an interface. What a method's own attribute leaves out, the
/// interface's says.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Interface)]
public sealed class ComputePayloadAttribute : Attribute
{
    /// <summary>Gets or sets the format of arguments. Default: <see cref="PayloadFormat.Auto"/>.</summary>
    public PayloadFormat Arguments { get; set; }

    /// <summary>Gets or sets the form of arrays of numbers in Python. Default: <see cref="ArrayForm.List"/>.</summary>
    public ArrayForm Arrays { get; set; }

    /// <summary>Gets or sets the formats in which the worker is asked for the result. Default: <see cref="ResultPreference.Auto"/>.</summary>
    public ResultPreference Results { get; set; }
}
