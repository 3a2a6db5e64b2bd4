using GlobusCompute.Remote.Generators.Parsing;

namespace GlobusCompute.Remote.Generators.Checking;

/// <summary>How a result comes back, as far as it decides on what can be read.</summary>
/// <param name="Formats">The member of <c>ResultPreference</c>, or null where JSON is tried first.</param>
/// <param name="IsAdapted">Whether an adapter takes objects of the file's classes apart.</param>
/// <param name="IsPinned">Whether the function was registered elsewhere, where its classes may be in a module that the worker has.</param>
internal sealed record ResultForm(string? Formats = null, bool IsAdapted = false, bool IsPinned = false)
{
    /// <summary>Whether only what JSON can carry comes back.</summary>
    public bool IsJsonOnly => Formats == PayloadChooser.Json;

    /// <summary>Whether only what a pickle can carry comes back.</summary>
    public bool IsPickleOnly => Formats == PayloadChooser.Pickle;

    /// <summary>Whether tuples arrive as such, with the names of their fields.</summary>
    public bool KeepsTuples => Formats is PayloadChooser.Pickle or PayloadChooser.PickleThenJson;
}
