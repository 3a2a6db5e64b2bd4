using GlobusCompute.Remote.Generators.Collections;

namespace GlobusCompute.Remote.Generators.Models;

/// <summary>What is written from one Python file for one interface.</summary>
/// <param name="Module">The interface.</param>
/// <param name="Path">The file's path.</param>
/// <param name="Methods">The methods.</param>
/// <param name="Classes">The records and enums that the methods need, in the order of the file.</param>
/// <param name="JsonTypes">The types of which the proxy has metadata beyond the library's own, elements before what holds them.</param>
/// <param name="Records">The names of the classes' types, from <c>global::</c> on, in the order of <paramref name="Classes"/>.</param>
internal sealed record ModulePart(
    ModuleModel Module,
    string Path,
    EquatableArray<ModuleMethod> Methods,
    EquatableArray<ModuleClass> Classes,
    EquatableArray<ModuleType> JsonTypes,
    EquatableArray<string> Records)
{
    /// <summary>The record or enum of a type.</summary>
    public ModuleClass ClassOf(ModuleType type)
    {
        for (var i = 0; i < Records.Count; i++)
        {
            if (Records[i] == type.Name)
            {
                return Classes[i];
            }
        }

        throw new InvalidOperationException($"{type.Name} is not a type of {Path}.");
    }
}
