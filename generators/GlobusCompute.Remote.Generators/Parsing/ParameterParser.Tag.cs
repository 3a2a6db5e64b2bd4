using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Models;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Parsing;

/// <summary>The parameter that names the call and stays here.</summary>
internal sealed partial class ParameterParser
{
    private string? _tag;

    private ParameterModel ParseTag(IParameterSymbol parameter, int index)
    {
        if (parameter.Type.SpecialType != SpecialType.System_String)
        {
            var type = parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
            Report(Descriptors.InvalidTag, ProblemLocation.ParameterName(index), $"the [ComputeTag] parameter '{parameter.Name}' is of type {type}; a tag is a string");
        }

        foreach (var attribute in new[] { KnownSymbols.KeywordAttribute, KnownSymbols.OmitWhenNullAttribute, KnownSymbols.PythonNameAttribute })
        {
            if (KnownSymbols.Find(parameter, attribute) is not null)
            {
                var name = attribute.Substring(0, attribute.Length - "Attribute".Length);
                Report(
                    Descriptors.InvalidTag,
                    ProblemLocation.ParameterAttribute(index, attribute),
                    $"the [ComputeTag] parameter '{parameter.Name}' does not travel to Python, so [{name}] can have no effect; remove one of the two");
            }
        }

        if (_tag is not null)
        {
            Report(Descriptors.SeveralTags, ProblemLocation.ParameterName(index), _tag, parameter.Name);
        }

        _tag ??= parameter.Name;
        return Model(parameter, parameter.Name, ParameterRole.Tag);
    }
}
