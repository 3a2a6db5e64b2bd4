using GlobusCompute.Remote.Generators.Collections;
using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Generators.Python;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Modules;

/// <summary>Settles which C# methods stand for a Python function: parameters in an order that C# allows, overloads for unions.</summary>
internal sealed class MethodPlanner(ModuleTypes types, ModuleDefaults defaults)
{
    private const int MaximumOverloads = 12;

    /// <summary>The parameters of each overload.</summary>
    public IReadOnlyList<EquatableArray<ModuleParameter>> Overloads(PythonSignature function)
    {
        var choices = new List<List<Choice>> { new() };
        foreach (var parameter in function.Parameters)
        {
            var own = Choices(parameter);
            var taken = choices.Count * own.Count > MaximumOverloads ? [new(parameter.Annotation, IsOptional: true)] : own;
            choices = [.. choices.SelectMany(choice => taken.Select(one => new List<Choice>(choice) { one }))];
        }

        return Distinct([.. choices.Select(choice => Parameters(function, choice))]);
    }

    /// <summary>
    /// C# tells overloads apart by the types of their parameters, in order. Of several with the same types, the one with the most optional parameters is
    /// kept; the others require all of their arguments, which may put their parameters into another order.
    /// </summary>
    private static List<EquatableArray<ModuleParameter>> Distinct(IReadOnlyList<EquatableArray<ModuleParameter>> overloads)
    {
        var first = overloads.GroupBy(Signature)
            .Select(same => same
                .OrderByDescending(parameters => parameters.Count(parameter => parameter.Default is not null))
                .ToList())
            .ToList();
        var taken = new HashSet<string>(first.Select(same => Signature(same[0])));
        var rest = first.SelectMany(same => same.Skip(1))
            .Where(parameters => parameters.All(parameter => !parameter.IsVariadic))
            .Select(parameters => parameters.Select(parameter => parameter with { Default = null }).OrderBy(Rank).ToEquatableArray())
            .Where(parameters => taken.Add(Signature(parameters)));
        return first.Select(same => same[0]).Concat(rest).ToList();
    }

    private static string Signature(EquatableArray<ModuleParameter> parameters) =>
        string.Join(",", parameters.Select(parameter => parameter.Type.PlainText + (parameter.IsVariadic ? "[]" : "")));

    private IReadOnlyList<Choice> Choices(PythonParameter parameter)
    {
        if (parameter is { Kind: PythonParameterKind.VariadicPositional, Annotation: { } annotation }
            && types.NumberAlternatives(annotation) is { Count: > 1 } numbers)
        {
            // Without arguments C# could not choose between arrays of two types.
            return [.. numbers.Select(type => new Choice(type, IsOptional: true)), new(null, IsOptional: true, IsLeftOut: true)];
        }

        var alternatives = parameter.Kind is PythonParameterKind.VariadicKeyword or PythonParameterKind.VariadicPositional
            ? [parameter.Annotation]
            : types.Alternatives(parameter.Annotation);
        var optional = OptionalAlternative(parameter, alternatives);
        return [.. alternatives.Select((type, i) => new Choice(type, IsOptional: i == optional))];
    }

    /// <summary>Which alternative may be left out: the one whose type the default is of, else the first that takes it, else the first.</summary>
    private int OptionalAlternative(PythonParameter parameter, IReadOnlyList<PythonType?> alternatives)
    {
        if (parameter.Default is not { } python || alternatives.Count == 1)
        {
            return 0;
        }

        var own = CSharpDefault.Keyword(CSharpDefault.TypeOf(python));
        var written = alternatives.Select(types.Parameter).ToList();
        var exact = written.FindIndex(type => own is not null && type.Text.TrimEnd('?') == own);
        return exact >= 0 ? exact : Math.Max(0, written.FindIndex(type => defaults.Constant(python, type) is not null));
    }

    /// <summary>
    /// Required parameters, then optional ones, positional before keyword, <c>params</c> last. What C# cannot express and Python does not need,
    /// <c>**kwargs</c>, is left out.
    /// </summary>
    private EquatableArray<ModuleParameter> Parameters(PythonSignature function, List<Choice> choice)
    {
        var names = new UniqueNames();
        var planned = function.Parameters
            .Zip(choice, (parameter, own) => (Parameter: parameter, Own: own))
            .Where(pair => pair.Parameter.Kind != PythonParameterKind.VariadicKeyword && !pair.Own.IsLeftOut)
            .Select(pair => Plan(pair.Parameter, pair.Own.Type, pair.Own.IsOptional, names))
            .ToList();
        RequireThoseBeforeRequired(planned);
        return planned.OrderBy(Rank).ToEquatableArray();
    }

    private ModuleParameter Plan(PythonParameter parameter, PythonType? annotation, bool isOptional, UniqueNames names)
    {
        var type = (annotation, CSharpDefault.TypeOf(parameter.Default)) switch
        {
            (null, SpecialType.System_Boolean) => ModuleType.Bool,
            (null, SpecialType.System_Int64) => ModuleType.Long,
            (null, SpecialType.System_Double) => ModuleType.Double,
            (null, SpecialType.System_String) => ModuleType.String,
            _ => types.Parameter(annotation),
        };
        var isKeyword = parameter.Kind == PythonParameterKind.KeywordOnly;
        if (parameter.Default is not { } python)
        {
            return Make(type, null, omit: false);
        }

        // Only one overload may be called without the argument.
        if (!isOptional)
        {
            return Make(type, null, omit: false);
        }

        var withNone = ModuleDefaults.IsNone(python) ? type.OrNull() : type;
        if (defaults.Constant(python, withNone) is { } constant)
        {
            return Make(withNone, constant, omit: false);
        }

        return Make(type.OrNull(), "null", omit: true);

        ModuleParameter Make(ModuleType made, string? value, bool omit) =>
            new(parameter, annotation, names.Take(CSharpNames.Camel(parameter.Name)), made, value, isKeyword, omit);
    }

    /// <summary>
    /// C# has no optional parameter before a required one that goes by position as well. A keyword-only parameter that only this overload requires does not
    /// go before positional ones either: a positional argument would be taken for it.
    /// </summary>
    private static void RequireThoseBeforeRequired(List<ModuleParameter> parameters)
    {
        var last = parameters.Exists(parameter => parameter is { IsKeyword: true, Default: null, Python.Default: not null })
            ? parameters.Count
            : parameters.FindLastIndex(parameter => parameter is { IsKeyword: false, Default: null, IsVariadic: false });
        for (var i = 0; i < last; i++)
        {
            if (!parameters[i].IsKeyword)
            {
                parameters[i] = parameters[i] with { Default = null };
            }
        }
    }

    /// <summary>What one overload makes of a parameter.</summary>
    private readonly record struct Choice(PythonType? Type, bool IsOptional, bool IsLeftOut = false);

    private static int Rank(ModuleParameter parameter) => parameter.IsVariadic ? 4 : (parameter.Default is null ? 0 : 2) + (parameter.IsKeyword ? 1 : 0);
}
