namespace GlobusCompute.Remote.Generators.Diagnostics;

/// <summary>The part of a declaration that a problem is about.</summary>
/// <param name="Kind">The kind of part.</param>
/// <param name="Parameter">The parameter's index, where one is meant.</param>
/// <param name="Name">The attribute's name, or the name of an attribute's argument, where one is meant.</param>
internal readonly record struct Spot(SpotKind Kind, int Parameter = -1, string? Name = null)
{
    /// <summary>The declared name.</summary>
    public static Spot Identifier => new(SpotKind.Identifier);

    /// <summary>The return type.</summary>
    public static Spot ReturnType => new(SpotKind.ReturnType);

    /// <summary>The whole <c>[ComputeFunction]</c>.</summary>
    public static Spot FunctionAttribute => new(SpotKind.FunctionAttribute);

    /// <summary>A parameter's declared name.</summary>
    public static Spot ParameterName(int index) => new(SpotKind.ParameterName, index);

    /// <summary>A parameter's type.</summary>
    public static Spot ParameterType(int index) => new(SpotKind.ParameterType, index);

    /// <summary>A parameter's default value.</summary>
    public static Spot ParameterDefault(int index) => new(SpotKind.ParameterDefault, index);

    /// <summary>An attribute of a parameter.</summary>
    public static Spot ParameterAttribute(int index, string attribute) => new(SpotKind.ParameterAttribute, index, attribute);

    /// <summary>The value of a named argument of <c>[ComputeFunction]</c>; without a name, of its constructor's argument.</summary>
    public static Spot FunctionArgument(string? name = null) => new(SpotKind.FunctionArgument, Name: name);

    /// <summary>The <c>[ComputeJson]</c> of the interface.</summary>
    public static Spot JsonAttribute => new(SpotKind.JsonAttribute);
}

/// <summary>Kinds of parts of a declaration.</summary>
internal enum SpotKind
{
    Identifier,
    ReturnType,
    FunctionAttribute,
    FunctionArgument,
    ParameterName,
    ParameterType,
    ParameterDefault,
    ParameterAttribute,
    JsonAttribute,
}
