namespace GlobusCompute.Remote;

/// <summary>
/// Marks the sequence that a Map goes through: the function is called once for each of its elements, with the other arguments the same for all. Several such
/// parameters go in step, and end with the shortest.
/// </summary>
/// <remarks>
/// The method returns <see cref="ComputeMap{T}"/>. The parameter is anything that implements <see cref="IEnumerable{T}"/> or <see cref="IAsyncEnumerable{T}"/>.
/// </remarks>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ComputeEachAttribute : Attribute;
