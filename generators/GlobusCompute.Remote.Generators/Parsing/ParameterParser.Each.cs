using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Models;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Parsing;

internal sealed partial class ParameterParser
{
    /// <summary>Reads a sequence that a Map goes through; its elements are the arguments.</summary>
    private ParameterModel ParseEach(IParameterSymbol parameter, int index)
    {
        var keyword = KnownSymbols.Find(parameter, KnownSymbols.KeywordAttribute);
        var element = MapParser.ElementOf(parameter.Type);
        if (element is null)
        {
            var type = parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
            Report(Descriptors.EachOfNoSequence, ProblemLocation.ParameterAttribute(index, KnownSymbols.EachAttribute), parameter.Name, type);
        }
        else if (Unsendable(element) is { } reason)
        {
            Report(Descriptors.UnsupportedParameterType, ProblemLocation.ParameterName(index), parameter.Name, reason);
        }

        var conflict = parameter.IsParams ? "params" : KnownSymbols.Find(parameter, KnownSymbols.OmitWhenNullAttribute) is null ? null : "[OmitWhenNull]";
        if (conflict is not null)
        {
            Report(Descriptors.ConflictingEach, ProblemLocation.ParameterAttribute(index, KnownSymbols.EachAttribute), parameter.Name, conflict);
        }

        return Model(parameter, PythonName(parameter, index, keyword), ParameterRole.Each, keyword is not null) with
        {
            ElementType = element is null ? null : CSharpName.OfType(element),
        };
    }
}
