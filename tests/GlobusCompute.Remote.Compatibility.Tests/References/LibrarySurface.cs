using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace GlobusCompute.Remote.Compatibility.Tests.References;

/// <summary>What other assemblies can bind to in an assembly, read from its metadata.</summary>
internal sealed class LibrarySurface
{
    private readonly MetadataReader _reader;
    private readonly Dictionary<string, SurfaceType> _types = [];

    private LibrarySurface(MetadataReader reader)
    {
        _reader = reader;
        foreach (var handle in reader.TypeDefinitions)
        {
            if (IsVisible(handle))
            {
                var type = Read(handle);
                _types.Add(type.Name, type);
            }
        }
    }

    /// <summary>All visible types.</summary>
    public IEnumerable<SurfaceType> Types => _types.Values;

    /// <summary>Reads an assembly.</summary>
    public static LibrarySurface Read(byte[] image)
    {
        using var file = new PEReader([.. image]);
        return new LibrarySurface(file.GetMetadataReader());
    }

    /// <summary>A type by its full name, or null.</summary>
    public SurfaceType? Find(string type) => _types.GetValueOrDefault(type);

    /// <summary>A member as a caller names it, of a type or of those it derives from; or null.</summary>
    public SurfaceMember? Find(string type, string reference)
    {
        for (var current = Find(type); current is not null; current = current.Base is { } name ? Find(name) : null)
        {
            if (current.Members.FirstOrDefault(member => member.Reference == reference) is { } member)
            {
                return member;
            }
        }

        return null;
    }

    private SurfaceType Read(TypeDefinitionHandle handle)
    {
        var type = _reader.GetTypeDefinition(handle);
        var name = SignatureText.Name(_reader, handle);
        var baseName = type.BaseType.IsNil ? null : NameOf(type.BaseType);
        var kind = (type.Attributes & TypeAttributes.Interface) != 0 ? "interface"
            : baseName == "System.Enum" ? "enum"
            : baseName == "System.ValueType" ? Has(type.GetCustomAttributes(), "IsByRefLikeAttribute") ? "ref struct" : "struct"
            : baseName == "System.MulticastDelegate" ? "delegate"
            : "class";
        var members = kind == "enum" ? Values(type) : Fields(type).Concat(Methods(type));
        return new SurfaceType(
            name,
            $"{kind} {name}{Constraints(type.GetGenericParameters())}",
            baseName,
            Has(type.GetCustomAttributes(), "EditorBrowsableAttribute"),
            [.. members]);
    }

    private IEnumerable<SurfaceMember> Values(TypeDefinition type)
    {
        foreach (var field in type.GetFields().Select(_reader.GetFieldDefinition).Where(field => !field.GetDefaultValue().IsNil))
        {
            var constant = _reader.GetConstant(field.GetDefaultValue());
            var text = $"{_reader.GetString(field.Name)} = {_reader.GetBlobReader(constant.Value).ReadConstant(constant.TypeCode)}";
            yield return new SurfaceMember(_reader.GetString(field.Name), text, text);
        }
    }

    private IEnumerable<SurfaceMember> Fields(TypeDefinition type)
    {
        foreach (var field in type.GetFields().Select(_reader.GetFieldDefinition).Where(field => IsVisible(field.Attributes & FieldAttributes.FieldAccessMask)))
        {
            var name = _reader.GetString(field.Name);
            var text = $"{field.DecodeSignature(SignatureText.Provider, null)} {name}";
            yield return new SurfaceMember(name, text, text);
        }
    }

    private IEnumerable<SurfaceMember> Methods(TypeDefinition type)
    {
        foreach (var method in type.GetMethods().Select(_reader.GetMethodDefinition).Where(method => IsVisible((FieldAttributes)(method.Attributes & MethodAttributes.MemberAccessMask))))
        {
            var name = _reader.GetString(method.Name);
            var reference = SignatureText.Method(name, method.DecodeSignature(SignatureText.Provider, null));
            yield return new SurfaceMember(name, reference, reference + Constraints(method.GetGenericParameters()));
        }
    }

    // Access has the same numbers for fields and methods.
    private static bool IsVisible(FieldAttributes access) => access is FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem;

    private bool IsVisible(TypeDefinitionHandle handle)
    {
        var type = _reader.GetTypeDefinition(handle);
        return (type.Attributes & TypeAttributes.VisibilityMask) switch
        {
            TypeAttributes.Public => true,
            TypeAttributes.NestedPublic => IsVisible(type.GetDeclaringType()),
            _ => false,
        };
    }

    private bool Has(CustomAttributeHandleCollection attributes, string name) => attributes.Select(_reader.GetCustomAttribute).Any(attribute =>
        attribute.Constructor.Kind == HandleKind.MemberReference
        && _reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is { Kind: HandleKind.TypeReference } type
        && _reader.GetString(_reader.GetTypeReference((TypeReferenceHandle)type).Name) == name);

    private string Constraints(GenericParameterHandleCollection parameters)
    {
        var texts = parameters.Select(_reader.GetGenericParameter)
            .Select(parameter => (parameter.Index, Words: string.Join(", ", Words(parameter))))
            .Where(parameter => parameter.Words.Length > 0)
            .Select(parameter => $" where {parameter.Index}: {parameter.Words}");
        return string.Concat(texts);
    }

    private IEnumerable<string> Words(GenericParameter parameter)
    {
        if (parameter.Attributes != GenericParameterAttributes.None)
        {
            yield return parameter.Attributes.ToString();
        }

        foreach (var constraint in parameter.GetConstraints().Select(_reader.GetGenericParameterConstraint))
        {
            yield return NameOf(constraint.Type);
        }
    }

    private string NameOf(EntityHandle type) => type.Kind switch
    {
        HandleKind.TypeDefinition => SignatureText.Name(_reader, (TypeDefinitionHandle)type),
        HandleKind.TypeReference => SignatureText.Name(_reader, (TypeReferenceHandle)type),
        _ => _reader.GetTypeSpecification((TypeSpecificationHandle)type).DecodeSignature(SignatureText.Provider, null),
    };
}
