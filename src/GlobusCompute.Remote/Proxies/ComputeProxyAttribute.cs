using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace GlobusCompute.Remote.Proxies;

/// <summary>Written by the generator: says which proxy class implements an interface of the assembly.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ComputeProxyAttribute : Attribute
{
    /// <summary>Joins an interface to its proxy.</summary>
    /// <param name="interfaceType">The interface.</param>
    /// <param name="proxyType">The class, with a public constructor that takes a <see cref="ProxyContext"/>.</param>
    public ComputeProxyAttribute(
        Type interfaceType,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] Type proxyType)
    {
        InterfaceType = interfaceType;
        ProxyType = proxyType;
    }

    /// <summary>Gets the interface.</summary>
    public Type InterfaceType { get; }

    /// <summary>Gets the class that implements it.</summary>
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)]
    public Type ProxyType { get; }
}
