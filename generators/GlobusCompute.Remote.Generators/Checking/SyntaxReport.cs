using System.Globalization;
using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Generators.Parsing;
using GlobusCompute.Remote.Generators.Python;
using GlobusCompute.Remote.Generators.Python.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GlobusCompute.Remote.Generators.Checking;

/// <summary>Reports syntax errors where they are: in the Python file, or in the C# literal that holds the text.</summary>
internal static class SyntaxReport
{
    /// <summary>The error of a Python file, or null.</summary>
    /// <param name="path">The file as the compiler was given it.</param>
    /// <param name="name">The file as messages name it.</param>
    /// <param name="module">What it holds.</param>
    /// <param name="text">Its text.</param>
    public static Diagnostic? OfFile(string path, string name, PythonModule module, SourceText text)
    {
        if (module.SyntaxError is not { } error)
        {
            return null;
        }

        var start = new LinePosition(error.Line - 1, error.Column - 1);
        var end = new LinePosition(error.Line - 1, error.Column - 1 + error.Length);
        var line = text.Lines[Math.Min(error.Line, text.Lines.Count) - 1];
        var span = new TextSpan(Math.Min(line.Start + error.Column - 1, text.Length), 0);
        return Report($"'{name}'", error, Location.Create(path, span, new LinePositionSpan(start, end)));
    }

    /// <summary>The error of a member's inline source, or null.</summary>
    /// <param name="member">The member.</param>
    /// <param name="symbol">Its symbol, or the interface that inherits it from another assembly.</param>
    /// <param name="known">The symbols of the library.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static Diagnostic? OfSource(MemberModel member, ISymbol symbol, KnownSymbols known, CancellationToken cancellationToken)
    {
        if (member.Function?.Source?.SyntaxError is not { } error)
        {
            return null;
        }

        var location = new ProblemLocator(known, cancellationToken).Locate(symbol, ProblemLocation.FunctionArgument("Source"));
        if (known.FindFunction(symbol) is { } attribute
            && FunctionParser.Argument<string>(attribute, "Source") is { } source
            && location.SourceTree is { } tree
            && tree.GetRoot(cancellationToken).FindNode(location.SourceSpan, getInnermostNodeForTie: true) is ExpressionSyntax expression
            && StringLiteralMap.Find(expression, PythonSource.PlaceOf(source, error), error.Length) is { } span)
        {
            location = Location.Create(tree, span);
        }

        return Report($"{member.DisplayName}: line {error.Line.ToString(CultureInfo.InvariantCulture)} of Source", error, location);
    }

    private static Diagnostic Report(string what, PythonSyntaxError error, Location location) =>
        Problem.Of(Descriptors.PythonSyntax, ProblemLocation.Identifier, what, error.Message).At(location);
}
