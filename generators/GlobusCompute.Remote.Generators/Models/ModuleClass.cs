using GlobusCompute.Remote.Generators.Collections;
using GlobusCompute.Remote.Generators.Python;

namespace GlobusCompute.Remote.Generators.Models;

/// <summary>A record or enum for a Python class.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Python">The class.</param>
/// <param name="Properties">A record's properties, those of its constructor first and in its order.</param>
/// <param name="Members">An enum's members.</param>
internal sealed record ModuleClass(string Name, PythonClass Python, EquatableArray<ModuleProperty> Properties, EquatableArray<ModuleEnumMember> Members);

/// <summary>A property of a record.</summary>
/// <param name="Field">The field.</param>
/// <param name="Name">The C# name.</param>
/// <param name="Type">The C# type.</param>
/// <param name="IsInConstructor">Whether the record's constructor takes it, rather than an initialiser.</param>
/// <param name="Default">The value that it has when it is not given, as C# writes it, or null when there is none.</param>
/// <param name="OmitWhenNull">Whether Python does not see it when it is null.</param>
internal sealed record ModuleProperty(PythonField Field, string Name, ModuleType Type, bool IsInConstructor, string? Default, bool OmitWhenNull)
{
    /// <summary>Whether Python's dictionary must have it.</summary>
    public bool IsRequired => Default is null && !OmitWhenNull;
}

/// <summary>A member of an enum.</summary>
/// <param name="Name">The C# name.</param>
/// <param name="Python">The member in Python.</param>
/// <param name="Value">Its number.</param>
internal sealed record ModuleEnumMember(string Name, PythonEnumMember Python, long Value);
