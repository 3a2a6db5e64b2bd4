using GlobusCompute.Remote.Generators.Collections;

namespace GlobusCompute.Remote.Generators.Models;

/// <summary>A <c>[ComputeModule]</c> of an interface, and what of the C# around it decides what is written from its file.</summary>
/// <param name="TypeName">The interface as C# writes it, from <c>global::</c> on.</param>
/// <param name="DisplayName">The interface as messages name it.</param>
/// <param name="DocumentationName">The interface as documentation ids name it, without <c>T:</c>.</param>
/// <param name="Namespace">Its namespace, or the empty string for the global one.</param>
/// <param name="Identifier">Its name as code writes it.</param>
/// <param name="Accessibility"><c>public</c> or <c>internal</c>.</param>
/// <param name="File">The Python file as written.</param>
/// <param name="Functions">The only functions to take, or null for all public ones.</param>
/// <param name="ReturnsTask">Whether the methods return tasks rather than futures.</param>
/// <param name="IsOwn">Whether the interface that is being read has the attribute, rather than a base of it.</param>
/// <param name="CanBeWritten">Whether the declaration allows a part in another file.</param>
/// <param name="Formats">What <c>[ComputePayload]</c> of the interface says.</param>
/// <param name="Members">The names of the members that the interface and its bases declare themselves.</param>
/// <param name="Types">The types that the namespace has already.</param>
internal sealed record ModuleModel(
    string TypeName,
    string DisplayName,
    string DocumentationName,
    string Namespace,
    string Identifier,
    string Accessibility,
    string File,
    EquatableArray<string>? Functions,
    bool ReturnsTask,
    bool IsOwn,
    bool CanBeWritten,
    PayloadChoice Formats,
    EquatableArray<string> Members,
    EquatableArray<DeclaredType> Types)
{
    /// <summary>The binary formats that its methods can use, its own first.</summary>
    public EquatableArray<ModuleFormat> BinaryFormats { get; init; }

    /// <summary>The format that the interface names and why it cannot be used, or null.</summary>
    public (string Name, string Reason)? UnusableFormat { get; init; }
}

/// <summary>A type that the project declares by itself.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsValueType">Whether it is a struct or an enum.</param>
/// <param name="IsUsable">Whether the interface's generated members may name it: it is not generic, and as accessible as they are.</param>
internal readonly record struct DeclaredType(string Name, bool IsValueType, bool IsUsable);

/// <summary>What <c>[ComputePayload]</c> says, by the names of its enums' members.</summary>
/// <param name="Arguments">The member of <c>PayloadFormat</c>.</param>
/// <param name="Arrays">The member of <c>ArrayForm</c>.</param>
/// <param name="Results">The member of <c>ResultPreference</c>.</param>
internal sealed record PayloadChoice(string Arguments, string Arrays, string Results)
{
    /// <summary>Where there is no attribute.</summary>
    public static PayloadChoice Default { get; } = new("Auto", "List", "Auto");
}
