using GlobusCompute.Remote.Generators.Collections;
using GlobusCompute.Remote.Generators.Models;

namespace GlobusCompute.Remote.Generators.Modules;

/// <summary>Adds to an interface the methods that its <c>[ComputeModule]</c> files give it.</summary>
internal static class ModuleExpander
{
    /// <summary>The interface with all its members, and what is to be written for it.</summary>
    public static LinkedInterface Expand(LinkedInterface linked)
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
                members = [.. members.Select(member => plan.Adapted.TryGetValue(member, out var adapted) ? adapted : member)];
                members.AddRange(plan.Members);
                parts.Add(plan.Part);
                usesDeclared |= plan.UsesDeclaredTypes;
            }
        }

        if (usesDeclared && model.Json.Metadata == JsonMetadata.BuiltIn)
        {
            model = model with { Json = model.Json with { Metadata = JsonMetadata.Reflection } };
        }

        return linked with { Interface = model with { Members = members.ToEquatableArray() }, Parts = parts.ToEquatableArray() };
    }
}
