using System.Text.Json.Serialization.Metadata;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Shapes;

namespace GlobusCompute.Remote.Serialization.Python;

/// <content>Objects, member by member.</content>
internal static partial class TypedPythonJson
{
    // System.Text.Json finds the type by the discriminator, and so it is found here, for members to be what that type wants.
    private static void WriteDerived(JsonBuffer output, PythonValue value, JsonTypeInfo info, JsonPolymorphismOptions derived, PythonReading reading)
    {
        var name = derived.TypeDiscriminatorPropertyName;
        object? discriminator = value.Members?.LastOrDefault(member => member.Key is PythonString key && key.Value == name).Value switch
        {
            PythonString text => text.Value,
            PythonInteger { IsSmall: true, Small: >= int.MinValue and <= int.MaxValue and var number } => (int)number,
            _ => null,
        };
        var type = derived.DerivedTypes.FirstOrDefault(type => type.TypeDiscriminator is { } its && its.Equals(discriminator)).DerivedType;
        var actual = type is null || type == info.Type ? info : PayloadRules.InfoOf(type, reading.Options);
        if (actual.Kind == JsonTypeInfoKind.Object)
        {
            WriteObject(output, value, actual, name, reading);
        }
        else
        {
            PythonJson.Write(output, value, reading);
        }
    }

    private static void WriteObject(JsonBuffer output, PythonValue value, JsonTypeInfo info, string? discriminator, PythonReading reading)
    {
        if (value.Members is not { } entries || (value is PythonObject && entries.Count == 0))
        {
            throw PythonMisfit.Of(value, $"a dict or an object with attributes ({TypeNames.Of(info.Type)})");
        }

        var members = reading.MembersOf(info);
        reading.Make();
        reading.Enter();
        output.Enter('{');
        var isFirst = true;
        foreach (var (key, member) in entries)
        {
            // Of each, also of those that the type has no place for: one dict may be in very many places.
            reading.Work(4);
            if (key is not PythonString { Value: var name })
            {
                continue;
            }

            reading.Work(name.Length / 8);
            var form = name == discriminator ? MemberForm.Json : members.FormOf(name);
            if (form == MemberForm.None)
            {
                continue;
            }

            reading.Charge(32 + (4L * name.Length));
            PythonJson.Separate(output, ref isFirst);
            output.Text(name);
            output.Raw(": "u8);
            try
            {
                WriteMember(output, member, name, form, members, reading);
            }
            catch (ShapeException e) when (e.NoteAndDecline(name))
            {
                throw;
            }
        }

        output.Leave('}');
        reading.Leave();
    }

    private static void WriteMember(JsonBuffer output, PythonValue member, string name, MemberForm form, ObjectMembers members, PythonReading reading)
    {
        switch (form)
        {
            case MemberForm.Typed:
                Write(output, member, members.TypeOf(name), reading);
                break;
            case MemberForm.Kept when !member.IsNone:
                Token(output, member, reading);
                break;
            case MemberForm.Json:
                PythonJson.Write(output, member, reading);
                break;
            default:
                output.Null();
                break;
        }
    }

    /// <summary>Writes values that came without names, in the order in which their class has them: the type's members in its own.</summary>
    private static void WriteByPosition(JsonBuffer output, IReadOnlyList<PythonValue> values, JsonTypeInfo info, PythonReading reading)
    {
        var properties = info.Properties.Where(static p => !p.IsExtensionData).ToList();
        if (properties.Count != values.Count)
        {
            throw new ShapeException($"Found an object whose {values.Count} attributes came without their names, as those of a frozen dataclass with slots do, "
                + $"where a type of as many members was expected ({TypeNames.Of(info.Type)} has {properties.Count}).");
        }

        var members = reading.MembersOf(info);
        reading.Make();
        reading.Enter();
        output.Enter('{');
        for (var i = 0; i < values.Count; i++)
        {
            reading.Charge(32 + (4L * properties[i].Name.Length));
            output.Raw(i == 0 ? ""u8 : ", "u8);
            output.Text(properties[i].Name);
            output.Raw(": "u8);
            try
            {
                WriteMember(output, values[i], properties[i].Name, members.FormOf(properties[i].Name), members, reading);
            }
            catch (ShapeException e) when (e.NoteAndDecline(properties[i].Name))
            {
                throw;
            }
        }

        output.Leave('}');
        reading.Leave();
    }
}
