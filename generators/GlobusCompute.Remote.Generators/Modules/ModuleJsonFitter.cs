using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Generators.Parsing;
using GlobusCompute.Remote.Shared.Types;

namespace GlobusCompute.Remote.Generators.Modules;

/// <summary>What JSON makes of generated methods' arguments, as <see cref="JsonFitter"/> tells it of declared ones.</summary>
/// <param name="classes">The records of the module, by their types' names.</param>
/// <param name="numPy">Whether arrays of numbers travel as numpy's.</param>
internal sealed class ModuleJsonFitter(IReadOnlyDictionary<string, ModuleClass> classes, bool numPy)
{
    // Each record once: it may hold itself, and be held by many others.
    private readonly HashSet<string> _visited = new(StringComparer.Ordinal);

    public JsonFit Of(ModuleType type)
    {
        _visited.Clear();
        return Fit(type);
    }

    private JsonFit Fit(ModuleType type) => type.Kind switch
    {
        ModuleTypeKind.Value or ModuleTypeKind.Reference => type.IsOpen ? JsonFit.Dynamic : type.Row?.Fit ?? JsonFit.Exact,
        ModuleTypeKind.Array when numPy && type.IsNumericArray => JsonFit.Impossible,
        ModuleTypeKind.Array => Fit(type.Arguments[0]),
        ModuleTypeKind.Set => Worse(IsHashable(type.Arguments[0]) ? JsonFit.Changed : JsonFit.Exact, Fit(type.Arguments[0])),
        ModuleTypeKind.Dictionary => Worse(type.Arguments[0] == ModuleType.String ? JsonFit.Exact : JsonFit.Changed, Fit(type.Arguments[1])),
        ModuleTypeKind.Tuple => type.Arguments.Aggregate(JsonFit.Changed, (fit, element) => Worse(fit, Fit(element))),
        ModuleTypeKind.Record => OfRecord(type.Name),

        // Only its declaration says more.
        ModuleTypeKind.DeclaredReference or ModuleTypeKind.DeclaredValue => JsonFit.Dynamic,
        _ => JsonFit.Exact,
    };

    private static JsonFit Worse(JsonFit one, JsonFit other) => one > other ? one : other;

    private static bool IsHashable(ModuleType type) => type.Kind switch
    {
        ModuleTypeKind.Tuple => type.Arguments.All(IsHashable),
        ModuleTypeKind.Value or ModuleTypeKind.NamedEnum or ModuleTypeKind.NumberedEnum => true,
        ModuleTypeKind.Reference => !type.IsOpen,
        _ => false,
    };

    private JsonFit OfRecord(string name) => classes.TryGetValue(name, out var record) && _visited.Add(name)
        ? record.Properties.Aggregate(JsonFit.Exact, (worst, property) => Worse(worst, Fit(property.Type)))
        : JsonFit.Exact;
}
