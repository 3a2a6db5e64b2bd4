using GlobusCompute.Remote.Generators.Binding;
using GlobusCompute.Remote.Generators.Collections;
using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Generators.Parsing;
using GlobusCompute.Remote.Generators.Python;

namespace GlobusCompute.Remote.Generators.Modules;

/// <summary>Settles which methods one Python file gives an interface, and which of its classes they need.</summary>
internal sealed class ModulePlan
{
    // The compiler warns of a method of this name.
    private static readonly string[] s_reserved = ["Finalize"];

    private readonly ModuleModel _module;
    private readonly PythonModule _python;
    private readonly ModuleNames _names;
    private readonly ModuleFormats _formats;
    private readonly ModuleTypes _types;
    private readonly ModuleClasses _classes;
    private readonly MethodPlanner _planner;
    private readonly AdapterWriter _adapters;
    private readonly List<ModuleMethod> _methods = [];
    private readonly List<SkippedFunction> _skipped = [];
    private readonly List<UnsentAnnotation> _unsent = [];
    private readonly List<DeclaredMethod> _declared = [];
    private readonly Dictionary<string, ModuleClass> _used = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ModuleType> _json = new(StringComparer.Ordinal);
    private readonly HashSet<string> _classesInJson = new(StringComparer.Ordinal);

    private ModulePlan(ModuleModel module, PythonFile file, EquatableArray<string> ambiguous)
    {
        _module = module;
        _python = file.Module;
        _names = new(module, file.Path, _python, ambiguous);
        _formats = new(module.BinaryFormats);
        _types = new(_names, _python, _formats);
        var defaults = new ModuleDefaults(_names, _python);
        _classes = new(_names, _types, defaults);
        _planner = new(_types, defaults);
        _adapters = new(_python, _names.IsDeclared);
    }

    /// <summary>What is to be written.</summary>
    public ModulePart Part { get; private set; } = null!;

    /// <summary>The members to implement, in the order of the part's methods.</summary>
    public IReadOnlyList<MemberModel> Members { get; private set; } = [];

    /// <summary>The declared members that call a function of the file by an adapter, with what they become.</summary>
    public IReadOnlyDictionary<MemberModel, MemberModel> Adapted { get; private set; } = null!;

    /// <summary>Whether types of the project stand for classes.</summary>
    public bool UsesDeclaredTypes { get; private set; }

    /// <summary>Whether declared methods call functions of the file.</summary>
    public bool HasDeclared { get; private set; }

    /// <summary>Functions that got no method although they are public.</summary>
    public IReadOnlyList<SkippedFunction> Skipped => _skipped;

    /// <summary>Functions with annotations whose values their methods cannot send or receive.</summary>
    public IReadOnlyList<UnsentAnnotation> Unsent => _unsent;

    /// <summary>Settles it.</summary>
    /// <param name="module">The interface.</param>
    /// <param name="file">The file.</param>
    /// <param name="declared">The members that the interface declares by itself.</param>
    /// <param name="ambiguous">Class names that several files have whose types share the namespace.</param>
    public static ModulePlan Make(ModuleModel module, PythonFile file, IReadOnlyList<MemberModel> declared, EquatableArray<string> ambiguous)
    {
        var plan = new ModulePlan(module, file, ambiguous);
        plan.AddMethods(file, declared);
        foreach (var method in plan._methods)
        {
            plan.UseAll([method.Parameters], method.Result);
        }

        var used = plan._used.Values.OrderBy(type => type.Python.Line).ToArray();
        plan.Part = new(
            module,
            file.Path,
            plan._methods.ToEquatableArray(),
            used.ToEquatableArray(),
            plan._json.Values.ToEquatableArray(),
            used.Select(type => plan._names.Of(type.Python)).ToEquatableArray());
        var adapted = plan._declared
            .Select((method, i) => (Method: method, Adapter: plan._adapters.WriteTolerant(method.Function, method.Parameters, i, method.Member.ResultFormat)))
            .Where(pair => pair.Adapter is not null)
            .ToArray();
        var text = plan._adapters.Text;
        var members = new ModuleMembers(module, plan._used.Values.ToDictionary(type => plan._names.Of(type.Python)), text);
        plan.Members = [.. plan._methods.Select(members.Of)];
        plan.Adapted = adapted.ToDictionary(pair => pair.Method.Member, pair => pair.Method.Adapted(new(pair.Adapter!, text!)));
        return plan;
    }

