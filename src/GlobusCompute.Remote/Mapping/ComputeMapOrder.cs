namespace GlobusCompute.Remote.Mapping;

/// <summary>In which order a Map gives its items.</summary>
public enum ComputeMapOrder
{
    /// <summary>As the input had them. A slow item holds up those after it. The default.</summary>
    Input = 0,

    /// <summary>As their tasks end; <see cref="ComputeMapItem{T}.Index"/> says which item it is. Items of one task stay in their order.</summary>
    Completion = 1,
}
