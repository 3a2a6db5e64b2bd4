using GlobusCompute.Remote.Generators.Collections;
using GlobusCompute.Remote.Shared.Python;

namespace GlobusCompute.Remote.Generators.Models;

/// <summary>A binary format in which an argument or a result travels.</summary>
/// <param name="Type">Its class as C# writes it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Adapter">The worker's side, or null when the function takes and returns the bytes itself.</param>
/// <param name="Annotations">The annotations that Python functions may have for its values; empty for any.</param>
internal sealed record FormatModel(string Type, string Name, PythonAdapter? Adapter, EquatableArray<string> Annotations)
{
    /// <summary>What the declared type is to a format of one type.</summary>
    public FormattedResultShape Shape { get; init; }

    /// <summary>Whether the declared type is a list or a dictionary of the types that a format of several types lists.</summary>
    public bool HoldsMany { get; init; }

    /// <summary>Whether Python gets plain data of it, as of JSON, rather than objects of types that annotations name.</summary>
    public bool IsPlainData { get; init; }
}
