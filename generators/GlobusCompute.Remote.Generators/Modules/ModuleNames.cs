using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Generators.Python;

namespace GlobusCompute.Remote.Generators.Modules;

/// <summary>What the classes of a Python file are called in the namespace of an interface.</summary>
internal sealed class ModuleNames
{
    /// <summary>What every record has already, or must not have. A record cannot have the name of a member of its own either.</summary>
    public static readonly IReadOnlyList<string> RecordMembers =
    [
        "EqualityContract", "Equals", "GetHashCode", "ToString", "PrintMembers", "Deconstruct", "GetType", "Clone", "MemberwiseClone", "ReferenceEquals",
        "Finalize",
    ];

    private readonly ModuleModel _module;
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <param name="module">The interface.</param>
    /// <param name="path">The file's path.</param>
    /// <param name="python">The file.</param>
    /// <param name="ambiguous">Class names that another file has too, whose classes become types of the same namespace.</param>
    public ModuleNames(ModuleModel module, string path, PythonModule python, IReadOnlyCollection<string> ambiguous)
    {
        _module = module;

        // In the global namespace a type of the first three would hide the framework's own and the library's.
        var taken = new UniqueNames(
        [
            nameof(System), nameof(GlobusCompute), nameof(Microsoft), module.DisplayName,
            .. RecordMembers,
            .. module.Types.Where(type => !type.IsUsable).Select(type => type.Name),
        ]);
        foreach (var type in python.Classes)
        {
            var name = CSharpNames.Pascal(type.Name);
            var isDeclared = Declared(name).IsUsable;
            if (ambiguous.Contains(name) && !isDeclared)
            {
                name = CSharpNames.Pascal(FileName(path)) + name;
            }

            _names[type.Name] = isDeclared ? name : taken.Take(name);
        }
    }

    /// <summary>The names under which a file's classes would be known if no other file had them.</summary>
    public static IEnumerable<string> Wanted(PythonModule python) =>
        python.Classes
            .Where(type => type.Kind is PythonClassKind.Dataclass or PythonClassKind.TypedDict or PythonClassKind.Enum)
            .Select(type => CSharpNames.Pascal(type.Name))
            .Distinct();

    /// <summary>Of a union, the class whose type has the name; otherwise the annotation as it is.</summary>
    public PythonType? Choose(PythonType? annotation, string? typeName) =>
        annotation is { Kind: PythonTypeKind.Union } && typeName is not null
            ? annotation.Arguments.FirstOrDefault(
                member => member.Kind == PythonTypeKind.Class && _names.TryGetValue(member.Name, out var name) && name == typeName) ?? annotation
            : annotation;

    /// <summary>Whether the project has a type of the class's name, which is then taken.</summary>
    public bool IsDeclared(PythonClass type) => Declared(Name(type)).IsUsable;

    /// <summary>What kind of type that is.</summary>
    public ModuleTypeKind DeclaredKind(PythonClass type) => Declared(Name(type)).IsValueType ? ModuleTypeKind.DeclaredValue : ModuleTypeKind.DeclaredReference;

    /// <summary>The name of a class's type, without its namespace.</summary>
    public string Name(PythonClass type) => _names[type.Name];

    /// <summary>The name of a class's type, from <c>global::</c> on.</summary>
    public string Of(PythonClass type) => $"global::{(_module.Namespace.Length == 0 ? "" : _module.Namespace + ".")}{CSharpName.OfIdentifier(Name(type))}";

    private DeclaredType Declared(string name) => _module.Types.FirstOrDefault(type => type.Name == name);

    private static string FileName(string path)
    {
        var name = path.Substring(path.LastIndexOf('/') + 1);
        var stem = name.EndsWith(".py", StringComparison.Ordinal) ? name.Substring(0, name.Length - 3) : name;
        return new([.. stem.Select(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') ? c : '_')]);
    }
}
