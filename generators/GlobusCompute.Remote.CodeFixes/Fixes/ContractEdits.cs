using System.Collections.Immutable;
using GlobusCompute.Remote.CodeFixes.CSharp;
using GlobusCompute.Remote.CodeFixes.Reading;
using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Generators.Python;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GlobusCompute.Remote.CodeFixes.Fixes;

/// <summary>Finds the edits for what differs between a method and its <c>def</c>.</summary>
internal sealed class ContractEdits(RemoteMethod method, PythonSignature function, CSharpTypes types)
{
    private const string Keyword = "PythonKeyword";
    private const string OmitWhenNull = "ComputeOmitWhenNull";
    private const string PythonName = "PythonName";

    private SeparatedSyntaxList<ParameterSyntax> Parameters => method.Declaration.ParameterList.Parameters;

    /// <summary>The edits of each rule; none where none is sure to be right.</summary>
    private static readonly Dictionary<string, Func<ContractEdits, Place, IEnumerable<ContractEdit?>>> s_rules = new(StringComparer.Ordinal)
    {
        [Descriptors.MissingArgument.Id] = static (edits, place) => [place.Target is { } target ? edits.Add(target) : null],
        [Descriptors.ResultType.Id] = static (edits, _) => [edits.ResultType()],
        [Descriptors.ResultMayBeNone.Id] = static (edits, _) => [edits.NullableResult()],
        [Descriptors.WrongOrder.Id] = static (edits, _) => [edits.Reorder()],
        [Descriptors.TooManyArguments.Id] = AtParameter(static (edits, index, _) => [edits.Remove(index)]),
        [Descriptors.UnknownKeyword.Id] = AtParameter(static (edits, index, place) => [place.Nearest is { } name ? edits.Rename(index, name) : null]),
        [Descriptors.OtherName.Id] = AtParameter(static (edits, index, place) => [place.Target is { } target ? edits.Rename(index, target.Name) : null]),
        [Descriptors.KeywordOnly.Id] = AtParameter(static (edits, index, _) => [edits.AddAttribute(index, Keyword)]),
        [Descriptors.PositionalOnly.Id] = AtParameter(static (edits, index, _) => [edits.RemoveAttribute(index, KnownSymbols.PythonKeywordAttribute, Keyword)]),
        [Descriptors.OmitsRequired.Id] = AtParameter(
            static (edits, index, _) => [edits.RemoveAttribute(index, KnownSymbols.ComputeOmitWhenNullAttribute, OmitWhenNull)]),
        [Descriptors.OtherDefault.Id] = AtParameter(static (edits, index, place) => [edits.Default(index, place.Target), edits.Omit(index, place.Target)]),
        [Descriptors.ArgumentMayBeNone.Id] = AtParameter(static (edits, index, place) => [edits.Omit(index, place.Target), edits.NotNullable(index)]),
        [Descriptors.ArgumentType.Id] = AtParameter(static (edits, index, place) => [edits.ArgumentType(index, place.Target)]),
    };

    /// <summary>The rules for which there are edits.</summary>
    public static ImmutableArray<string> Ids { get; } = ImmutableArray.CreateRange(s_rules.Keys);

    /// <summary>The edits for a diagnostic; none where none is sure to be right.</summary>
    public IEnumerable<ContractEdit> For(Diagnostic diagnostic)
    {
        string? Property(string key) => diagnostic.Properties.TryGetValue(key, out var value) ? value : null;
        var place = new Place(
            Property(ProblemKeys.Parameter) is { } own ? IndexOf(own) : -1,
            Property(ProblemKeys.PythonParameter) is { } name ? function.Parameters.FirstOrDefault(parameter => parameter.Name == name) : null,
            Property(ProblemKeys.NearestName));
        return s_rules.TryGetValue(diagnostic.Id, out var rule) ? rule(this, place).OfType<ContractEdit>() : [];
    }

    private static Func<ContractEdits, Place, IEnumerable<ContractEdit?>> AtParameter(Func<ContractEdits, int, Place, IEnumerable<ContractEdit?>> edit) =>
        (edits, place) => place.Index < 0 ? [] : edit(edits, place.Index, place);

    private static TextSpan At(int position) => new(position, 0);

