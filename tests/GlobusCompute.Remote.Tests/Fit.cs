using System.Text.Json.Serialization;

namespace GlobusCompute.Remote.Tests;

/// <summary>A type of an app's own.</summary>
public sealed record Fit(double StandardError);

[JsonSerializable(typeof(Fit))]
internal sealed partial class FitContext : JsonSerializerContext;
