namespace GlobusCompute.Remote.Wire;

/// <summary>When a request may be sent again.</summary>
internal enum SendRule
{
    /// <summary>After every failure that may pass: doing it twice does no harm.</summary>
    Repeatable,

    /// <summary>Only when the service surely did not act on it.</summary>
    AtMostOnce,

    /// <summary>Never: the caller comes back by itself.</summary>
    Single,
}
