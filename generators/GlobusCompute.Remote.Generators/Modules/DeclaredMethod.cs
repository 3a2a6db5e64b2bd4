using GlobusCompute.Remote.Generators.Collections;
using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Generators.Python;

namespace GlobusCompute.Remote.Generators.Modules;

/// <summary>A method that the interface declares itself, beside those that are written from the same file.</summary>
/// <param name="Member">The method.</param>
/// <param name="Function">The function that it calls.</param>
/// <param name="Parameters">Those of its parameters that travel, with the parameters of Python that they reach.</param>
internal sealed record DeclaredMethod(MemberModel Member, PythonSignature Function, EquatableArray<ModuleParameter> Parameters)
{
    /// <summary>
    /// Pairs both sides, of a union the class whose type is passed; null where that is not certain, which the contract's own rules then speak of.
    /// </summary>
    public static DeclaredMethod? Of(MemberModel member, PythonSignature function, ModuleNames names)
    {
        var positional = function.Parameters.Where(parameter => parameter.IsPositional || parameter.Kind == PythonParameterKind.VariadicPositional).ToArray();
        var isVariadic = member.Parameters.Any(parameter => parameter.Role == ParameterRole.Variadic);
        var paired = new List<ModuleParameter>();
        var next = 0;
        foreach (var parameter in member.Parameters.Where(parameter => parameter.Travels))
        {
            var target = parameter.IsKeyword
                ? function.Parameters.FirstOrDefault(
                    candidate => candidate.Name == parameter.PythonName && candidate.Kind != PythonParameterKind.PositionalOnly)
                : parameter.Role == ParameterRole.Variadic ? positional.FirstOrDefault(candidate => candidate.Kind == PythonParameterKind.VariadicPositional)
                : next < positional.Length ? positional[next++]
                : null;
            if (target is null || (target.Kind == PythonParameterKind.VariadicPositional) != (parameter.Role == ParameterRole.Variadic))
            {
                return null;
            }

            var isKeyword = parameter.IsKeyword || (parameter.OmitWhenNull && AdapterWriter.MustGoByKeyword(target, isVariadic));
            var annotation = names.Choose(target.Annotation, parameter.TypeName);
            var value = parameter.OmitWhenNull ? "null" : null;
            paired.Add(new(target, annotation, parameter.Name, ModuleType.Anything, value, isKeyword, parameter.OmitWhenNull)
            {
                Format = parameter.Format,
            });
        }

        return new(member, function, paired.ToEquatableArray());
    }

    /// <summary>The member as it calls an adapter, which sees by their names which optional arguments came.</summary>
    public MemberModel Adapted(AdapterModel adapter)
    {
        var keywords = new HashSet<string>(Parameters.Where(parameter => parameter.IsKeyword).Select(parameter => parameter.Name), StringComparer.Ordinal);
        return Member with
        {
            Adapter = adapter,
            Parameters = Member.Parameters
                .Select(parameter => parameter.Travels && keywords.Contains(parameter.Name)
                    ? parameter with { IsKeyword = true, PythonName = Parameters.First(own => own.Name == parameter.Name).Python.Name }
                    : parameter)
                .ToEquatableArray(),
        };
    }
}
