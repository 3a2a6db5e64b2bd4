using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Proxies;
using GlobusCompute.Remote.Serialization;

namespace GlobusCompute.Remote.Locking;

/// <summary>Finds the fields of an assembly that the generator marked with <see cref="ProxyFunctionAttribute"/>, and the constants they speak of.</summary>
internal static class ProxyMetadata
{
    public static IReadOnlyList<PinnableFunction> Read(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        if (!IsAssembly(file))
        {
            throw new BadImageFormatException($"{path} is not a .NET assembly.", path);
        }

        var metadata = file.GetMetadataReader();
        var functions = new Dictionary<string, PinnableFunction>(StringComparer.Ordinal);
        foreach (var function in Marked(metadata, path))
        {
            // A method that interfaces inherit stands in the proxy of each.
            if (!functions.TryAdd(function.Method, function) && !functions[function.Method].Equals(function))
            {
                throw new InvalidDataException($"{path} has two different functions for {function.Method}.");
            }
        }

        return [.. functions.Values.OrderBy(static function => function.Method, StringComparer.Ordinal)];
    }

    private static bool IsAssembly(PEReader file)
    {
        try
        {
            return file.HasMetadata;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }

    private static IEnumerable<PinnableFunction> Marked(MetadataReader metadata, string path)
    {
        foreach (var handle in metadata.FieldDefinitions)
        {
            var field = metadata.GetFieldDefinition(handle);
            foreach (var attribute in field.GetCustomAttributes().Select(metadata.GetCustomAttribute).Where(attribute => IsMark(metadata, attribute)))
            {
                yield return Read(metadata, field, attribute, path);
            }
        }
    }

    private static bool IsMark(MetadataReader metadata, CustomAttribute attribute)
    {
        var (space, name) = attribute.Constructor.Kind switch
        {
            HandleKind.MemberReference
                when metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is { Kind: HandleKind.TypeReference } type =>
                NameOf(metadata.GetTypeReference((TypeReferenceHandle)type)),
            HandleKind.MethodDefinition =>
                NameOf(metadata.GetTypeDefinition(metadata.GetMethodDefinition((MethodDefinitionHandle)attribute.Constructor).GetDeclaringType())),
            _ => default,
        };
        return !name.IsNil
            && metadata.StringComparer.Equals(name, nameof(ProxyFunctionAttribute))
            && metadata.StringComparer.Equals(space, "GlobusCompute.Remote.Proxies");

        static (StringHandle, StringHandle) NameOf<T>(T type) => type switch
        {
            TypeReference reference => (reference.Namespace, reference.Name),
            TypeDefinition definition => (definition.Namespace, definition.Name),
            _ => default,
        };
    }

    private static PinnableFunction Read(MetadataReader metadata, FieldDefinition field, CustomAttribute attribute, string path)
    {
        var values = attribute.DecodeValue(TypeNames.Instance);
        if (values.FixedArguments is not [{ Value: string method }, { Value: string function }, { Value: string constant }])
        {
            throw new InvalidDataException($"{path} marks the field {metadata.GetString(field.Name)} in an unsupported way; update gcompute.");
        }

        try
        {
            return new PinnableFunction
            {
                Method = method,
                FunctionName = function,
                Source = Constant(metadata, field.GetDeclaringType(), constant)
                    ?? throw new InvalidDataException($"{path} has no string '{constant}' with the source of {method}."),
                Options = new PythonFunctionOptions
                {
                    Description = Named(nameof(ProxyFunctionAttribute.Description)) as string,
                    Public = Named(nameof(ProxyFunctionAttribute.IsPublic)) is true,
                    Group = Id(nameof(ProxyFunctionAttribute.Group)),
                    HighAssuranceEndpointId = Id(nameof(ProxyFunctionAttribute.HighAssuranceEndpointId)),
                },
            };
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new InvalidDataException($"{path} contains a function for '{method}' that cannot be registered: {e.Message}", e);
        }

        object? Named(string name) => values.NamedArguments.FirstOrDefault(argument => argument.Name == name).Value;

        Guid? Id(string name) => Named(name) is string text ? Guid.Parse(text) : null;
    }

    private static string? Constant(MetadataReader metadata, TypeDefinitionHandle type, string name)
    {
        foreach (var handle in metadata.GetTypeDefinition(type).GetFields())
        {
            var field = metadata.GetFieldDefinition(handle);
            if (metadata.StringComparer.Equals(field.Name, name) && !field.GetDefaultValue().IsNil)
            {
                var constant = metadata.GetConstant(field.GetDefaultValue());
                return metadata.GetBlobReader(constant.Value).ReadConstant(constant.TypeCode) as string;
            }
        }

        return null;
    }

    /// <summary>Names of types: the mark's arguments are texts and a truth value, so that nothing else is ever asked.</summary>
    private sealed class TypeNames : ICustomAttributeTypeProvider<string>
    {
        public static TypeNames Instance { get; } = new();

        public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();

        public string GetSystemType() => nameof(Type);

        public string GetSZArrayType(string elementType) => $"{elementType}[]";

        public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
            reader.GetString(reader.GetTypeDefinition(handle).Name);

        public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) =>
            reader.GetString(reader.GetTypeReference(handle).Name);

        public string GetTypeFromSerializedName(string name) => name;

        public PrimitiveTypeCode GetUnderlyingEnumType(string type) => PrimitiveTypeCode.Int32;

        public bool IsSystemType(string type) => type == nameof(Type);
    }
}
