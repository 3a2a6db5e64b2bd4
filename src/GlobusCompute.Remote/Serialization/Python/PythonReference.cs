namespace GlobusCompute.Remote.Serialization.Python;

/// <summary>A class, function or other thing that Python finds by module and name.</summary>
internal sealed class PythonReference(string module, string name) : PythonValue
{
    private string? _fullName;

    public override PythonKind Kind => PythonKind.Reference;

    public override string TypeName => FullName;

    public string Module => module;

    public string Name => name;

    public string FullName => _fullName ??= Module is "builtins" ? Name : $"{Module}.{Name}";

    /// <summary>For a class made of named fields, their names.</summary>
    public IReadOnlyList<PythonValue>? Fields { get; init; }

    /// <summary>For a class whose objects have a list of values for their state, the names of these; null when they are not known.</summary>
    public IReadOnlyList<PythonValue>? StateFields { get; init; }

    internal override void WriteRepr(PythonRepr repr) => repr.Add($"<{FullName}>");
}
