namespace GlobusCompute.Remote.Serialization;

/// <summary>
/// Sets the format in which values of a type travel wherever a method of an interface takes or returns them: alone, or in lists and dictionaries.
/// <see cref="ComputePayloadAttribute.Format"/> on the parameter, the method or the interface comes before it.
/// </summary>
/// <param name="format">A class derived from <see cref="ComputeFormat"/> that has a public constructor without parameters.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, Inherited = false)]
public sealed class ComputeFormatAttribute(Type format) : Attribute
{
    /// <summary>Gets the class of the format.</summary>
    public Type Format { get; } = format;
}
