using GlobusCompute.Remote.Generators.Python;

namespace GlobusCompute.Remote.Generators.Modules;

/// <summary>Doc comments of what is written from Python, each member with one.</summary>
internal static class ModuleDocumentation
{
    public static IEnumerable<string> Of(ModuleMethod method, string path) =>
        [$"/// <summary>{Summary(method.Function.Docstring) ?? $"Runs <c>{Escape(method.Function.Name)}</c> of <c>{Escape(path)}</c>."}</summary>"];

    public static IEnumerable<string> Of(ModuleClass type, string path) =>
        [$"/// <summary>{Summary(type.Python.Docstring) ?? $"The class <c>{Escape(type.Python.Name)}</c> of <c>{Escape(path)}</c>."}</summary>"];

    public static IEnumerable<string> Of(ModuleProperty property, ModuleClass type) =>
        [$"/// <summary>The field <c>{Escape(property.Field.Name)}</c>.</summary>"];

    public static IEnumerable<string> Of(ModuleEnumMember member, ModuleClass type) =>
        [$"/// <summary><c>{Escape(type.Python.Name)}.{Escape(member.Python.Name)}</c>.</summary>"];

    private static string? Summary(string? docstring)
    {
        var lines = (docstring ?? "").Split('\n').Select(line => line.Trim()).SkipWhile(line => line.Length == 0).TakeWhile(line => line.Length > 0).ToArray();
        return lines.Length == 0 ? null : Escape(string.Join(" ", lines));
    }

    private static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
