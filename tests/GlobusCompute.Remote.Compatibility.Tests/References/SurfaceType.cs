namespace GlobusCompute.Remote.Compatibility.Tests.References;

/// <summary>A type that other assemblies can bind to.</summary>
/// <param name="Name">Its full metadata name.</param>
/// <param name="Heading">Its kind, its name, and the constraints of its type parameters.</param>
/// <param name="Base">The full name of its base class; null for an interface.</param>
/// <param name="IsHidden">Whether editors hide it, as they do what is meant for generated code.</param>
/// <param name="Members">Its own members; of an enum, its values.</param>
internal sealed record SurfaceType(string Name, string Heading, string? Base, bool IsHidden, IReadOnlyList<SurfaceMember> Members);

/// <summary>A member that other assemblies can bind to.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Reference">How a caller names it.</param>
/// <param name="Text">The same, with what it demands of type arguments.</param>
internal sealed record SurfaceMember(string Name, string Reference, string Text);
