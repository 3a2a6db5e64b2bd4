using GlobusCompute.Remote;

namespace NativeAot;

/// <summary>The functions of <c>peaks.py</c>: methods, records, enums and their JSON metadata are all written by the compiler.</summary>
[ComputeModule("peaks.py")]
public partial interface IPeaks;
