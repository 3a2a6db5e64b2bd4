using System.ComponentModel;

namespace GlobusCompute.Remote.Proxies;

/// <summary>For generated code: how a value fills a field of a command.</summary>
[Flags]
[EditorBrowsable(EditorBrowsableState.Never)]
public enum ProxyFilling
{
    /// <summary>In quotes.</summary>
    Quoted = 0,

    /// <summary>As it is.</summary>
    Unquoted = 1,

    /// <summary>By no word at all when null.</summary>
    OmitWhenNull = 2,

    /// <summary>Recordings do not hold the value.</summary>
    Sensitive = 4,
}
