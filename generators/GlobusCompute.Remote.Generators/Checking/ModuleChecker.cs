using GlobusCompute.Remote.Generators.Binding;
using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Generators.Modules;
using GlobusCompute.Remote.Generators.Parsing;
using GlobusCompute.Remote.Generators.Python;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Checking;

/// <summary>Finds what keeps an interface, or a part of it, from being written from its Python files.</summary>
internal static class ModuleChecker
{
    /// <summary>What is wrong with an interface that has <c>[ComputeModule]</c>.</summary>
    /// <param name="type">The interface.</param>
    /// <param name="model">Its model.</param>
    /// <param name="declared">The members that it declares by itself.</param>
    /// <param name="files">The project's Python files.</param>
    /// <param name="isFile">Whether the project has a Python file of a path.</param>
    public static IEnumerable<Problem> Check(
        INamedTypeSymbol type, InterfaceModel model, IReadOnlyList<MemberModel> declared, PythonFileTable files, Func<string, bool> isFile)
    {
        var modules = model.Modules.Where(module => module.IsOwn).ToArray();
        for (var i = 0; i < modules.Length; i++)
        {
            var module = modules[i];
            if (Refuse(type) is { } reason)
            {
                yield return Problem.Of(Descriptors.ModuleNotPartial, Spot.ModuleAttribute(i), module.DisplayName, module.File, reason);
                continue;
            }

            var lookup = files.Find(module.File);
            if (lookup.File is not { } file)
            {
                yield return FunctionBinder.UnknownFile(module.DisplayName, Spot.ModuleArgument(i), lookup);
                continue;
            }

            foreach (var problem in Check(module, i, file, declared).Concat(ImportChecker.Check(module.DisplayName, file.Path, file, Spot.ModuleArgument(i), isFile)))
            {
                yield return problem;
            }
        }
    }

    private static string? Refuse(INamedTypeSymbol type) => type switch
    {
        { ContainingType: not null } => "nested in another type; move it into its namespace",
        { IsGenericType: true } => "generic; remove its type parameters",
        { IsFileLocal: true } => "a file type; remove 'file'",
        _ when !ModuleParser.IsPartial(type) => "not partial; add 'partial'",
        _ => null,
    };

    private static IEnumerable<Problem> Check(ModuleModel module, int index, PythonFile file, IReadOnlyList<MemberModel> declared)
    {
        foreach (var name in module.Functions ?? default)
        {
            if (!file.Module.MayHave(name))
            {
                var names = file.Module.Functions.Select(function => function.Name).Distinct().ToArray();
                var advice = NearestName.Find(name, names) is { } nearest ? $"; did you mean '{nearest}'?" : names.Length == 0 ? "; it has no top-level def at all" : $"; it has {string.Join(", ", names)}";
                yield return Problem.Of(Descriptors.UnknownModuleFunction, Spot.ModuleAttribute(index), module.DisplayName, file.Path, name, advice);
            }
        }

        var plan = ModulePlan.Make(module, file, declared, default);
        foreach (var (function, reason) in plan.LeftOut)
        {
            yield return Problem.Of(
                    Descriptors.ModuleFunctionLeftOut, Spot.ModuleAttribute(index), module.DisplayName, function.Name, file.Path, ContractReport.Text(function.Line), reason)
                .With(ProblemKeys.PythonFile, file.Path)
                .With(ProblemKeys.PythonLine, ContractReport.Text(function.Line));
        }

        if (plan.Members.Count == 0 && plan.LeftOut.Count == 0 && !plan.HasDeclared)
        {
            var what = file.Module.EntryPoints.Count == 0 ? "it has no def at top level whose signature is certain"
                : module.Functions is not null ? "it has none of the functions that Functions names"
                : file.Module.PublicNames is not null ? "its __all__ names none of its functions"
                : "all of its functions begin with an underscore";
            yield return Problem.Of(Descriptors.EmptyModule, Spot.ModuleArgument(index), module.DisplayName, file.Path, what);
        }
    }
}
