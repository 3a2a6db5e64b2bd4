namespace GlobusCompute.Remote;

/// <summary>Leaves the argument out when it is null, so that Python's own default applies. Positional arguments after it then travel by keyword.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ComputeOmitWhenNullAttribute : Attribute;
