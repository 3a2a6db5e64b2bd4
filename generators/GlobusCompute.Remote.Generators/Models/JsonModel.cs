namespace GlobusCompute.Remote.Generators.Models;

/// <summary>Where an interface's JSON metadata comes from, and how it names properties.</summary>
/// <param name="Metadata">The kind of metadata.</param>
/// <param name="ContextType">The source-generated context as C# writes it, for <see cref="JsonMetadata.Context"/>.</param>
/// <param name="Naming">The naming as a C# expression, or null for the client's.</param>
internal sealed record JsonModel(JsonMetadata Metadata, string? ContextType, string? Naming);

/// <summary>Kinds of JSON metadata.</summary>
internal enum JsonMetadata
{
    /// <summary>All types are shapes that the library knows.</summary>
    BuiltIn,

    /// <summary>A source-generated context.</summary>
    Context,

    /// <summary>Reflection.</summary>
    Reflection,
}
