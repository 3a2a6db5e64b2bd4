namespace GlobusCompute.Remote.Generators;

/// <summary>The names under which a driver tracks the generator's steps, in the order in which data passes them.</summary>
internal static class StepNames
{
    /// <summary>Interfaces with remote functions of their own.</summary>
    public const string Interfaces = nameof(Interfaces);

    /// <summary>Interfaces whose remote functions are all inherited.</summary>
    public const string InheritingInterfaces = nameof(InheritingInterfaces);

    /// <summary>The project's Python files with the names they bind.</summary>
    public const string PythonFiles = nameof(PythonFiles);

    /// <summary>An interface joined to the Python files it uses.</summary>
    public const string Proxies = nameof(Proxies);

    /// <summary>The generated text.</summary>
    public const string Sources = nameof(Sources);
}
