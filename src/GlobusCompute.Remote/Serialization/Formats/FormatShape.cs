namespace GlobusCompute.Remote.Serialization;

/// <summary>Says what a function returns in terms of a <see cref="ComputeFormat{TValue}"/>. Proxies know it by the declared type of the result.</summary>
public enum FormatShape
{
    /// <summary>One value, which may be of any Python type, a list or a dictionary too.</summary>
    Value,

    /// <summary>A list, or something else to iterate over, of values.</summary>
    List,

    /// <summary>A dictionary of values, whose keys are text.</summary>
    Dictionary,
}
