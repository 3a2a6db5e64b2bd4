using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace GlobusCompute.Remote.Proxies;

/// <summary>Finds the proxy class of an interface, once per interface.</summary>
internal static class ProxyFactory<T>
    where T : class
{
    private static ProxyType? s_proxy;

    public static T Create(ProxyContext context) => (s_proxy ??= Find()).Create(context);

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
                ? $"There is no proxy for {typeof(T).FullName}. Its project must reference GlobusCompute.Remote with its generator, "
                    + "and at least one method must have [ComputeFunction]; see the build's GCR diagnostics. "
                    + "Proxies are generated for C# projects only: VB and F# use an interface that a C# project declares."
                : $"{typeof(T).FullName} is not an interface; proxies are generated only for interfaces.");
    }

    private sealed class ProxyType([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] Type type)
    {
        // A field: trimming does not carry the mark of an automatic property over to what holds its value.
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)]
        private readonly Type _type = type;

        public T Create(ProxyContext context) => (T)Activator.CreateInstance(_type, context)!;
    }
}
