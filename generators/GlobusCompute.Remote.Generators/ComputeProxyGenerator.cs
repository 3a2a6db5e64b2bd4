using System.Text;
using GlobusCompute.Remote.Generators.Binding;
using GlobusCompute.Remote.Generators.Collections;
using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Emission;
using GlobusCompute.Remote.Generators.Locking;
using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Generators.Modules;
using GlobusCompute.Remote.Generators.Parsing;
using GlobusCompute.Remote.Generators.Python;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GlobusCompute.Remote.Generators;

/// <summary>Writes one proxy class for every interface that has <c>[ComputeFunction]</c> methods.</summary>
/// <remarks>It reports nothing about the user's code: <see cref="ComputeFunctionAnalyzer"/> does, at places in the source.</remarks>
[Generator(LanguageNames.CSharp)]
public sealed class ComputeProxyGenerator : IIncrementalGenerator
{
    private static readonly UTF8Encoding s_encoding = new(encoderShouldEmitUTF8Identifier: false);
    private readonly Func<ProxyModel, string> _emit;

    /// <summary>Makes the generator that the compiler runs.</summary>
    public ComputeProxyGenerator()
        : this(ProxyEmitter.Emit)
    {
    }

    internal ComputeProxyGenerator(Func<ProxyModel, string> emit) => _emit = emit;

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var files = context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, _) => (File: pair.Left, Path: PythonFileReader.RelativePath(pair.Left, pair.Right)))
            .Where(static file => file.Path is not null)
            .WithTrackingName(StepNames.PythonPaths)
            .Select(static (file, cancellationToken) => new PythonFile(
                file.Path!, PythonFileReader.ReadModule(file.File.GetText(cancellationToken), cancellationToken)))
            .WithTrackingName(StepNames.PythonFiles)
            .Collect()
            .Select(static (all, _) => new PythonFileTable(all))
            .WithTrackingName(StepNames.PythonFileTable);
        var locks = LockSteps.Read(context);

        var modules = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownSymbols.ComputeModuleMetadataName, static (node, _) => node is InterfaceDeclarationSyntax, InterfaceFinder.FromModule)
            .Where(static parsed => parsed is not null)
            .WithTrackingName(StepNames.ModuleInterfaces);

        // Which names two files want is known only when all of them are.
        var ambiguous = modules
            .Combine(files)
            .SelectMany(static (pair, _) => AmbiguousTypes.Wanted(pair.Left!.Value, pair.Right))
            .Collect()
            .Select(static (wanted, _) => AmbiguousTypes.Of(wanted))
            .WithTrackingName(StepNames.AmbiguousTypes);
        var surroundings = files.Combine(ambiguous);

        foreach (var attribute in KnownSymbols.FunctionMetadataNames)
        {
            var declaring = context.SyntaxProvider
                .ForAttributeWithMetadataName(
                    attribute,
                    static (node, _) => node is MethodDeclarationSyntax { Parent: InterfaceDeclarationSyntax },
                    InterfaceFinder.FromFirstMethod)
                .Where(static parsed => parsed is not null)
                .WithTrackingName(StepNames.Interfaces);

            Generate(context, Expand(declaring, surroundings), locks);
        }

        var inheriting = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => node is InterfaceDeclarationSyntax { BaseList: not null }, InterfaceFinder.FromBaseList)
            .Where(static parsed => parsed is not null)
            .WithTrackingName(StepNames.InheritingInterfaces);

        Generate(context, Expand(inheriting, surroundings), locks);
        var written = Expand(modules, surroundings);
        Generate(context, written, locks);
        GenerateTypes(context, written);
    }

    /// <summary>Interfaces with all members that their proxies implement.</summary>
    private static IncrementalValuesProvider<Outcome<LinkedInterface>> Expand(
        IncrementalValuesProvider<Outcome<InterfaceModel>?> interfaces,
        IncrementalValueProvider<(PythonFileTable Files, EquatableArray<AmbiguousType> Ambiguous)> surroundings) =>
        interfaces
            .Combine(surroundings)
            .Select(static (pair, _) => pair.Left!.Then(model => AmbiguousTypes.Link(pair.Right.Files.Link(model), pair.Right.Ambiguous)))
            .WithTrackingName(StepNames.LinkedInterfaces)
            .Select(static (linked, _) => linked.Then(ModuleExpander.Expand))
            .WithTrackingName(StepNames.ExpandedInterfaces);

    /// <summary>Proxies, and with them the interfaces that are written from Python files.</summary>
    private void Generate(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<Outcome<LinkedInterface>> interfaces,
        IncrementalValueProvider<LockTable> locks)
    {
        var proxies = interfaces
            .Select(static (expanded, _) => expanded.Then(FunctionBinder.Bind))
            .WithTrackingName(StepNames.Proxies);
        var sources = LockSteps.Pin(proxies, locks)
            .Select((proxy, _) => proxy.Then(_emit))
            .WithTrackingName(StepNames.Sources);

        context.RegisterSourceOutput(sources, static (output, source) =>
        {
            if (source.Value is { } text)
            {
                output.AddSource(HintName.Of(source.Interface), SourceText.From(text, s_encoding));
            }
            else
            {
                output.ReportDiagnostic(source.Failure!.At(Location.None));
            }
        });
    }

    /// <summary>Records and enums, once for all interfaces of a namespace that are written from the same file.</summary>
    private static void GenerateTypes(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<Outcome<LinkedInterface>> interfaces)
    {
        var types = interfaces
            .Where(static expanded => expanded.Value is not null)
            .SelectMany(static (expanded, _) => expanded.Value!.Parts)
            .Collect()
            .SelectMany(static (parts, _) => ModuleTypeFile.Of(parts))
            .WithTrackingName(StepNames.ModuleTypes);

        context.RegisterSourceOutput(types, static (output, file) =>
            output.AddSource(HintName.Of($"{file.Namespace}.{file.Path}"), SourceText.From(ModuleTypeEmitter.Emit(file), s_encoding)));
    }
}
