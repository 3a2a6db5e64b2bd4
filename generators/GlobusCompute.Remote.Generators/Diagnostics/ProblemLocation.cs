namespace GlobusCompute.Remote.Generators.Diagnostics;

/// <summary>The part of a declaration that a problem is about.</summary>
/// <param name="Kind">The kind of part.</param>
/// <param name="Parameter">The parameter's index, where one is meant; for a part of a text, where it begins.</param>
/// <param name="Name">The attribute's name, or the name of an attribute's argument, where one is meant.</param>
/// <param name="Length">The length of a part of a text.</param>
internal readonly record struct ProblemLocation(ProblemLocationKind Kind, int Parameter = -1, string? Name = null, int Length = 0)
{
    /// <summary>The declared name.</summary>
    public static ProblemLocation Identifier => new(ProblemLocationKind.Identifier);

    /// <summary>The return type.</summary>
    public static ProblemLocation ReturnType => new(ProblemLocationKind.ReturnType);

    /// <summary>The whole <c>[ComputeFunction]</c>.</summary>
    public static ProblemLocation FunctionAttribute => new(ProblemLocationKind.FunctionAttribute);

    /// <summary>A parameter's declared name.</summary>
    public static ProblemLocation ParameterName(int index) => new(ProblemLocationKind.ParameterName, index);

    /// <summary>A parameter's type.</summary>
    public static ProblemLocation ParameterType(int index) => new(ProblemLocationKind.ParameterType, index);

    /// <summary>A parameter's default value.</summary>
    public static ProblemLocation ParameterDefault(int index) => new(ProblemLocationKind.ParameterDefault, index);

    /// <summary>An attribute of a parameter.</summary>
    public static ProblemLocation ParameterAttribute(int index, string attribute) => new(ProblemLocationKind.ParameterAttribute, index, attribute);

    /// <summary>The value of a named argument of <c>[ComputeFunction]</c>; without a name, of its constructor's argument.</summary>
    public static ProblemLocation FunctionArgument(string? name = null) => new(ProblemLocationKind.FunctionArgument, Name: name);

    /// <summary>A part of the text that the function's attribute is constructed with.</summary>
    public static ProblemLocation FunctionText(int start, int length) => new(ProblemLocationKind.FunctionText, start, Length: length);

    /// <summary>The <c>[ComputePayload]</c> of the method; its name where the interface has it.</summary>
    public static ProblemLocation PayloadAttribute => new(ProblemLocationKind.PayloadAttribute);

    /// <summary>One of the interface's <c>[ComputeModule]</c>s, in their order.</summary>
    public static ProblemLocation ModuleAttribute(int index) => new(ProblemLocationKind.ModuleAttribute, index);

    /// <summary>The file that one of the interface's <c>[ComputeModule]</c>s names.</summary>
    public static ProblemLocation ModuleArgument(int index) => new(ProblemLocationKind.ModuleArgument, index);

    /// <summary>The <c>[ComputeJson]</c> of the interface.</summary>
    public static ProblemLocation JsonAttribute => new(ProblemLocationKind.JsonAttribute);
}

/// <summary>Kinds of parts of a declaration.</summary>
internal enum ProblemLocationKind
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
