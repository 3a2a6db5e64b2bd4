using System.Text;
using GlobusCompute.Remote.Generators.Binding;
using GlobusCompute.Remote.Generators.Emission;
using GlobusCompute.Remote.Generators.Locking;
using GlobusCompute.Remote.Generators.Models;
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
            .Select(static (file, cancellationToken) => new PythonFile(file.Path!, PythonFileReader.ReadModule(file.File.GetText(cancellationToken))))
            .WithTrackingName(StepNames.PythonFiles)
            .Collect()
            .Select(static (all, _) => new PythonFileTable(all))
            .WithTrackingName(StepNames.PythonFileTable);
        var locks = LockSteps.Read(context);

        foreach (var attribute in KnownSymbols.FunctionMetadataNames)
        {
            var declaring = context.SyntaxProvider
                .ForAttributeWithMetadataName(
                    attribute,
                    static (node, _) => node is MethodDeclarationSyntax { Parent: InterfaceDeclarationSyntax },
                    InterfaceFinder.FromFirstMethod)
                .Where(static parsed => parsed is not null)
                .WithTrackingName(StepNames.Interfaces);

            Generate(context, Bind(declaring, files), locks);
        }

        var inheriting = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => node is InterfaceDeclarationSyntax { BaseList: not null }, InterfaceFinder.FromBaseList)
            .Where(static parsed => parsed is not null)
            .WithTrackingName(StepNames.InheritingInterfaces);

        Generate(context, Bind(inheriting, files), locks);
    }

    private static IncrementalValuesProvider<Outcome<ProxyModel>> Bind(
        IncrementalValuesProvider<Outcome<InterfaceModel>?> interfaces, IncrementalValueProvider<PythonFileTable> files) =>
        interfaces
            .Combine(files)
            .Select(static (pair, _) => pair.Left!.Then(pair.Right.Link))
            .WithTrackingName(StepNames.LinkedInterfaces)
            .Select(static (linked, _) => linked.Then(FunctionBinder.Bind))
            .WithTrackingName(StepNames.Proxies);

    private void Generate(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<Outcome<ProxyModel>> proxies,
        IncrementalValueProvider<LockTable> locks)
    {
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
}
