using GlobusCompute.Remote.Generators.Collections;

namespace GlobusCompute.Remote.Generators.Python;

/// <summary>A Python text and what it says at module level.</summary>
/// <param name="Text">The text with normalised line ends.</param>
/// <param name="Functions">The <c>def</c>s that stand at top level, in order; a name may come twice.</param>
/// <param name="EntryPoints">
/// The functions that a call by name certainly reaches, at most one for a name: the last <c>def</c> of a name that nothing else binds later. A <c>def</c> under
/// <c>if</c> or <c>try</c> counts when all candidates look the same to callers.
/// </param>
/// <param name="Classes">The classes at module level, in order; of a name that comes twice, the last.</param>
/// <param name="Imports">All modules that are imported, inside functions too.</param>
/// <param name="OtherNames">
/// What else may be bound: <c>def</c>s under <c>if</c> or <c>try</c>, classes, imports, assignments. Rather too many than too few.
/// </param>
/// <param name="BindsUnknownNames">Whether names come from <c>import *</c>, <c>globals()</c> or the like.</param>
internal sealed record PythonModule(
    string Text,
    EquatableArray<PythonSignature> Functions,
    EquatableArray<PythonSignature> EntryPoints,
    EquatableArray<PythonClass> Classes,
    EquatableArray<PythonImport> Imports,
    EquatableArray<string> OtherNames,
    bool BindsUnknownNames)
{
    /// <summary>The names in <c>__all__</c> in order, or null where the module has none or does not write it as strings in a list or tuple.</summary>
    public EquatableArray<string>? PublicNames { get; init; }

    /// <summary>The functions at top level that are not entry points, one for each name.</summary>
    public EquatableArray<PythonUncertainFunction> Uncertain { get; init; }

    /// <summary>The first syntax error of the text, or null. What else is read of such a text may lack parts.</summary>
    public PythonSyntaxError? SyntaxError { get; init; }

    /// <summary>Why the text is not read, so that nothing is known of it: what follows its name in a message; null when it is.</summary>
    public string? Refusal { get; init; }

    /// <summary>The name of the only function, or null when there are none or several.</summary>
    public string? OnlyFunction
    {
        get
        {
            var names = Functions.Select(function => function.Name).Distinct(StringComparer.Ordinal).Take(2).ToArray();
            return names.Length == 1 ? names[0] : null;
        }
    }

    /// <summary>Whether a function of the name may exist.</summary>
    public bool MayHave(string name) => BindsUnknownNames || MayDefine(name);

    /// <summary>Whether the text itself may bind a name at module level.</summary>
    public bool MayBind(string name) => MayDefine(name) || FindClass(name) is not null;

    /// <summary>The function that a call by name reaches, or null where that is not certain.</summary>
    public PythonSignature? FindEntryPoint(string name) => EntryPoints.FirstOrDefault(function => function.Name == name);

    /// <summary>The class of the name, or null.</summary>
    public PythonClass? FindClass(string name) => Classes.FirstOrDefault(type => type.Name == name);

    private bool MayDefine(string name) =>
        Functions.Any(function => function.Name == name)
        || Uncertain.Any(one => one.Function.Name == name)
        || OtherNames.Contains(name);
}
