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
    /// <summary>What is wrong.</summary>
    /// <param name="type">The interface.</param>
    /// <param name="plans">What its files give it.</param>
    /// <param name="isFile">Whether the project has a Python file of a path.</param>
    public static IEnumerable<Problem> Check(INamedTypeSymbol type, ModulePlans plans, Func<string, bool> isFile) =>
        plans.Modules.SelectMany(module => Check(type, module, isFile));

    private static IEnumerable<Problem> Check(INamedTypeSymbol type, PlannedModule planned, Func<string, bool> isFile)
    {
        var (module, index, lookup, plan) = planned;
        if (Refuse(type) is { } reason)
        {
            return [Problem.Of(Descriptors.ModuleNotPartial, ProblemLocation.ModuleAttribute(index), module.DisplayName, module.File, reason)];
        }

        if (lookup.File is not { } file)
        {
            return [FunctionBinder.UnknownFile(module.DisplayName, ProblemLocation.ModuleArgument(index), lookup)];
        }

        if (file.Module.Refusal is { } refusal)
        {
            return [FunctionBinder.Refused(module.DisplayName, ProblemLocation.ModuleArgument(index), $"'{file.Path}'", refusal)];
        }

        if (file.Module.SyntaxError is not null)
        {
            // It is reported in the file. What stands after it may not have been read.
            return [];
        }

        return UnknownFunctions(module, index, file)
            .Concat(SkippedFunctions(module, index, file, plan!))
            .Concat(Unsent(module, index, file, plan!))
            .Concat(UnusableFormat(module, index))
            .Concat(Empty(module, index, file, plan!))
            .Concat(ImportChecker.Check(module.DisplayName, file.Path, file, ProblemLocation.ModuleArgument(index), isFile));
    }

    private static string? Refuse(INamedTypeSymbol type) => type switch
    {
        { ContainingType: not null } => "nested in another type; move it into its namespace",
        { IsGenericType: true } => "generic; remove its type parameters",
        { IsFileLocal: true } => "a file type; remove 'file'",
        _ when !ModuleParser.IsPartial(type) => "not partial; add 'partial'",
        _ => null,
    };

    private static IEnumerable<Problem> UnknownFunctions(ModuleModel module, int index, PythonFile file)
    {
        foreach (var name in (module.Functions ?? default).Where(name => !file.Module.MayHave(name)))
        {
            var names = file.Module.Functions.Select(function => function.Name).Distinct().ToArray();
            var advice = NearestName.Find(name, names) is { } nearest ? $"; did you mean '{nearest}'?"
                : names.Length == 0 ? "; it has no top-level def at all"
                : $"; it has {string.Join(", ", names)}";
            yield return Problem.Of(Descriptors.UnknownModuleFunction, ProblemLocation.ModuleAttribute(index), module.DisplayName, file.Path, name, advice);
        }
    }

    private static IEnumerable<Problem> SkippedFunctions(ModuleModel module, int index, PythonFile file, ModulePlan plan)
    {
        foreach (var (function, reason) in plan.Skipped)
        {
            var line = ContractReport.Text(function.Line);
            yield return Problem
                .Of(Descriptors.ModuleFunctionLeftOut, ProblemLocation.ModuleAttribute(index), module.DisplayName, function.Name, file.Path, line, reason)
                .With(ProblemKeys.PythonFile, file.Path)
                .With(ProblemKeys.PythonLine, line);
        }
    }

    private static IEnumerable<Problem> Unsent(ModuleModel module, int index, PythonFile file, ModulePlan plan)
    {
        foreach (var (function, what, annotation, reason) in plan.Unsent)
        {
            var line = ContractReport.Text(function.Line);
            yield return Problem
                .Of(
                    Descriptors.ModuleAnnotationUnsent,
                    ProblemLocation.ModuleAttribute(index),
                    module.DisplayName,
                    what,
                    function.Name,
                    file.Path,
                    line,
                    annotation,
                    reason)
                .With(ProblemKeys.PythonFile, file.Path)
                .With(ProblemKeys.PythonLine, line);
        }
    }

    private static IEnumerable<Problem> UnusableFormat(ModuleModel module, int index)
    {
        if (module.UnusableFormat is var (name, reason))
        {
            yield return Problem.Of(
                Descriptors.UnusableFormat, ProblemLocation.ModuleAttribute(index), module.DisplayName, $"the methods of '{module.File}'", name, reason);
        }
    }

    private static IEnumerable<Problem> Empty(ModuleModel module, int index, PythonFile file, ModulePlan plan)
    {
        if (plan.Members.Count > 0 || plan.Skipped.Count > 0 || plan.HasDeclared)
        {
            yield break;
        }

        var what = file.Module.EntryPoints.Count == 0 ? "it has no def at top level whose signature is certain"
            : module.Functions is not null ? "it has none of the functions that Functions names"
            : file.Module.PublicNames is not null ? "its __all__ names none of its functions"
            : "all of its functions begin with an underscore";
        yield return Problem.Of(Descriptors.EmptyModule, ProblemLocation.ModuleArgument(index), module.DisplayName, file.Path, what);
    }
}
