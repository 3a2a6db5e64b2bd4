using GlobusCompute.Remote.Generators.Collections;
using GlobusCompute.Remote.Generators.Python;

namespace GlobusCompute.Remote.Generators.Models;

/// <summary>A C# method for a Python function.</summary>
/// <param name="Function">The function.</param>
/// <param name="Name">The method name.</param>
/// <param name="Parameters">Its parameters in the order of C#.</param>
/// <param name="Result">What its future holds, or null for nothing.</param>
/// <param name="Adapter">The Python function that stands between, or null when the function itself is called.</param>
/// <param name="UsesNumPy">Whether its arrays travel as numpy's.</param>
internal sealed record ModuleMethod(
    PythonSignature Function, string Name, EquatableArray<ModuleParameter> Parameters, ModuleType? Result, string? Adapter, bool UsesNumPy)
{
    /// <summary>The format in which the result travels, or null where JSON and pickles carry it.</summary>
    public FormatModel? ResultFormat { get; init; }
}

/// <summary>A C# parameter for a Python one.</summary>
/// <param name="Python">The Python parameter.</param>
/// <param name="Annotation">The part of its annotation that this method takes.</param>
/// <param name="Name">The C# name without <c>@</c>.</param>
/// <param name="Type">The C# type; for a variadic one, that of each value.</param>
/// <param name="Default">The default as C# writes it, or null when there is none.</param>
/// <param name="IsKeyword">Whether the argument always travels by keyword.</param>
/// <param name="OmitWhenNull">Whether it is left out when null.</param>
internal sealed record ModuleParameter(
    PythonParameter Python, PythonType? Annotation, string Name, ModuleType Type, string? Default, bool IsKeyword, bool OmitWhenNull)
{
    /// <summary>The format in which the argument travels, or null where JSON and pickles carry it.</summary>
    public FormatModel? Format { get; init; }

    public bool IsVariadic => Python.Kind == PythonParameterKind.VariadicPositional;

    /// <summary>The type as the declaration writes it.</summary>
    public string TypeText => IsVariadic ? Type.Text + "[]" : Type.Text;
}

/// <summary>A function with an annotation whose values its method cannot send or receive.</summary>
/// <param name="Function">The function.</param>
/// <param name="What">The parameter or the result.</param>
/// <param name="Annotation">The annotation as written.</param>
/// <param name="Reason">What to do, as a message ends.</param>
internal sealed record UnsentAnnotation(PythonSignature Function, string What, string Annotation, string Reason);

/// <summary>A function that gets no method.</summary>
/// <param name="Function">The function.</param>
/// <param name="Reason">Why, as a message ends.</param>
internal sealed record SkippedFunction(PythonSignature Function, string Reason);
