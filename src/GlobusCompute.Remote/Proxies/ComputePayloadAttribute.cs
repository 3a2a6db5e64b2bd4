using GlobusCompute.Remote.Serialization;

namespace GlobusCompute.Remote;

/// <summary>
/// Formats in which the arguments and results of a method travel, or of all methods of an interface. What a method's own attribute leaves out, the
/// interface's says. On a parameter or a return value it has a <see cref="Format"/> alone, which is for that one.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Interface | AttributeTargets.Parameter | AttributeTargets.ReturnValue)]
public sealed class ComputePayloadAttribute : Attribute
{
    /// <summary>Gets or sets the format of arguments. Default: <see cref="PayloadFormat.Auto"/>.</summary>
    public PayloadFormat Arguments { get; set; }

    /// <summary>Gets or sets the form of arrays of numbers in Python. Default: <see cref="ArrayForm.List"/>.</summary>
    public ArrayForm Arrays { get; set; }

    /// <summary>Gets or sets the formats in which the worker is asked for the result. Default: <see cref="ResultPreference.Auto"/>.</summary>
    public ResultPreference Results { get; set; }

    /// <summary>
    /// Gets or sets a binary format: a class derived from <see cref="ComputeFormat"/> that has a public constructor without parameters. On a method or an
    /// interface it is for those parameters and results that the format takes. Null (the default) for <see cref="ComputeFormatAttribute"/> of the type, and
    /// JSON and pickles where there is none.
    /// </summary>
    public Type? Format { get; set; }
}
