namespace GlobusCompute.Remote.Serialization;

/// <summary>Specifies how the names of .NET properties are written in and read from JSON.</summary>
public enum ComputeNaming
{
    /// <summary><c>StandardError</c> is <c>standard_error</c>, as Python writes it. The default.</summary>
    SnakeCase = 0,

    /// <summary><c>StandardError</c> stays <c>StandardError</c>.</summary>
    AsDeclared = 1,

    /// <summary><c>StandardError</c> is <c>standardError</c>.</summary>
    CamelCase = 2,
}
