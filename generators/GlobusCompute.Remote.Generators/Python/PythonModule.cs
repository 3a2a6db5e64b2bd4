using GlobusCompute.Remote.Generators.Models;

namespace GlobusCompute.Remote.Generators.Python;

/// <summary>A Python text and the names that it binds at module level.</summary>
/// <param name="Text">The text with normalised line ends.</param>
/// <param name="Functions">The <c>def</c>s that stand at top level, in order; a name may come twice.</param>
/// <param name="OtherNames">
/// What else may be bound: <c>def</c>s under <c>if</c> or <c>try</c>, classes, imports, assignments. Rather too many than too few.
/// </param>
/// <param name="BindsUnknownNames">Whether names come from <c>import *</c>, <c>globals()</c> or the like.</param>
internal sealed record PythonModule(
    string Text,
    EquatableArray<PythonDefinition> Functions,
    EquatableArray<string> OtherNames,
    bool BindsUnknownNames)
{
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
    public bool MayHave(string name) =>
        BindsUnknownNames
        || Functions.Any(function => function.Name == name)
        || OtherNames.Contains(name);
}

/// <summary>A <c>def</c> or <c>async def</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Line">The line of its <c>def</c>, from 1.</param>
/// <param name="IsAsync">Whether it is an <c>async def</c>.</param>
internal sealed record PythonDefinition(string Name, int Line, bool IsAsync);
