using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace GlobusCompute.Remote.Compatibility.Tests.References;

/// <summary>What a compiled assembly needs to find in the library: types, and members with their exact signatures.</summary>
internal sealed class LibraryReferences
{
    private const string Library = "GlobusCompute.Remote";
    private const string Indentation = "    ";

    private readonly MetadataReader _reader;
    private readonly LibrarySurface _surface;
    private readonly SortedDictionary<string, SortedSet<string>> _lines = new(StringComparer.Ordinal);

    private LibraryReferences(MetadataReader reader, LibrarySurface surface)
    {
        _reader = reader;
        _surface = surface;
    }

    /// <summary>Lists the references of an assembly as they resolve in the library: the headings of types, each with its members below it.</summary>
    /// <exception cref="InvalidOperationException">The library has nothing for a reference.</exception>
    public static string Read(byte[] image, LibrarySurface surface)
    {
        using var file = new PEReader([.. image]);
        var references = new LibraryReferences(file.GetMetadataReader(), surface);
        references.ReadTypes();
        references.ReadMembers();
        references.ReadAttributes();
        return string.Concat(references._lines.Select(type => $"{type.Key}\n{string.Concat(type.Value.Select(member => $"{Indentation}{member}\n"))}"));
    }

    /// <summary>The lines of a recorded list that the library no longer answers, each with what is there instead.</summary>
    public static IReadOnlyList<string> Broken(string recorded, LibrarySurface surface)
    {
        var broken = new List<string>();
        string heading = "", name = "";
        foreach (var line in recorded.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!line.StartsWith(Indentation, StringComparison.Ordinal))
            {
                heading = line;
                name = TypeName(line);
                if (surface.Find(name) is var type && type?.Heading != heading)
                {
                    broken.Add(type is null ? $"{heading} is gone" : $"{heading} is now {type.Heading}");
                }

                continue;
            }

            if (surface.Find(name) is { } present && !HasMember(surface, present, line.Trim()))
            {
                broken.Add($"{name}: {line.Trim()} is {Instead(present, line.Trim())}");
            }
        }

        return broken;
    }

    private static string TypeName(string heading)
    {
        var words = heading.Split(' ');
        return words[0] == "ref" ? words[2] : words[1];
    }

    private static bool HasMember(LibrarySurface surface, SurfaceType type, string text)
    {
        for (var current = type; current is not null; current = current.Base is { } name ? surface.Find(name) : null)
        {
            if (current.Members.Any(member => member.Text == text))
            {
                return true;
            }
        }

        return false;
    }

    private static string Instead(SurfaceType type, string text)
    {
        var same = type.Members.Where(member => text.Contains($" {member.Name}(", StringComparison.Ordinal)
            || text.Contains($" {member.Name}<", StringComparison.Ordinal)
            || text.StartsWith($"{member.Name} = ", StringComparison.Ordinal)).Select(member => member.Text).ToArray();
        return same.Length == 0 ? "gone" : $"now {string.Join(" or ", same)}";
    }

    private void ReadTypes()
    {
        foreach (var handle in _reader.TypeReferences.Where(IsOfLibrary))
        {
            var type = TypeOf(SignatureText.Name(_reader, handle));
            var members = Members(type);
            if (type.Heading.StartsWith("enum ", StringComparison.Ordinal))
            {
                // The compiler copied the numbers.
                members.UnionWith(type.Members.Select(value => value.Text));
            }
        }
    }

    private void ReadMembers()
    {
        foreach (var handle in _reader.MemberReferences)
        {
            var member = _reader.GetMemberReference(handle);
            if (TypeOf(member.Parent) is not { } type)
            {
                continue;
            }

            var name = _reader.GetString(member.Name);
            var reference = member.GetKind() == MemberReferenceKind.Method
                ? SignatureText.Method(name, member.DecodeMethodSignature(SignatureText.Provider, null))
                : $"{member.DecodeFieldSignature(SignatureText.Provider, null)} {name}";
            Members(type).Add(_surface.Find(type.Name, reference)?.Text ?? throw Missing($"{type.Name}: {reference}"));
        }
    }

    // Properties that an attribute sets are named in its value.
    private void ReadAttributes()
    {
        foreach (var attribute in _reader.CustomAttributes.Select(_reader.GetCustomAttribute))
        {
            if (attribute.Constructor.Kind != HandleKind.MemberReference
                || TypeOf(_reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent) is not { } type)
            {
                continue;
            }

            foreach (var argument in attribute.DecodeValue(SignatureText.Provider).NamedArguments)
            {
                Members(type).Add(Setter(type, argument.Name!));
            }
        }
    }

    private string Setter(SurfaceType type, string property)
    {
        for (var current = type; current is not null; current = current.Base is { } name ? _surface.Find(name) : null)
        {
            if (current.Members.FirstOrDefault(member => member.Name == $"set_{property}") is { } setter)
            {
                return setter.Text;
            }
        }

        throw Missing($"{type.Name}: {property}");
    }

    private SurfaceType? TypeOf(EntityHandle parent) => parent.Kind switch
    {
        HandleKind.TypeReference => IsOfLibrary((TypeReferenceHandle)parent) ? TypeOf(SignatureText.Name(_reader, (TypeReferenceHandle)parent)) : null,
        // A generic type with its arguments; those of arrays and the like have no members here.
        HandleKind.TypeSpecification => _surface.Find(
            _reader.GetTypeSpecification((TypeSpecificationHandle)parent).DecodeSignature(SignatureText.Provider, null).Split('<')[0].Replace("valuetype ", "", StringComparison.Ordinal)),
        _ => null,
    };

    private SurfaceType TypeOf(string name) => _surface.Find(name) ?? throw Missing(name);

    private SortedSet<string> Members(SurfaceType type)
    {
        if (!_lines.TryGetValue(type.Heading, out var members))
        {
            _lines.Add(type.Heading, members = new(StringComparer.Ordinal));
        }

        return members;
    }

    private bool IsOfLibrary(TypeReferenceHandle handle)
    {
        var scope = _reader.GetTypeReference(handle).ResolutionScope;
        return scope.Kind switch
        {
            HandleKind.TypeReference => IsOfLibrary((TypeReferenceHandle)scope),
            HandleKind.AssemblyReference => _reader.GetString(_reader.GetAssemblyReference((AssemblyReferenceHandle)scope).Name) == Library,
            _ => false,
        };
    }

    private static InvalidOperationException Missing(string reference) => new($"The library that the assembly was compiled against has no {reference}.");
}
