using GlobusCompute.Remote.Generators.Binding;
using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Generators.Parsing;
using GlobusCompute.Remote.Generators.Python;

namespace GlobusCompute.Remote.Generators.Modules;

/// <summary>Adds to an interface the methods that its <c>[ComputeModule]</c> files give it.</summary>
internal static class ModuleExpander
{
    /// <summary>The interface with all its members, and what is to be written for it.</summary>
    public static ExpandedInterface Expand(LinkedInterface linked)
    {
        var model = linked.Interface;
        var parts = new List<ModulePart>();
        var members = model.Members.ToList();
        var usesDeclared = false;
        foreach (var module in model.Modules)
        {
            if (linked.Find(module.File)?.File is { } file && (module.CanBeWritten || !module.IsOwn))
            {
                var plan = ModulePlan.Make(module, file, model.Members, linked.Ambiguous);
                for (var i = 0; i < model.Members.Count; i++)
                {
                    members[i] = plan.Adapted.TryGetValue(members[i], out var adapted) ? adapted : members[i];
                }

                members.AddRange(plan.Members);
                parts.Add(plan.Part);
                usesDeclared |= plan.UsesDeclaredTypes;
            }
        }

        if (usesDeclared && model.Json.Metadata == JsonMetadata.BuiltIn)
        {
            model = model with { Json = model.Json with { Metadata = JsonMetadata.Reflection } };
        }

        return new(linked with { Interface = model with { Members = members.ToEquatableArray() } }, parts.ToEquatableArray());
    }
}

/// <summary>An interface with the members that Python files give it.</summary>
/// <param name="Linked">The interface, all members included, and its files.</param>
/// <param name="Parts">What each file gives it.</param>
internal sealed record ExpandedInterface(LinkedInterface Linked, EquatableArray<ModulePart> Parts);
