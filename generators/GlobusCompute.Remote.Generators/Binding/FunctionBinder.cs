using GlobusCompute.Remote.Generators.Collections;
using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Generators.Python;
using GlobusCompute.Remote.Generators.Python.Syntax;
using GlobusCompute.Remote.Shared.Python;

namespace GlobusCompute.Remote.Generators.Binding;

/// <summary>Joins the functions of an interface to the Python text they come from, and settles their Python names.</summary>
internal static class FunctionBinder
{
    /// <summary>An interface with the functions of all its members.</summary>
    public static ProxyModel Bind(LinkedInterface linked)
    {
        var model = linked.Interface;
        var names = new LockNames(model.Members);
        var members = model.Members.Select(member =>
        {
            var bound = Bind(member, linked.Find(member.Function?.File));
            return new BoundMember(
                member with { Payload = ResultFormats.Of(member, bound) }, FormatBinder.Wrap(member, bound), names.Find(member));
        });
        return new(model, members.ToEquatableArray()) { Parts = linked.Parts };
    }

    /// <summary>Settles one member's function.</summary>
    /// <param name="member">The member.</param>
    /// <param name="lookup">What is there under the path that the function gives; null when it gives none.</param>
    public static BoundFunction Bind(MemberModel member, FileLookup? lookup)
    {
        if (member.Function is not { } function)
        {
            return BoundFunction.None;
        }

        if (function.Shell is not null)
        {
            return new(function.Name ?? function.DefaultName, null, null, null);
        }

        if (lookup is { File: null })
        {
            return new(function.Name ?? function.DefaultName, null, null, UnknownFile(member.DisplayName, ProblemLocation.FunctionArgument("File"), lookup));
        }

        var file = lookup?.File;
        var module = file?.Module ?? function.Source;
        var name = function.Name ?? module?.OnlyFunction ?? function.DefaultName;
        var source = function.Id is null ? module?.Text : null;
        var problem = Check(member, function, module, name);
        return member.Adapter is { } adapter && source is not null
            ? new(adapter.Name, file, source + adapter.Text, problem) { Adapted = name, AdaptedSource = source }
            : new(name, file, source, problem);
    }

    /// <summary>Says that a path names no Python file of the project.</summary>
    public static Problem UnknownFile(string displayName, ProblemLocation location, FileLookup lookup) =>
        Problem.Of(
            Descriptors.UnknownFile,
            location,
            displayName,
            lookup.Path,
            lookup.Nearest is null ? $" (add <PythonFunction Include=\"{lookup.Path}\" />)" : $" (did you mean '{lookup.Nearest}'?)");

    /// <summary>Says why a text is not read.</summary>
    public static Problem Refused(string displayName, ProblemLocation location, string label, string refusal) =>
        Problem.Of(Descriptors.UnusableSource, location, displayName, label, refusal);

    private static Problem? Check(MemberModel member, FunctionModel function, PythonModule? module, string name)
    {
        var sourceLocation = ProblemLocation.FunctionArgument(function.File is null ? "Source" : "File");
        var label = function.File is null ? "Source" : $"'{function.File}'";
        if (module?.Refusal is { } refusal)
        {
            return Refused(member.DisplayName, sourceLocation, label, refusal);
        }

        if (module is not null && string.IsNullOrWhiteSpace(module.Text))
        {
            return Problem.Of(Descriptors.UnusableSource, sourceLocation, member.DisplayName, label, "is empty");
        }

        if (module is not null && PythonSourceText.HasLoneSurrogate(module.Text))
        {
            return Problem.Of(
                Descriptors.UnusableSource, sourceLocation, member.DisplayName, label, "contains an unpaired surrogate, which cannot be sent");
        }

        var nameLocation = function.Name is null ? ProblemLocation.Identifier : ProblemLocation.FunctionArgument("Name");
        if (PythonIdentifier.Refuse(name) is { } reason)
        {
            return function.Name is null
                ? Problem.Of(Descriptors.PythonKeyword, nameLocation, member.DisplayName, member.Name, name, "Name = \"...\" of [ComputeFunction]")
                : Problem.Of(Descriptors.InvalidPythonName, nameLocation, member.DisplayName, name, reason);
        }

        // What stands behind a syntax error may not have been read.
        if (module is null || module.SyntaxError is not null || module.MayHave(name))
        {
            return null;
        }

        var unknown = Problem.Of(Descriptors.UnknownFunction, nameLocation, member.DisplayName, label, name, Suggestion(module, name));
        return NearestName.Find(name, module.Functions.Select(candidate => candidate.Name)) is { } nearest
            ? unknown.With(ProblemKeys.NearestName, nearest)
            : unknown;
    }

    private static string Suggestion(PythonModule module, string name)
    {
        if (NearestName.Find(name, module.Functions.Select(function => function.Name)) is { } nearest)
        {
            return $"; did you mean '{nearest}'?";
        }

        return module.Functions.Count == 0
            ? "; it has no top-level def at all"
            : $"; it has {string.Join(", ", module.Functions.Select(function => function.Name).Distinct())}";
    }
}
