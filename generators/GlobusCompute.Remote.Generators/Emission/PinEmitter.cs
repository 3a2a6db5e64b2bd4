using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Models;

namespace GlobusCompute.Remote.Generators.Emission;

/// <summary>Writes what a lock file has to do with a definition.</summary>
internal static class PinEmitter
{
    /// <summary>The attribute by which tools find in the assembly what would be registered.</summary>
    public static void WriteAttribute(SourceWriter writer, BoundMember bound, ProxyNames names)
    {
        if (bound is not { Locked: { } locked, Function: { Name: { } name, Source: { } source }, Member.Function: { } function })
        {
            return;
        }

        var arguments = new[]
        {
            CSharpLiteral.Of(locked.Method),
            CSharpLiteral.Of(name),
            $"nameof({names.Source(source)})",
        };
        var options = new[]
        {
            function.Description is { } description ? $"Description = {CSharpLiteral.Of(description)}" : null,
            function.IsPublic ? "IsPublic = true" : null,
            function.Group is { } group ? $"Group = {CSharpLiteral.Of(group)}" : null,
            function.HighAssuranceEndpointId is { } endpoint ? $"HighAssuranceEndpointId = {CSharpLiteral.Of(endpoint)}" : null,
        };
        writer.Line($"[{RuntimeNames.Proxies}.ProxyFunction({string.Join(", ", arguments.Concat(options.OfType<string>()))})]");
    }

    /// <summary>The functions that hold the source already, where there are any.</summary>
    public static void WritePins(SourceWriter writer, LockedFunction? locked)
    {
        if (locked is null or { Pins.Count: 0 })
        {
            return;
        }

        writer.Line($"Pins = new {RuntimeNames.Proxies}.ProxyPin[]");
        writer.Open();
        foreach (var pin in locked.Pins)
        {
            writer.Line($"new({CSharpLiteral.Of(pin.Environment)}, {CSharpLiteral.Of(pin.FunctionId)}),");
        }

        writer.Close(",");
    }
}