    private void AddMethods(PythonFile file, IReadOnlyList<MemberModel> declared)
    {
        var path = PythonFilePath.Normalise(_module.File);
        var bound = declared
            .Where(member => member.Function is { Id: null, File: { } other } && PythonFilePath.Normalise(other) == path)
            .ToLookup(member => FunctionBinder.Bind(member, new(path, file, null)).Name!, StringComparer.Ordinal);
        var taken = new HashSet<string>(_module.Members.Concat(s_reserved), StringComparer.Ordinal);
        var signatures = new HashSet<string>(StringComparer.Ordinal);
        HasDeclared = bound.Count > 0;
        foreach (var function in _python.EntryPoints)
        {
            _declared.AddRange(bound[function.Name].Select(member => DeclaredMethod.Of(member, function, _names)).OfType<DeclaredMethod>());
        }

        foreach (var function in _python.EntryPoints.Where(function => IsWanted(function.Name)).OrderBy(function => function.Line))
        {
            // A method that a derived interface declares takes none from the base.
            if (bound[function.Name].Any(member => _module.Members.Contains(member.Name)))
            {
                // The methods that are declared may name the types of its classes.
                UseAll(_planner.Overloads(function), Result(function));
                continue;
            }

            if (Refuse(function) is { } reason)
            {
                _skipped.Add(new(function, reason));
                continue;
            }

            AddMethods(function, taken, signatures);
        }

        _skipped.AddRange(_python.Uncertain
            .Where(one => IsWanted(one.Function.Name) && !bound.Contains(one.Function.Name))
            .Select(one => new SkippedFunction(one.Function, Doubt(one))));
        _skipped.Sort(static (one, other) => one.Function.Line.CompareTo(other.Function.Line));
    }

    private static string Doubt(PythonUncertainFunction uncertain) => uncertain switch
    {
        { IsHidden: true } => "it is for type checkers only, so the worker does not have it",
        { Lines.Count: > 1 } =>
            $"its name is bound in different ways (lines {string.Join(", ", uncertain.Lines)}), so its signature is not certain",
        _ => "its name is bound by something else as well, so its signature is not certain",
    };

    private void AddMethods(PythonSignature function, HashSet<string> taken, HashSet<string> signatures)
    {
        var overloads = _planner.Overloads(function);
        var name = CSharpNames.Pascal(function.Name);
        while (taken.Contains(name) || overloads.Any(parameters => signatures.Contains(Key(name, parameters))))
        {
            name += "_";
        }

        var result = Result(function);
        var unsent = overloads
            .SelectMany(parameters => parameters)
            .Select(parameter => ($"the parameter '{parameter.Python.Name}'", parameter.Annotation, parameter.Type))
            .Append(("the result", function.Returns, result!))
            .Select(one => _formats.Obstacle(one.Item2, one.Item3) is { } why ? new UnsentAnnotation(function, one.Item1, one.Item2!.Text, why) : null)
            .FirstOrDefault(one => one is not null);
        if (unsent is not null)
        {
            _unsent.Add(unsent);
        }

        for (var i = 0; i < overloads.Count; i++)
        {
            signatures.Add(Key(name, overloads[i]));
            _methods.Add(Method(function, name, overloads[i], i));
        }
    }

    private ModuleMethod Method(PythonSignature function, string name, EquatableArray<ModuleParameter> planned, int overload)
    {
        var parameters = planned.Select(parameter => parameter with { Format = _formats.For(parameter.Type) }).ToEquatableArray();
        var arrays = parameters.Where(parameter => parameter.Format is null && HoldsArray(parameter.Annotation)).ToArray();

        // One choice for all of a method: numpy's arrays travel as such when no other argument would become one.
        var usesNumPy = _module.Formats.Arrays == "NumPy"
            || (arrays.Length > 0
                && arrays.All(parameter => (parameter.Type.IsNumericArray || IsBytes(parameter.Type))
                    && parameter.Annotation is { Kind: PythonTypeKind.Array or PythonTypeKind.Union })
                && parameters.Except(arrays).All(parameter => parameter.Format is not null || IsScalar(parameter.Type)));
        var result = Result(function);
        var format = result is null ? null : _formats.For(result);

        // The adapter sees by their names which optional arguments came.
        var isVariadic = parameters.Any(parameter => parameter.IsVariadic);
        var named = parameters
            .Select(parameter => IsNamed(parameter, isVariadic) ? parameter with { IsKeyword = true } : parameter)
            .ToEquatableArray();
        return _adapters.Write(function, named, overload, usesNumPy, format) is { } adapter
            ? new(function, name, named, result, adapter, usesNumPy) { ResultFormat = format }
            : new(function, name, parameters, result, null, usesNumPy) { ResultFormat = format };
    }

