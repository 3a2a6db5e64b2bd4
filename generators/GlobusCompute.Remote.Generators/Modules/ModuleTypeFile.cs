using GlobusCompute.Remote.Generators.Collections;
using GlobusCompute.Remote.Generators.Models;

namespace GlobusCompute.Remote.Generators.Modules;

/// <summary>The records and enums of one Python file in one namespace, which all interfaces there share.</summary>
/// <param name="Namespace">The namespace, or the empty string for the global one.</param>
/// <param name="Path">The Python file.</param>
/// <param name="Accessibility">That of the most accessible of the interfaces.</param>
/// <param name="Classes">The types, in the order of the file.</param>
internal sealed record ModuleTypeFile(string Namespace, string Path, string Accessibility, EquatableArray<ModuleClass> Classes)
{
    /// <summary>All files that a project's interfaces need.</summary>
    public static IEnumerable<ModuleTypeFile> Of(IEnumerable<ModulePart> parts) =>
        parts.Where(part => part.Module.IsOwn)
            .GroupBy(part => (part.Module.Namespace, part.Path))
            .Select(group => new ModuleTypeFile(
                group.Key.Namespace,
                group.Key.Path,
                group.Any(part => part.Module.Accessibility == "public") ? "public" : "internal",
                group.SelectMany(part => part.Classes)
                    .GroupBy(type => type.Name)
                    .Select(same => same.First())
                    .OrderBy(type => type.Python.Line)
                    .ToEquatableArray()))
            .Where(file => file.Classes.Count > 0);
}
