using GlobusCompute.Remote.Generators.Binding;
using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Generators.Modules;
using GlobusCompute.Remote.Generators.Parsing;
using GlobusCompute.Remote.Generators.Python;
using GlobusCompute.Remote.Shared.Types;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Checking;

/// <summary>
/// Compares a method with the <c>def</c> that it stands for. What is found keeps no call from being made: an annotation may be wrong, and the user may silence
/// the rule.
/// </summary>
internal sealed class ContractChecker
{
    private readonly KnownSymbols _known;
    private readonly MemberModel _member;
    private readonly IMethodSymbol _method;
    private readonly PythonSignature _signature;
    private readonly TypeCompatibility _types;
    private readonly ResultCompatibility _results;
    private readonly PythonConversionNeeds _objects;
    private readonly ContractReport _report;

    private ContractChecker(
        MemberModel member, IMethodSymbol method, KnownSymbols known, PythonSignature signature, PythonModule module, PythonFile? file, ResultForm form)
    {
        _known = known;
        _member = member;
        _method = method;
        _signature = signature;
        _types = new TypeCompatibility(module);
        _results = new ResultCompatibility(module, form);
        _objects = PythonConversionNeeds.OfObjects(module);
        _report = new ContractReport(member, signature, file);
    }

    /// <summary>What is wrong between a member and its function; nothing where a part of the member is wrong by itself, or no <c>def</c> is certain.</summary>
    /// <param name="member">The member.</param>
    /// <param name="symbol">Its declaration.</param>
    /// <param name="bound">The function that it names.</param>
    /// <param name="isAdapted">Whether an adapter stands between.</param>
    /// <param name="known">The library's types.</param>
    public static IReadOnlyList<Problem> Check(MemberModel member, ISymbol symbol, BoundFunction bound, bool isAdapted, KnownSymbols known)
    {
        var module = bound.File?.Module ?? member.Function?.Source;
        if (module is null or { SyntaxError: not null }
            || bound.Name is not { } name
            || symbol is not IMethodSymbol method
            || member.Problems.Any(problem => problem.IsError))
        {
            return [];
        }

        if (module.FindEntryPoint(name) is { } signature)
        {
            var formats = isAdapted ? member.Payload : ResultFormats.Of(member, bound);
            var form = new ResultForm(formats.Results, isAdapted, member.Function?.Id is not null);
            var checker = new ContractChecker(member, method, known, signature, module, bound.File, form);
            checker.Check();
            return checker._report.Problems;
        }

        var file = bound.File is null ? "Source" : $"'{bound.File.Path}'";
        const string Reason = "is not bound by one def alone, so its signature is not known";
        return [Problem.Of(Descriptors.Unchecked, ProblemLocation.Identifier, member.DisplayName, $"{name} in {file}", Reason)];
    }

    private void Check()
    {
        if (_signature.HasOpaqueDecorator)
        {
            var decorators = string.Join(", ", _signature.Decorators.Select(text => "@" + text.Split('(')[0]));
            _report.Add(Descriptors.Unchecked, ProblemLocation.Identifier, null, null, $"has {decorators}, which may change its signature");
            return;
        }

        if (_signature.IsAsync)
        {
            _report.Add(Descriptors.AsyncFunction, ProblemLocation.Identifier, null, null);
        }
        else if (_signature.IsGenerator)
        {
            _report.Add(Descriptors.GeneratorFunction, ProblemLocation.Identifier, null, null);
        }

        var pairs = new ArgumentBinder(_member, _method, _signature, _report).Bind();
        foreach (var pair in pairs)
        {
            CheckArgument(pair);
            CheckObjects(pair);
        }

        CheckResult();
        CheckAnnotations(pairs);
    }

    /// <summary>A pinned function runs as it was registered, so that nothing can make its classes of what comes.</summary>
    private void CheckObjects(ArgumentPair pair)
    {
        if (_member.Function?.Id is not null
            && pair.Target.Annotation is { } annotation
            && pair.Symbol.Type is { SpecialType: not SpecialType.System_Object, TypeKind: not TypeKind.Dynamic }
            && pair.Model.Format is null
            && _objects.Of(annotation))
        {
            _report.Add(Descriptors.PinnedNeedsAdapter, ProblemLocation.ParameterType(pair.Index), pair.Model, pair.Target, pair.Model.Name, annotation.Text);
        }
    }

