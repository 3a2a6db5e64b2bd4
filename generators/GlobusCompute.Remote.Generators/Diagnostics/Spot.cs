namespace GlobusCompute.Remote.Generators.Diagnostics;

/// <summary>The part of a declaration that a problem is about.</summary>
/// <param name="Kind">The kind of part.</param>
/// <param name="Parameter">The parameter's index, where one is meant; for a part of a text, where it begins.</param>
/// <param name="Name">The attribute's name, or the name of an attribute's argument, where one is meant.</param>
/// <param name="Length">The length of a part of a text.</param>
internal readonly record struct Spot(SpotKind Kind, int Parameter = -1, string? Name = null, int Length = 0)
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

    /// <summary>A part of the text that the function's attribute is constructed with.</summary>
    public static Spot FunctionText(int start, int length) => new(SpotKind.FunctionText, start, Length: length);

    /// <summary>The <c>[ComputePayload]</c> of the method; its name where the interface has it.</summary>
    public static Spot PayloadAttribute => new(SpotKind.PayloadAttribute);

    /// <summary>One of the interface's <c>[ComputeModule]</c>s, in their order.</summary>
    public static Spot ModuleAttribute(int index) => new(SpotKind.ModuleAttribute, index);

    /// <summary>The file that one of the interface's <c>[ComputeModule]</c>s names.</summary>
    public static Spot ModuleArgument(int index) => new(SpotKind.ModuleArgument, index);

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
    FunctionText,
    ParameterName,
    ParameterType,
    ParameterDefault,
    ParameterAttribute,
    PayloadAttribute,
    JsonAttribute,
    ModuleAttribute,
    ModuleArgument,
}
