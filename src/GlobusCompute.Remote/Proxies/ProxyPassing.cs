using System.ComponentModel;

namespace GlobusCompute.Remote.Proxies;

/// <summary>For generated code: how an argument is passed.</summary>
[Flags]
[EditorBrowsable(EditorBrowsableState.Never)]
public enum ProxyPassing
{
    /// <summary>By position; by keyword once an earlier argument was left out.</summary>
    Positional = 0,

    /// <summary>By keyword.</summary>
    Keyword = 1,

    /// <summary>Left out when null.</summary>
    OmitWhenNull = 2,

    /// <summary>Each element is a positional argument of its own, as for Python's <c>*args</c>.</summary>
    Variadic = 4,

    /// <summary>Recordings do not hold the value.</summary>
    Sensitive = 8,
}
