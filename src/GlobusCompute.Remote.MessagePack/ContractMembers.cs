using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.Serialization;
using MessagePack;

namespace GlobusCompute.Remote.MessagePack;

/// <summary>The members of a contract that the serializer reads by the contract's keys.</summary>
[RequiresUnreferencedCode("It finds the members of contracts by reflection, as MessagePack does.")]
internal static class ContractMembers
{
    /// <summary>The types of the members by their keys: numbers or names.</summary>
    public static Dictionary<object, Type> Of(Type type, bool byName)
    {
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        var members = new Dictionary<object, Type>();
        foreach (var (member, own) in type.GetProperties(All).Select(property => ((MemberInfo)property, property.PropertyType))
            .Concat(type.GetFields(All).Select(field => ((MemberInfo)field, field.FieldType))))
        {
            var key = member.GetCustomAttribute<KeyAttribute>(inherit: true);
            if (member.GetCustomAttribute<MessagePackFormatterAttribute>() is null && member.GetCustomAttribute<IgnoreMemberAttribute>() is null)
            {
                object? name = key?.IntKey
                    ?? (object?)key?.StringKey
                    ?? (byName ? member.GetCustomAttribute<DataMemberAttribute>()?.Name ?? member.Name : null);
                if (name is not null)
                {
                    members[name] = own;
                }
            }
        }

        return members;
    }
}
