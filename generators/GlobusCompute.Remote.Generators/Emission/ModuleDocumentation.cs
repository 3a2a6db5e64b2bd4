using GlobusCompute.Remote.Generators.Collections;
using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Generators.Python;

namespace GlobusCompute.Remote.Generators.Emission;

/// <summary>Doc comments of what is written from Python: what the docstrings say, and at least where it comes from.</summary>
internal static class ModuleDocumentation
{
    public static IEnumerable<string> Of(ModuleMethod method, string path) => XmlDocumentation.Write(
        Complete(
            method.Function.Docstring,
            $"Runs ``{method.Function.Name}`` of ``{path}``.",
            method.Parameters.Select(parameter => parameter.Python.Name),
            "parameter"),
        method.Parameters.Select(parameter => (parameter.Name, parameter.Python.Name)),
        hasReturns: method.Result is not null);

    public static IEnumerable<string> Of(ModuleClass type, string path)
    {
        var constructor = type.Properties.Where(property => property.IsInConstructor).ToArray();
        return XmlDocumentation.Write(
            Complete(type.Python.Docstring, $"The class ``{type.Python.Name}`` of ``{path}``.", constructor.Select(property => property.Field.Name), "field"),
            constructor.Select(property => (property.Name, property.Field.Name)),
            hasReturns: false);
    }

    public static IEnumerable<string> Of(ModuleProperty property, ModuleClass type) =>
        Summary(type, property.Field.Name, $"The field ``{property.Field.Name}``.");

    public static IEnumerable<string> Of(ModuleEnumMember member, ModuleClass type) =>
        Summary(type, member.Python.Name, $"``{type.Python.Name}.{member.Python.Name}``.");

    private static IEnumerable<string> Summary(ModuleClass type, string name, string otherwise) => XmlDocumentation.Write(
        new PythonDocumentation(Read(type.Python.Docstring).FindParameter(name) ?? otherwise, default, default, null, default, default), [], hasReturns: false);

    private static PythonDocumentation Complete(string? docstring, string otherwise, IEnumerable<string> names, string what)
    {
        var read = Read(docstring);

        // The compiler wants all parameters documented, or none.
        var own = names.ToArray();
        var missing = own.Any(name => read.FindParameter(name) is not null) ? own.Where(name => read.FindParameter(name) is null) : [];
        return read with
        {
            Summary = read.Summary.Length == 0 ? otherwise : read.Summary,
            Parameters = read.Parameters.Concat(missing.Select(name => new PythonDocumentedName(name, $"The {what} ``{name}``."))).ToEquatableArray(),
        };
    }

    private static PythonDocumentation Read(string? docstring) => DocstringReader.Read(docstring ?? "");
}
