using GlobusCompute.Remote.Generators.Binding;
using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Generators.Modules;
using GlobusCompute.Remote.Generators.Parsing;
using GlobusCompute.Remote.Generators.Python;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Checking;

/// <summary>Finds what keeps an interface, or a part of it, from being written from its Python files.</summary>
internal sealed class ModuleChecker
{
    private readonly INamedTypeSymbol _type;
    private readonly PythonFileTable _files;
    private readonly ModuleModel[] _modules;
    private readonly ModulePlan?[] _plans;

    /// <param name="type">The interface.</param>
    /// <param name="model">Its model.</param>
    /// <param name="declared">The members that it declares by itself.</param>
    /// <param name="files">The project's Python files.</param>
    public ModuleChecker(INamedTypeSymbol type, InterfaceModel model, IReadOnlyList<MemberModel> declared, PythonFileTable files)
    {
        _type = type;
        _files = files;
        _modules = [.. model.Modules.Where(module => module.IsOwn)];
        _plans = [.. _modules.Select(module => module.CanBeWritten && files.Find(module.File).File is { } file ? ModulePlan.Make(module, file, declared, default) : null)];
    }

    /// <summary>What is wrong.</summary>
    /// <param name="isFile">Whether the project has a Python file of a path.</param>
    public IEnumerable<Problem> Check(Func<string, bool> isFile)
    {
        for (var i = 0; i < _modules.Length; i++)
        {
            var module = _modules[i];
            var lookup = _files.Find(module.File);
            if (Refuse(_type) is { } reason)
            {
                yield return Problem.Of(Descriptors.ModuleNotPartial, Spot.ModuleAttribute(i), module.DisplayName, module.File, reason);
            }
            else if (lookup.File is not { } file)
            {
                yield return FunctionBinder.UnknownFile(module.DisplayName, Spot.ModuleArgument(i), lookup);
            }
            else if (file.Module.IsTooLong)
            {
                yield return FunctionBinder.TooLong(module.DisplayName, Spot.ModuleArgument(i), $"'{file.Path}'");
            }
            else if (file.Module.SyntaxError is null)
            {
                foreach (var problem in Check(module, i, file, _plans[i]!).Concat(ImportChecker.Check(module.DisplayName, file.Path, file, Spot.ModuleArgument(i), isFile)))
                {
                    yield return problem;
                }
            }
        }
    }

    /// <summary>The function of a member that was written, adapter included.</summary>
    /// <param name="member">The member as the compiler has it.</param>
    /// <param name="index">Its number among those that were written.</param>
    public BoundFunction Bind(MemberModel member, int index)
    {
        foreach (var plan in _plans.OfType<ModulePlan>())
        {
            if (index < plan.Members.Count)
            {
                return FunctionBinder.Bind(member with { Adapter = plan.Members[index].Adapter }, _files.Find(member.Function!.File!));
            }

            index -= plan.Members.Count;
        }

        // An older generator's output, say.
        return BoundFunction.None;
    }

    /// <summary>The function of a member that the interface declares, with the adapter that stands between.</summary>
    public BoundFunction Adapt(MemberModel member, BoundFunction bound)
    {
        foreach (var plan in _plans.OfType<ModulePlan>())
        {
            if (plan.Adapted.TryGetValue(member, out var adapted))
            {
                return FunctionBinder.Bind(adapted, _files.Find(member.Function!.File!));
            }
        }

        return bound;
    }

    /// <summary>The attribute by which a member was written.</summary>
    public Spot SpotOf(int index)
    {
        for (var i = 0; i < _plans.Length; i++)
        {
            var count = _plans[i]?.Members.Count ?? 0;
            if (index < count)
            {
                return Spot.ModuleAttribute(i);
            }

            index -= count;
        }

        return Spot.Identifier;
    }

    private static string? Refuse(INamedTypeSymbol type) => type switch
    {
        { ContainingType: not null } => "nested in another type; move it into its namespace",
        { IsGenericType: true } => "generic; remove its type parameters",
        { IsFileLocal: true } => "a file type; remove 'file'",
        _ when !ModuleParser.IsPartial(type) => "not partial; add 'partial'",
        _ => null,
    };

    private static IEnumerable<Problem> Check(ModuleModel module, int index, PythonFile file, ModulePlan plan)
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