    private void CheckArgument(ArgumentPair pair)
    {
        var type = pair.Model.Role switch
        {
            ParameterRole.Variadic => ElementOf(pair.Symbol.Type),
            ParameterRole.Each => MapParser.ElementOf(pair.Symbol.Type, _known) ?? pair.Symbol.Type,
            _ => pair.Symbol.Type,
        };
        var shape = FormatCompatibility.ShapeOf(type, pair.Model.Format);
        var annotation = AnnotationOf(pair.Target, shape);
        if (annotation is not null && !(pair.Model.Format is { } format ? FormatCompatibility.Allows(format, annotation) : _types.Accepts(annotation, shape)))
        {
            _report.Add(
                Descriptors.ArgumentType,
                ProblemLocation.ParameterType(pair.Index),
                pair.Model,
                pair.Target,
                pair.Model.Name,
                Name(type),
                annotation.Text,
                pair.Target.Name);
            return;
        }

        if (pair.Target.Default is { } value && !IsOmittedByDefault(pair) && DefaultComparer.Differ(pair.Symbol, value))
        {
            var advice = pair.Symbol.ExplicitDefaultValue is null
                ? "add [ComputeOmitWhenNull] to take Python's"
                : "use the same default, or make it nullable with [ComputeOmitWhenNull]";
            _report.Add(
                Descriptors.OtherDefault,
                ProblemLocation.ParameterDefault(pair.Index),
                pair.Model,
                pair.Target,
                pair.Model.Name,
                DefaultComparer.Write(pair.Symbol),
                value,
                advice);
        }
        else if (annotation is not null && shape.MayBeNull && !pair.Model.OmitWhenNull && !annotation.AllowsNone && pair.Target.Default != "None"
            && type.SpecialType != SpecialType.System_Object)
        {
            var advice = pair.Target.Default is null ? "make it not nullable, or let Python take None" : "add [ComputeOmitWhenNull], or make it not nullable";
            _report.Add(
                Descriptors.ArgumentMayBeNone,
                ProblemLocation.ParameterType(pair.Index),
                pair.Model,
                pair.Target,
                pair.Model.Name,
                annotation.Text,
                pair.Target.Name,
                advice);
        }
    }

    /// <summary>
    /// What an argument has to be. The annotation of <c>**options</c> is that of each value, yet many write that of the dict that the function sees, and so for
    /// <c>*items</c>; Python minds neither, so an argument may be what either reading says.
    /// </summary>
    private PythonType? AnnotationOf(PythonParameter target, WireShape shape) => target switch
    {
        { Kind: PythonParameterKind.VariadicKeyword, Annotation: { Kind: PythonTypeKind.Dict } whole } when !_types.Accepts(whole, shape) =>
            whole.Arguments is [_, var value] && !_types.Accepts(value, shape) ? whole : null,
        {
            Kind: PythonParameterKind.VariadicPositional,
            Annotation: { Kind: PythonTypeKind.List or PythonTypeKind.Sequence or PythonTypeKind.VariadicTuple } whole,
        } when !_types.Accepts(whole, shape) => whole.Arguments is [var item] && !_types.Accepts(item, shape) ? whole : null,
        _ => target.Annotation,
    };

    private void CheckResult()
    {
        if (_signature.IsAsync || _signature.IsGenerator || _signature.Returns is not { } annotation
            || (MapParser.ResultOf(_method.ReturnType, _known) ?? (_method.ReturnType as INamedTypeSymbol)?.TypeArguments.FirstOrDefault()) is not { } type)
        {
            return;
        }

        var shape = FormatCompatibility.ShapeOf(type, _member.ResultFormat);
        if (!(_member.ResultFormat is { } format ? FormatCompatibility.Allows(format, annotation) : _results.Yields(annotation, shape)))
        {
            var reason = _results.FindUnsendable(annotation) is { } unsendable
                ? $"{annotation.Text}: members of the Enum {unsendable.Name} cannot be sent from a registered source, so return their .name or .value"
                : annotation.Text;
            _report.Add(Descriptors.ResultType, ProblemLocation.ReturnType, null, null, Name(type), reason);
            _report.Note(ProblemKeys.PythonType, annotation.Text);
        }
        else if (annotation.NamesNone && !_member.AllowsNullResult && !(type.IsValueType && shape.Kind == WireKind.Unknown && type.TypeKind != TypeKind.Enum))
        {
            _report.Add(Descriptors.ResultMayBeNone, ProblemLocation.ReturnType, null, null, Name(type), annotation.Text);
            _report.Note(ProblemKeys.PythonType, annotation.Text);
        }
    }

    private void CheckAnnotations(IReadOnlyList<ArgumentPair> pairs)
    {
        var bare = pairs.Where(pair => pair.Target.Annotation is null).Select(pair => $"'{pair.Target.Name}'").Distinct().ToList();
        if (_signature.Returns is null && _member.ResultType is not null)
        {
            bare.Add("its result");
        }

        if (bare.Count > 0)
        {
            _report.Add(Descriptors.Unchecked, ProblemLocation.Identifier, null, null, $"has no annotation for {string.Join(", ", bare)}");
        }
    }

    private static bool IsOmittedByDefault(ArgumentPair pair) =>
        pair.Model.OmitWhenNull && pair.Symbol is { HasExplicitDefaultValue: true, ExplicitDefaultValue: null };

    private static ITypeSymbol ElementOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => array.ElementType,
        INamedTypeSymbol { TypeArguments: [var argument] } => argument,
        _ => type,
    };

    private static string Name(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
