namespace GlobusCompute.Remote;

/// <summary>
/// Marks a parameter whose value is secret. Python gets it; recordings of calls hold <c>[sensitive]</c> instead, and filters see
/// <see cref="Filters.ComputeCallArgument.IsSensitive"/>.
/// </summary>
/// <remarks>It protects no other place: the value travels to the service and the endpoint as every argument does.</remarks>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class SensitiveAttribute : Attribute
{
}
