using System.Text.Json.Serialization;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Functions.Shell;

[JsonSerializable(typeof(ShellResult))]
internal sealed partial class ShellJsonContext : JsonSerializerContext;

/// <summary>How results of commands are read.</summary>
internal static class ShellJson
{
    public static PayloadRules Rules { get; } = PayloadRules.ForResolver(ShellJsonContext.Default, ComputeNaming.SnakeCase);
}
