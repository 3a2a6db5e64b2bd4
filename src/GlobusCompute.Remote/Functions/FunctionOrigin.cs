namespace GlobusCompute.Remote.Functions;

/// <summary>Where the source of a function comes from, for messages.</summary>
internal enum FunctionOrigin
{
    /// <summary>The app, at run time.</summary>
    App,

    /// <summary>An interface method.</summary>
    Method,

    /// <summary>A function with the text after it that runs several items of a Map.</summary>
    MapChunks,

    /// <summary>A shell or MPI command.</summary>
    Command,

    /// <summary>The library, for a question of its own.</summary>
    Library,
}
