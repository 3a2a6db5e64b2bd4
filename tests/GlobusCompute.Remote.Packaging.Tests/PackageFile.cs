using System.IO.Compression;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Xml.Linq;

namespace GlobusCompute.Remote.Packaging.Tests;

/// <summary>A <c>.nupkg</c>, read without NuGet.</summary>
internal sealed class PackageFile : IDisposable
{
    private readonly ZipArchive _archive;

    public PackageFile(string path) => _archive = ZipFile.OpenRead(path);

    /// <summary>The paths of all files but those that only the archive format needs.</summary>
    public IReadOnlyList<string> Files =>
        [.. _archive.Entries.Select(entry => entry.FullName)
            .Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal)
                && !name.StartsWith("package/", StringComparison.Ordinal)
                && name != "[Content_Types].xml")
            .Order(StringComparer.Ordinal)];

    /// <summary>The text of a file.</summary>
    public string Text(string file) => Encoding.UTF8.GetString(Bytes(file)).TrimStart('\uFEFF');

    /// <summary>The assemblies that an assembly asks for.</summary>
    public IReadOnlyList<AssemblyName> References(string assembly)
    {
        using var image = Image(assembly);
        var metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetAssemblyReference(handle).GetAssemblyName())];
    }

    /// <summary>What an assembly carries for debuggers.</summary>
    public IReadOnlyList<DebugDirectoryEntryType> DebugEntries(string assembly)
    {
        using var image = Image(assembly);
        return [.. image.ReadDebugDirectory().Select(entry => entry.Type)];
    }

    /// <summary>The id of the symbols that an assembly names.</summary>
    public Guid SymbolsId(string assembly)
    {
        using var image = Image(assembly);
        return image.ReadCodeViewDebugDirectoryData(image.ReadDebugDirectory().First(entry => entry.Type == DebugDirectoryEntryType.CodeView)).Guid;
    }

    /// <summary>The id of a portable PDB.</summary>
    public Guid IdOfSymbols(string file)
    {
        using var symbols = MetadataReaderProvider.FromPortablePdbImage([.. Bytes(file)]);
        return new Guid([.. symbols.GetMetadataReader().DebugMetadataHeader!.Id.Take(16)]);
    }

    /// <summary>All that a user of the package depends on, as text for comparison.</summary>
    /// <param name="version">The version of this run, which is written as <c>VERSION</c>.</param>
    public string Describe(string version)
    {
        var metadata = XDocument.Parse(Text(Files.Single(file => file.EndsWith(".nuspec", StringComparison.Ordinal)))).Root!.Elements().First();
        var text = new StringBuilder();
        foreach (var name in new[] { "id", "version", "authors", "license", "readme", "icon", "description", "tags", "packageTypes" })
        {
            if (Child(metadata, name) is { } element)
            {
                var value = name == "packageTypes" ? string.Join(", ", element.Elements().Select(type => type.Attribute("name")!.Value)) : element.Value;
                text.Append($"{name}: {value}\n");
            }
        }

        Append(text, "dependencies", Child(metadata, "dependencies"), entry =>
            $"{entry.Attribute("id")!.Value} {entry.Attribute("version")!.Value}"
            + string.Concat(entry.Attributes().Where(data => data.Name.LocalName is "include" or "exclude").Select(data => $" {data.Name.LocalName} {data.Value}")));
        Append(text, "framework references", Child(metadata, "frameworkReferences"), entry => entry.Attribute("name")!.Value);
        text.Append("\nfiles\n").AppendJoin('\n', Files.Select(file => $"  {file}")).Append('\n');
        return text.Replace(version, "VERSION").ToString();
    }

    public void Dispose() => _archive.Dispose();

    private static void Append(StringBuilder text, string heading, XElement? groups, Func<XElement, string> describe)
    {
        foreach (var group in groups?.Elements() ?? [])
        {
            text.Append($"\n{heading} of {group.Attribute("targetFramework")!.Value}\n");
            text.Append(string.Concat(group.Elements().Select(describe).Order(StringComparer.Ordinal).Select(line => $"  {line}\n")));
        }
    }

    private static XElement? Child(XElement parent, string name) => parent.Elements().FirstOrDefault(element => element.Name.LocalName == name);

    private PEReader Image(string assembly) => new(new MemoryStream(Bytes(assembly)));

    private byte[] Bytes(string file)
    {
        using var content = (_archive.GetEntry(file) ?? throw new FileNotFoundException($"The package holds no {file}.")).Open();
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return copy.ToArray();
    }
}