    private static bool IsNullable(IParameterSymbol parameter) =>
        parameter.Type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated }
        || parameter.Type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    private int IndexOf(string? name) =>
        Enumerable.Range(0, method.Member.Parameters.Count).Where(i => method.Member.Parameters[i].Name == name).DefaultIfEmpty(-1).First();

    /// <summary>Puts a parameter where Python's is: a positional one in its place, one by keyword behind the required ones.</summary>
    private ContractEdit? Add(PythonParameter target)
    {
        if (new ParameterWriter(types).Write(target, isVariadic: false) is not { } parameter || types.Records.Count > 0 || IndexOf(parameter.Name) >= 0)
        {
            return null;
        }

        var place = target.IsPositional ? function.Parameters.TakeWhile(other => other != target).Count(other => other.IsPositional) : int.MaxValue;
        var index = 0;
        for (var positional = 0; index < Parameters.Count && !IsBehindRequired(index); index++)
        {
            if (!method.Member.Parameters[index].IsKeyword && positional++ == place)
            {
                break;
            }
        }

        var (position, text) = Parameters.Count == 0 ? (method.Declaration.ParameterList.OpenParenToken.Span.End, parameter.Text)
            : index < Parameters.Count ? (Parameters[index].SpanStart, parameter.Text + ", ")
            : (Parameters[Parameters.Count - 1].Span.End, ", " + parameter.Text);
        return new("Add", $"Add the parameter '{parameter.Text}'", At(position), text);
    }

    private bool IsBehindRequired(int index) =>
        Parameters[index].Default is not null || method.Member.Parameters[index].Role is ParameterRole.Token or ParameterRole.Variadic;

    private ContractEdit Remove(int index)
    {
        var parameter = Parameters[index];
        var span = index > 0 ? TextSpan.FromBounds(Parameters[index - 1].Span.End, parameter.Span.End)
            : Parameters.Count > 1 ? TextSpan.FromBounds(parameter.SpanStart, Parameters[1].SpanStart)
            : parameter.Span;
        return new("Remove", $"Remove the parameter '{parameter.Identifier.ValueText}'", span, "");
    }

    /// <summary>
    /// The name that an attribute gives is changed there; otherwise the parameter is renamed, unless C# has no name that stands for Python's.
    /// </summary>
    private ContractEdit? Rename(int index, string python)
    {
        var symbol = method.Symbol.Parameters[index];
        var literal = SymbolDisplay.FormatLiteral(python, quote: true);
        foreach (var attribute in new[] { KnownSymbols.PythonKeywordAttribute, KnownSymbols.PythonNameAttribute })
        {
            if (Find(symbol, attribute) is { ArgumentList.Arguments: [var argument] })
            {
                return new("Name", $"Set the name in Python to '{python}'", argument.Expression.Span, literal);
            }
        }

        var name = CSharpNames.Camel(python);
        if (SnakeCase.FromName(name) == python && IndexOf(name) < 0)
        {
            return new("Rename", $"Rename '{symbol.Name}' to '{name}'", Parameters[index].Identifier.Span, CSharpNames.Identifier(name), symbol);
        }

        return Find(symbol, KnownSymbols.PythonKeywordAttribute) is { } keyword
            ? new("Name", $"Set the name in Python to '{python}'", keyword.Span, $"{Keyword}({literal})")
            : new("Name", $"Set the name in Python to '{python}'", At(Parameters[index].SpanStart), $"[{PythonName}({literal})] ");
    }

    private ContractEdit AddAttribute(int index, string attribute) =>
        new("Add" + attribute, $"Add [{attribute}] to '{method.Symbol.Parameters[index].Name}'", At(Parameters[index].SpanStart), $"[{attribute}] ");

    private ContractEdit? RemoveAttribute(int index, string attribute, string name)
    {
        if (Find(method.Symbol.Parameters[index], attribute) is not { Parent: AttributeListSyntax list } found)
        {
            return null;
        }

        var title = $"Remove [{name}] from '{method.Symbol.Parameters[index].Name}'";
        var at = list.Attributes.IndexOf(found);
        var span = list.Attributes.Count == 1 ? TextSpan.FromBounds(list.SpanStart, list.GetLastToken().GetNextToken().SpanStart)
            : at == 0 ? TextSpan.FromBounds(found.SpanStart, list.Attributes[1].SpanStart)
            : TextSpan.FromBounds(list.Attributes[at - 1].Span.End, found.Span.End);
        return new("Remove" + name, title, span, "");
    }

    private AttributeSyntax? Find(IParameterSymbol parameter, string attribute) =>
        method.Known.Find(parameter, attribute)?.ApplicationSyntaxReference?.GetSyntax() as AttributeSyntax;

    private ContractEdit? Default(int index, PythonParameter? target)
    {
        var type = method.Symbol.Parameters[index].Type;
        var value = target?.Default is { } python ? CSharpDefault.Write(python, type) : null;
        return value is null || Parameters[index].Default is not { } clause ? null : new("Default", $"Set the default to {value}", clause.Value.Span, value);
    }

    private ContractEdit? Omit(int index, PythonParameter? target) =>
        target?.Default is not null
        && IsNullable(method.Symbol.Parameters[index])
        && !method.Member.Parameters[index].OmitWhenNull
        && (method.Member.Parameters[index].IsKeyword
            || (target.Kind != PythonParameterKind.PositionalOnly && method.Member.Parameters.All(other => other.Role != ParameterRole.Variadic)))
            ? AddAttribute(index, OmitWhenNull)
            : null;

    private ContractEdit? NotNullable(int index) =>
        Parameters[index] is { Default: null, Type: NullableTypeSyntax nullable }
            ? new("NotNullable", $"Make '{method.Symbol.Parameters[index].Name}' not nullable", nullable.Span, nullable.ElementType.ToString())
            : null;

    private ContractEdit? ArgumentType(int index, PythonParameter? target)
    {
        if (target?.Annotation is not { } annotation || Parameters[index].Type is not { } declared)
        {
            return null;
        }

        var type = types.Parameter(annotation) + (method.Member.Parameters[index].Role == ParameterRole.Variadic ? "[]" : "");
        return types.Records.Count > 0 ? null : new("Type", $"Change the type of '{method.Symbol.Parameters[index].Name}' to {type}", declared.Span, type);
    }

    private ContractEdit? ResultType()
    {
        if (function.Returns is not { } annotation)
        {
            return null;
        }

        if (annotation.Kind == PythonTypeKind.None)
        {
            var generic = method.Declaration.ReturnType.DescendantNodesAndSelf().OfType<GenericNameSyntax>().First();
            return new("Result", "Return no result", generic.TypeArgumentList.Span, "");
        }

        var type = types.Result(annotation);
        return types.Records.Count > 0 || ResultSyntax() is not { } result ? null : new("Result", $"Change the result to {type}", result.Span, type);
    }

    private ContractEdit? NullableResult() =>
        ResultSyntax() is { } result ? new("NullableResult", $"Change the result to {result}?", At(result.Span.End), "?") : null;

    private TypeSyntax? ResultSyntax() =>
        (method.Declaration.ReturnType is QualifiedNameSyntax qualified ? qualified.Right : method.Declaration.ReturnType)
            is GenericNameSyntax { TypeArgumentList.Arguments: [var argument] }
            ? argument
            : null;

    /// <summary>Sorts the positional parameters among their places, where Python has a place for each and C# allows the order.</summary>
    private ContractEdit? Reorder()
    {
        var slots = function.Parameters.Where(parameter => parameter.IsPositional).Select(parameter => parameter.Name).ToList();
        var places = Enumerable.Range(0, Parameters.Count)
            .Where(i => method.Member.Parameters[i] is { Role: ParameterRole.Argument, IsKeyword: false })
            .ToArray();
        if (places.Any(i => !slots.Contains(method.Member.Parameters[i].PythonName)))
        {
            return null;
        }

        var order = Enumerable.Range(0, Parameters.Count).ToArray();
        var sorted = places.OrderBy(i => slots.IndexOf(method.Member.Parameters[i].PythonName)).ToArray();
        for (var i = 0; i < places.Length; i++)
        {
            order[places[i]] = sorted[i];
        }

        var required = order.Where(i => method.Member.Parameters[i].Role == ParameterRole.Argument).Select(i => Parameters[i].Default is null).ToArray();
        if (required.SkipWhile(isRequired => isRequired).Any(isRequired => isRequired))
        {
            return null;
        }

        // What stands between parameters, such as line ends, stays where it is.
        var text = "";
        for (var i = 0; i < order.Length; i++)
        {
            var between = i == 0
                ? ""
                : method.Declaration.SyntaxTree.GetText().ToString(TextSpan.FromBounds(Parameters[i - 1].Span.End, Parameters[i].SpanStart));
            text += between + Parameters[order[i]].ToString();
        }

        return new(
            "Order", "Put the parameters into Python's order", TextSpan.FromBounds(Parameters[0].SpanStart, Parameters[Parameters.Count - 1].Span.End), text);
    }

    /// <summary>What a diagnostic is about.</summary>
    /// <param name="Index">The C# parameter, or -1.</param>
    /// <param name="Target">The Python parameter, or null.</param>
    /// <param name="Nearest">The name that may be meant, or null.</param>
    private sealed record Place(int Index, PythonParameter? Target, string? Nearest);
}
