using GlobusCompute.Remote.Generators.Binding;
using GlobusCompute.Remote.Generators.Models;

namespace GlobusCompute.Remote.Generators.Modules;

/// <summary>What all files give an interface, as its own declaration asks for them.</summary>
internal sealed class ModulePlans
{
    private readonly Dictionary<string, WrittenMember> _written = new(StringComparer.Ordinal);

    private ModulePlans(IReadOnlyList<PlannedModule> modules)
    {
        Modules = modules;
        foreach (var module in modules)
        {
            foreach (var member in module.Plan?.Members ?? [])
            {
                _written[member.DocumentationId] = new(module, member);
            }
        }
    }

    /// <summary>The interface's modules, in the order of their attributes.</summary>
    public IReadOnlyList<PlannedModule> Modules { get; }

    /// <summary>Settles them.</summary>
    /// <param name="model">The interface.</param>
    /// <param name="declared">The members that it declares by itself.</param>
    /// <param name="files">The project's Python files.</param>
    public static ModulePlans Make(InterfaceModel model, IReadOnlyList<MemberModel> declared, PythonFileTable files) =>
        new([.. model.Modules.Where(module => module.IsOwn).Select((module, i) => PlannedModule.Make(module, i, declared, files))]);

    /// <summary>What was planned for a member that the compiler has, or null when it is not of these modules: an older generator's output, say.</summary>
    public WrittenMember? FindWritten(MemberModel member) => _written.TryGetValue(member.DocumentationId, out var written) ? written : null;

    /// <summary>The function of a member that the interface declares, with the adapter that stands between.</summary>
    public BoundFunction Adapt(MemberModel member, BoundFunction bound)
    {
        foreach (var module in Modules)
        {
            if (module.Plan is { } plan && plan.Adapted.TryGetValue(member, out var adapted))
            {
                return FunctionBinder.Bind(adapted, module.Lookup);
            }
        }

        return bound;
    }
}

/// <summary>A <c>[ComputeModule]</c> of an interface with what its file gives.</summary>
/// <param name="Module">The module.</param>
/// <param name="Index">Its number among those of the interface.</param>
/// <param name="Lookup">What is there under its path.</param>
/// <param name="Plan">What the file gives, or null when nothing can be written from it.</param>
internal sealed record PlannedModule(ModuleModel Module, int Index, FileLookup Lookup, ModulePlan? Plan)
{
    public static PlannedModule Make(ModuleModel module, int index, IReadOnlyList<MemberModel> declared, PythonFileTable files)
    {
        var lookup = files.Find(module.File);
        return new(module, index, lookup, module.CanBeWritten && lookup.File is { } file ? ModulePlan.Make(module, file, declared, default) : null);
    }
}

/// <summary>A member that is written from a file.</summary>
/// <param name="By">The module that it comes from.</param>
/// <param name="Member">The member.</param>
internal sealed record WrittenMember(PlannedModule By, MemberModel Member)
{
    /// <summary>Its function, adapter included.</summary>
    public BoundFunction Function => FormatBinder.Wrap(Member, FunctionBinder.Bind(Member, By.Lookup));
}
