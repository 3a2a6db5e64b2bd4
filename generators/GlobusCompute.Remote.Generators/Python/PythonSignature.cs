using GlobusCompute.Remote.Generators.Collections;

namespace GlobusCompute.Remote.Generators.Python;

/// <summary>What a <c>def</c> or <c>async def</c> says to its callers.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Line">The line of its <c>def</c> or <c>async</c>, from 1.</param>
/// <param name="IsAsync">Whether it is an <c>async def</c>.</param>
/// <param name="IsGenerator">Whether its own body has a <c>yield</c>, so that a call makes a generator and runs nothing.</param>
/// <param name="IsConditional">Whether it stands under <c>if</c>, <c>try</c> or another statement of the module.</param>
/// <param name="Parameters">Its parameters, in order.</param>
/// <param name="Returns">The annotation of its result, or null when there is none.</param>
/// <param name="Decorators">The texts of its decorators without <c>@</c>, outermost first.</param>
/// <param name="HasOpaqueDecorator">Whether a decorator is none of those known to leave the signature as it is.</param>
/// <param name="Docstring">Its docstring without common indentation, as <c>inspect.cleandoc</c> gives it, or null.</param>
internal sealed record PythonSignature(
    string Name,
    int Line,
    bool IsAsync,
    bool IsGenerator,
    bool IsConditional,
    EquatableArray<PythonParameter> Parameters,
    PythonType? Returns,
    EquatableArray<string> Decorators,
    bool HasOpaqueDecorator,
    string? Docstring)
{
    /// <summary>Whether callers see no difference to another one.</summary>
    public bool IsSameFor(PythonSignature other) =>
        IsAsync == other.IsAsync
        && IsGenerator == other.IsGenerator
        && HasOpaqueDecorator == other.HasOpaqueDecorator
        && Equals(Returns, other.Returns)
        && Parameters.Select(parameter => parameter with { Line = 0 }).SequenceEqual(other.Parameters.Select(parameter => parameter with { Line = 0 }));
}

/// <summary>A parameter of a <c>def</c>.</summary>
/// <param name="Name">Its name, without the stars of <c>*args</c> and <c>**kwargs</c>.</param>
/// <param name="Kind">How arguments reach it.</param>
/// <param name="Annotation">Its annotation, or null when there is none. For <c>*args</c> and <c>**kwargs</c> it is that of each element.</param>
/// <param name="Default">The text of its default as written, or null when there is none.</param>
/// <param name="Line">The line of its name, from 1.</param>
internal sealed record PythonParameter(string Name, PythonParameterKind Kind, PythonType? Annotation, string? Default, int Line)
{
    /// <summary>Whether a call fails without an argument for it.</summary>
    public bool IsRequired =>
        Default is null && Kind is PythonParameterKind.PositionalOnly or PythonParameterKind.PositionalOrKeyword or PythonParameterKind.KeywordOnly;

    /// <summary>Whether positional arguments reach it one by one.</summary>
    public bool IsPositional => Kind is PythonParameterKind.PositionalOnly or PythonParameterKind.PositionalOrKeyword;
}

/// <summary>Kinds of parameters, as Python's <c>inspect</c> tells them apart.</summary>
internal enum PythonParameterKind
{
    /// <summary>Before a <c>/</c>.</summary>
    PositionalOnly,

    /// <summary>A plain parameter.</summary>
    PositionalOrKeyword,

    /// <summary><c>*args</c>.</summary>
    VariadicPositional,

    /// <summary>Behind <c>*</c> or <c>*args</c>.</summary>
    KeywordOnly,

    /// <summary><c>**kwargs</c>.</summary>
    VariadicKeyword,
}
