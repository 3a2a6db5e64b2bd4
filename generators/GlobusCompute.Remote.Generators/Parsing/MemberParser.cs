using GlobusCompute.Remote.Generators.Collections;
using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Models;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Parsing;

/// <summary>Reads one interface member.</summary>
internal sealed class MemberParser(KnownSymbols known)
{
    public MemberModel Parse(ISymbol member, bool isInherited, bool isReported)
    {
        var displayName = CSharpName.OfNested(member.ContainingType) + "." + (member is IPropertySymbol { IsIndexer: true } ? "this[]" : member.Name);
        return member switch
        {
            IMethodSymbol method => ParseMethod(method, displayName, isInherited, isReported),
            IPropertySymbol property => Unusable(
                MemberKind.Property, property, SignatureWriter.Write(property), Accessors(property), displayName, "a property", isInherited, isReported),
            IEventSymbol e => Unusable(MemberKind.Event, e, SignatureWriter.Write(e), ["add", "remove"], displayName, "an event", isInherited, isReported),
            _ => throw new InvalidOperationException($"{displayName} is a {member.Kind}, which no interface member can be."),
        };
    }

    private MemberModel ParseMethod(IMethodSymbol method, string displayName, bool isInherited, bool isReported)
    {
        var problems = new List<Problem>();
        FunctionModel? function = null;
        EquatableArray<ParameterModel> parameters = default;
        var payload = PayloadModel.None;
        ITypeSymbol? result = null;
        FormatModel? resultFormat = null;
        if (known.IsShell(method))
        {
            (function, parameters, result) = ShellFunctionParser.Parse(method, displayName, known, problems);
        }
        else if (known.Find(method, KnownSymbols.ComputeFunctionAttribute) is { } attribute)
        {
            function = FunctionParser.Parse(method, attribute, displayName, problems);
            ShellFunctionParser.CheckAlone(method, displayName, known, problems);
            if (method.IsGenericMethod)
            {
                problems.Add(Problem.Of(Descriptors.GenericMethod, ProblemLocation.Identifier, displayName));
            }

            MapParser.Check(method, displayName, known, problems);
            if (!TryReadReturnType(method, known, out result) && !method.Parameters.Any(parameter => MapParser.IsEach(parameter, known)))
            {
                var type = method.ReturnsVoid ? "void" : method.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
                var advice = string.Join(" or ", ReturnTypeAdvice.For(method, known).Select(written => written.Text));
                problems.Add(Problem.Of(Descriptors.UnsupportedReturnType, ProblemLocation.ReturnType, displayName, type, advice));
            }

            parameters = new ParameterParser(displayName, known, problems).Parse(method.Parameters);
            var formats = new FormatParser(method, function, displayName, known, problems);
            parameters = formats.WithFormats(parameters);
            resultFormat = formats.OfResult(result);
            payload = PayloadParser.Parse(method, parameters, result, displayName, known, problems);
        }
        else
        {
            problems.Add(Problem.Of(Descriptors.MissingAttribute, ProblemLocation.Identifier, displayName));
        }

        return new(
            MemberKind.Method,
            SignatureWriter.Write(method),
            default,
            method.Name,
            displayName,
            method.OriginalDefinition.GetDocumentationCommentId() ?? "",
            isInherited,
            isReported,
            function,
            parameters,
            result is null ? null : CSharpName.OfType(result),
            result is not null && AllowsNull(result),
            problems.ToEquatableArray())
        {
            Payload = payload,
            ResultFormat = resultFormat,
        };
    }

    private static MemberModel Unusable(
        MemberKind kind, ISymbol member, string signature, string[] accessors, string displayName, string what, bool isInherited, bool isReported) =>
        new(
            kind,
            signature,
            new EquatableArray<string>(accessors),
            member.Name,
            displayName,
            member.OriginalDefinition.GetDocumentationCommentId() ?? "",
            isInherited,
            isReported,
            Function: null,
            Parameters: default,
            ResultType: null,
            AllowsNullResult: false,
            EquatableArray.Of(Problem.Of(Descriptors.NotAMethod, ProblemLocation.Identifier, displayName, what)));

    private static string[] Accessors(IPropertySymbol property)
    {
        var setter = property.SetMethod is { } set ? (set.IsInitOnly ? "init" : "set") : null;
        return (property.GetMethod, setter) switch
        {
            (null, _) => [setter ?? "set"],
            (_, null) => ["get"],
            _ => ["get", setter],
        };
    }

    /// <summary>Whether the type is one that a future can stand for, and what it holds; null for none.</summary>
    internal static bool TryReadReturnType(IMethodSymbol method, KnownSymbols known, out ITypeSymbol? result)
    {
        result = null;
        if (method.RefKind == RefKind.None && MapParser.ResultOf(method.ReturnType, known) is { } item)
        {
            result = item;
            return true;
        }

        if (method.RefKind != RefKind.None || method.ReturnType is not INamedTypeSymbol type || !(known.IsFuture(type) || known.IsTask(type)))
        {
            return false;
        }

        result = type.TypeArguments.FirstOrDefault();
        return true;
    }

    private static bool AllowsNull(ITypeSymbol type) =>
        type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T
        || (type.IsReferenceType && type.NullableAnnotation != NullableAnnotation.NotAnnotated)
        || type is { TypeKind: TypeKind.Error, NullableAnnotation: NullableAnnotation.Annotated };
}
