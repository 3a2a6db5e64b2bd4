using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace GlobusCompute.Remote.Proxies;

/// <summary>Finds the proxy class of an interface, once per interface.</summary>
internal static class ProxyFactory<T>
    where T : class
{
    private static ProxyType? s_proxy;

    public static T Create(ProxyContext context)
    {
        var proxy = s_proxy ??= Find();
        return (T)Activator.CreateInstance(proxy.Type, context)!;
    }

    private static ProxyType Find()
    {
        foreach (var attribute in typeof(T).Assembly.GetCustomAttributes<ComputeProxyAttribute>())
        {
            if (attribute.InterfaceType == typeof(T))
            {
                return new ProxyType(attribute.ProxyType);
            }
        }

        throw new InvalidOperationException(
            typeof(T).IsInterface
                ? $"There is no proxy for {typeof(T).FullName}. Its project must reference GlobusCompute.Remote with its generator, and at least one method must have [ComputeFunction]; see the build's GCR diagnostics."
                : $"{typeof(T).FullName} is not an interface; proxies are made for interfaces.");
    }

    private sealed class ProxyType([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] Type type)
    {
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)]
        public Type Type { get; } = type;
    }
}
