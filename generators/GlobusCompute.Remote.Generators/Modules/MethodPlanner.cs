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
        var choices = new List<List<(PythonType? Type, bool IsOptional)>> { new() };
        foreach (var parameter in function.Parameters)
        {
            var alternatives = types.Alternatives(parameter.Annotation);
            if (parameter.Kind is PythonParameterKind.VariadicKeyword or PythonParameterKind.VariadicPositional
                || choices.Count * alternatives.Count > MaximumOverloads)
            {
                alternatives = [parameter.Annotation];
            }

            var optional = OptionalAlternative(parameter, alternatives);
            choices = [.. choices.SelectMany(choice => alternatives.Select((type, i) => new List<(PythonType?, bool)>(choice) { (type, i == optional) }))];
        }

        return [.. choices.Select(choice => Parameters(function, choice))
            .GroupBy(parameters => string.Join(",", parameters.Select(parameter => parameter.Type.PlainText + (parameter.IsVariadic ? "[]" : ""))))
            .Select(same => same.OrderByDescending(parameters => parameters.Count(parameter => parameter.Default is not null)).First())];
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
    /// Required parameters, then optional ones, positional before keyword, <c>params</c> last. What C# cannot express and Python does not need
    /// (<c>**kwargs</c>, odd defaults of positional-only parameters) is left out.
    /// </summary>
    private EquatableArray<ModuleParameter> Parameters(PythonSignature function, List<(PythonType? Type, bool IsOptional)> choice)
    {
        var isVariadic = function.Parameters.Any(parameter => parameter.Kind == PythonParameterKind.VariadicPositional);
        var names = new UniqueNames();
        var positionalEnded = false;
        var planned = new List<ModuleParameter>();
        for (var i = 0; i < function.Parameters.Count; i++)
        {
            var parameter = function.Parameters[i];
            if (parameter.Kind == PythonParameterKind.VariadicKeyword || (positionalEnded && parameter.Kind != PythonParameterKind.KeywordOnly))
            {
                continue;
            }

            if (Plan(parameter, choice[i].Type, choice[i].IsOptional, isVariadic, names) is { } own)
            {
                planned.Add(own);
            }
            else
            {
                // What stands behind it cannot be reached by position either.
                positionalEnded = true;
            }
        }

        RequireThoseBeforeRequired(planned);
        return planned.OrderBy(Rank).ToEquatableArray();
    }

    private ModuleParameter? Plan(PythonParameter parameter, PythonType? annotation, bool isOptional, bool isVariadic, UniqueNames names)
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

        if (isVariadic && !isKeyword)
        {
            return Make(type, null, omit: false);
        }

        return parameter.Kind == PythonParameterKind.PositionalOnly ? null : Make(type.OrNull(), "null", omit: true);

        ModuleParameter Make(ModuleType made, string? value, bool omit) =>
            new(parameter, annotation, names.Take(CSharpNames.Camel(parameter.Name)), made, value, isKeyword, omit);
    }

    /// <summary>C# has no optional parameter before a required one that goes by position as well.</summary>
    private static void RequireThoseBeforeRequired(List<ModuleParameter> parameters)
    {
        var last = parameters.FindLastIndex(parameter => parameter is { IsKeyword: false, Default: null, IsVariadic: false });
        for (var i = 0; i < last; i++)
        {
            if (!parameters[i].IsKeyword)
            {
                parameters[i] = parameters[i] with { Default = null };
            }
        }
    }

    private static int Rank(ModuleParameter parameter) => parameter.IsVariadic ? 4 : (parameter.Default is null ? 0 : 2) + (parameter.IsKeyword ? 1 : 0);
}