    private static bool IsNamed(ModuleParameter parameter, bool isVariadic) =>
        (parameter.Default is not null && AdapterWriter.MustGoByKeyword(parameter.Python, isVariadic)) || AdapterWriter.IsHeld(parameter, isVariadic);

    private ModuleType? Result(PythonSignature function)
    {
        if (function.IsGenerator)
        {
            var element = function.Returns is
            {
                Kind: PythonTypeKind.Iterable or PythonTypeKind.Iterator or PythonTypeKind.AsyncIterator, Arguments: { Count: > 0 } arguments
            }
                ? arguments[0]
                : null;
            return ModuleType.Array(_types.Result(element));
        }

        if (function.Returns is { Kind: PythonTypeKind.AsyncIterator, Arguments: var items })
        {
            return ModuleType.Array(_types.Result(items.Count > 0 ? items[0] : null));
        }

        return function.Returns?.Kind == PythonTypeKind.None ? null : _types.Result(function.Returns);
    }

    private bool IsWanted(string name) =>
        _module.Functions is { } only ? only.Contains(name)
        : _python.PublicNames is { } all ? all.Contains(name)
        : !name.StartsWith("_", StringComparison.Ordinal);

    private static string? Refuse(PythonSignature function) => function switch
    {
        { HasOpaqueDecorator: true } => $"its decorator '@{function.Decorators[0]}' may change its parameters",
        { IsAsync: true, IsGenerator: true } when function.Returns?.Kind != PythonTypeKind.AsyncIterator =>
            "it is an asynchronous generator",
        _ => null,
    };

    private static string Key(string name, EquatableArray<ModuleParameter> parameters) =>
        $"{name}({string.Join(",", parameters.Select(parameter => parameter.Type.PlainText + (parameter.IsVariadic ? "[]" : "")))})";

    private static bool HoldsArray(PythonType? type) => type is not null && (type.Kind == PythonTypeKind.Array || type.Arguments.Any(HoldsArray));

    private static bool IsBytes(ModuleType type) => type.Name == ModuleType.Bytes.Name;

    private static bool IsScalar(ModuleType type) =>
        type.Kind is ModuleTypeKind.Value or ModuleTypeKind.NamedEnum or ModuleTypeKind.NumberedEnum || type == ModuleType.String;

    private void UseAll(IEnumerable<EquatableArray<ModuleParameter>> overloads, ModuleType? result)
    {
        foreach (var type in overloads.SelectMany(parameters => parameters).Select(parameter => (ModuleType?)parameter.Type).Prepend(result))
        {
            if (type is not null)
            {
                Use(type, isJson: _formats.For(type) is null);
            }
        }
    }

    /// <summary>Notes the classes and the metadata that a type needs, those of its parts first. A format needs no metadata.</summary>
    private void Use(ModuleType type, bool isJson)
    {
        if (_json.ContainsKey(type.PlainText))
        {
            return;
        }

        if (type is { IsNullable: true, IsValueType: true })
        {
            Use(type with { IsNullable = false }, isJson);
        }

        UsesDeclaredTypes |= type.Kind is ModuleTypeKind.DeclaredReference or ModuleTypeKind.DeclaredValue;
        var isClass = type.Kind is ModuleTypeKind.Record or ModuleTypeKind.NamedEnum or ModuleTypeKind.NumberedEnum;
        if (isClass && (!_used.TryGetValue(type.Name, out var made) | (isJson && _classesInJson.Add(type.Name))))
        {
            made ??= _classes.Of(_python.Classes.First(found => _names.Of(found) == type.Name));
            _used[type.Name] = made;
            foreach (var property in made.Properties)
            {
                Use(property.Type, isJson);
            }
        }

        foreach (var argument in type.Arguments)
        {
            Use(argument, isJson);
        }

        var isOwn = type.Kind is ModuleTypeKind.DeclaredReference or ModuleTypeKind.DeclaredValue && !(type.IsNullable && type.IsValueType);
        if (isJson && !isOwn && !BuiltInShapes.IsKnown(type.PlainText.Replace("global::", "")))
        {
            _json[type.PlainText] = type with { IsNullable = type.IsNullable && type.IsValueType };
        }
    }
}
