using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using GlobusCompute.Remote.Proxies;

namespace GlobusCompute.Remote.Compatibility.Tests.Calls;

/// <summary>What the proxies of an assembly implement, and which of it the code of the assembly uses.</summary>
internal static class ProxiedMembers
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
    private const byte TwoByteOpCode = 0xFE;

    private static readonly Dictionary<short, OpCode> s_opCodes = typeof(OpCodes).GetFields().Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    /// <summary>The methods and accessors without a body of all interfaces that have a proxy, and of those that they inherit; generic ones as they are declared.</summary>
    public static IReadOnlyCollection<MethodBase> Of(Assembly assembly) =>
    [
        .. assembly.GetCustomAttributes<ComputeProxyAttribute>()
            .SelectMany(attribute => attribute.InterfaceType.GetInterfaces().Append(attribute.InterfaceType))
            .SelectMany(type => type.GetMethods(Declared))
            .Where(method => method.IsAbstract && !IsInit(method))
            .Select(Declaration)
            .Distinct(),
    ];

    /// <summary>The methods that any method of the assembly calls or makes a delegate of.</summary>
    public static IReadOnlySet<MethodBase> UsedBy(Assembly assembly)
    {
        var used = new HashSet<MethodBase>();
        foreach (var type in assembly.GetTypes())
        {
            foreach (var method in type.GetMethods(Declared).Concat<MethodBase>(type.GetConstructors(Declared)))
            {
                if (method.GetMethodBody()?.GetILAsByteArray() is { } code)
                {
                    Read(code, method, used);
                }
            }
        }

        return used;
    }

    private static void Read(byte[] code, MethodBase method, HashSet<MethodBase> used)
    {
        for (var position = 0; position < code.Length;)
        {
            var value = (short)code[position++];
            var opCode = s_opCodes[value == TwoByteOpCode ? (short)((TwoByteOpCode << 8) | code[position++]) : value];
            if (opCode.OperandType == OperandType.InlineMethod)
            {
                var typeArguments = method.DeclaringType!.GetGenericArguments();
                var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : [];
                var called = method.Module.ResolveMethod(BitConverter.ToInt32(code, position), typeArguments, methodArguments)!;

                // Those of arrays with several dimensions are declared nowhere.
                if (called.DeclaringType is not { IsArray: true })
                {
                    used.Add(Declaration(called));
                }
            }

            position += opCode.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, position)),
                _ => 4,
            };
        }
    }

    // Nobody can call an init accessor through an interface.
    private static bool IsInit(MethodInfo method) => method.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static MethodBase Declaration(MethodBase method) => method.Module.ResolveMethod(method.MetadataToken)!;
}
