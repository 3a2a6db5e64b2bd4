using System.Text;
using GlobusCompute.Remote.Generators.CSharp;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Parsing;

/// <summary>Writes the headers of explicit implementations: nullability, <c>ref</c>, <c>scoped</c> and constraints exactly as declared.</summary>
internal static class SignatureWriter
{
    public static string Write(IMethodSymbol method)
    {
        var builder = new StringBuilder();
        if (UsesPointers(method.ReturnType) || method.Parameters.Any(parameter => UsesPointers(parameter.Type)))
        {
            builder.Append("unsafe ");
        }

        builder.Append(RefPrefix(method.ReturnsByRef, method.ReturnsByRefReadonly)).Append(CSharpName.OfType(method.ReturnType)).Append(' ');
        AppendOwner(builder, method).Append(CSharpName.OfIdentifier(method.Name));
        if (method.IsGenericMethod)
        {
            builder.Append('<').Append(string.Join(", ", method.TypeParameters.Select(parameter => CSharpName.OfIdentifier(parameter.Name)))).Append('>');
        }

        builder.Append('(').Append(Parameters(method.Parameters)).Append(')');
        foreach (var parameter in method.TypeParameters)
        {
            // Other constraints are inherited; these decide what T? means.
            var constraint = parameter.IsReferenceType ? "class" : parameter.IsValueType ? "struct" : "default";
            builder.Append(" where ").Append(CSharpName.OfIdentifier(parameter.Name)).Append(" : ").Append(constraint);
        }

        return builder.ToString();
    }

    public static string Write(IPropertySymbol property)
    {
        var builder = new StringBuilder();
        if (UsesPointers(property.Type))
        {
            builder.Append("unsafe ");
        }

        builder.Append(RefPrefix(property.ReturnsByRef, property.ReturnsByRefReadonly)).Append(CSharpName.OfType(property.Type)).Append(' ');
        AppendOwner(builder, property);
        return property.IsIndexer
            ? builder.Append("this[").Append(Parameters(property.Parameters)).Append(']').ToString()
            : builder.Append(CSharpName.OfIdentifier(property.Name)).ToString();
    }

    public static string Write(IEventSymbol @event)
    {
        var builder = new StringBuilder("event ").Append(CSharpName.OfType(@event.Type)).Append(' ');
        return AppendOwner(builder, @event).Append(CSharpName.OfIdentifier(@event.Name)).ToString();
    }

    private static StringBuilder AppendOwner(StringBuilder builder, ISymbol member) =>
        builder.Append(CSharpName.OfType(member.ContainingType)).Append('.');

    private static string RefPrefix(bool isRef, bool isReadOnly) => isReadOnly ? "ref readonly " : isRef ? "ref " : "";

    private static string Parameters(IEnumerable<IParameterSymbol> parameters) =>
        string.Join(
            ", ", parameters.Select(parameter => Modifiers(parameter) + CSharpName.OfType(parameter.Type) + " " + CSharpName.OfIdentifier(parameter.Name)));

    private static string Modifiers(IParameterSymbol parameter)
    {
        if (parameter.IsParams)
        {
            return "params ";
        }

        var scoped = parameter.ScopedKind != ScopedKind.None && parameter.RefKind != RefKind.Out ? "scoped " : "";
        return scoped + parameter.RefKind switch
        {
            RefKind.Ref => "ref ",
            RefKind.Out => "out ",
            RefKind.In => "in ",
            RefKind.RefReadOnlyParameter => "ref readonly ",
            _ => "",
        };
    }

    private static bool UsesPointers(ITypeSymbol type) => type switch
    {
        IPointerTypeSymbol or IFunctionPointerTypeSymbol => true,
        IArrayTypeSymbol array => UsesPointers(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(UsesPointers),
        _ => false,
    };
}
