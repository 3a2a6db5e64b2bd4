using GlobusCompute.Remote;

namespace WebApi;

/// <summary>The functions of <c>analysis.py</c>. The compiler writes the methods, and records for the TypedDicts.</summary>
[ComputeModule("analysis.py")]
public partial interface IAnalysis;
