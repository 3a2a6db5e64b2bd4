using GlobusCompute.Remote.Serialization;

namespace GlobusCompute.Remote;

/// <summary>JSON rules of one interface: where type metadata comes from, and how properties are named.</summary>
/// <remarks>
/// Without a context, types the library knows by itself (numbers, text, arrays and dictionaries of them, <c>JsonElement</c>, ...) need nothing; others use
/// reflection, which Native AOT and trimming do not support.
/// </remarks>
[AttributeUsage(AttributeTargets.Interface)]
public sealed class ComputeJsonAttribute : Attribute
{
    /// <summary>Sets only the naming.</summary>
    public ComputeJsonAttribute()
    {
    }

    /// <summary>Takes type metadata from a source-generated context.</summary>
    /// <param name="contextType">A class derived from <see cref="System.Text.Json.Serialization.JsonSerializerContext"/>.</param>
    public ComputeJsonAttribute(Type contextType) => ContextType = contextType;

    /// <summary>Gets the source-generated context, or null for reflection.</summary>
    public Type? ContextType { get; }

    /// <summary>Gets or sets the naming of properties. If it is not set, the client's <c>PropertyNaming</c> applies.</summary>
    public ComputeNaming Naming { get; set; }
}
