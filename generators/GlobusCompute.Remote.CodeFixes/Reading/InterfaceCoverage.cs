using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Python;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GlobusCompute.Remote.CodeFixes.Reading;

/// <summary>Which functions of the project's Python files an interface has no method for.</summary>
internal static class InterfaceCoverage
{
    /// <summary>The files that concern the interface, with the functions that it could call and does not; a file without such a function is left out.</summary>
    /// <remarks>An interface without remote methods could take any file; one that has some takes those that it names already.</remarks>
    public static IReadOnlyList<(PythonFile File, IReadOnlyList<PythonSignature> Functions)> Uncovered(
        INamedTypeSymbol type, KnownSymbols known, PythonItems items, CancellationToken cancellationToken)
    {
        var covered = new HashSet<(string Path, string Function)>();
        var named = new HashSet<string>(StringComparer.Ordinal);
        var hasMethods = false;
        foreach (var method in new[] { type }.Concat(type.AllInterfaces).SelectMany(declaring => declaring.GetMembers()).OfType<IMethodSymbol>())
        {
            if (method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is not MethodDeclarationSyntax declaration
                || RemoteMethod.Read(declaration, method, known, items, cancellationToken) is not { } remote)
            {
                continue;
            }

            hasMethods = true;
            if (remote.Lookup?.File is { } file)
            {
                named.Add(file.Path);
                covered.Add((file.Path, remote.Bound.Name ?? ""));
            }
        }

        if (!hasMethods && type.GetMembers().Length > 0 && !known.IsProxyInterface(type))
        {
            return [];
        }

        return [.. items.Table.Files
            .Where(file => !hasMethods || named.Contains(file.Path))
            .Select(file => (File: file, Functions: Offered(file)))
            .Where(file => file.Functions.Count > 0)];

        IReadOnlyList<PythonSignature> Offered(PythonFile file) =>
            [.. file.Module.EntryPoints.Where(function => IsOffered(function) && !covered.Contains((file.Path, function.Name)))];
    }

    /// <summary>Whether a call of the function gives its result, and the file does not call it its own affair.</summary>
    private static bool IsOffered(PythonSignature function) =>
        !function.IsAsync && !function.IsGenerator && !function.HasOpaqueDecorator && !function.Name.StartsWith("_", StringComparison.Ordinal);
}
