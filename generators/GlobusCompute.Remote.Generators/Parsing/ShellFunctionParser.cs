using GlobusCompute.Remote.Generators.Collections;
using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Generators.Python;
using GlobusCompute.Remote.Shared.Python;
using GlobusCompute.Remote.Shared.Shell;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Parsing;

/// <summary>Reads a method with <c>[ComputeShellFunction]</c> or <c>[ComputeMpiFunction]</c>: its command, and which parameter fills which field.</summary>
internal static class ShellFunctionParser
{
    public static (FunctionModel Function, EquatableArray<ParameterModel> Parameters, ITypeSymbol? Result) Parse(
        IMethodSymbol method, string displayName, KnownSymbols known, ICollection<Problem> problems)
    {
        var attribute = known.FindFunction(method)!;
        CheckAlone(method, displayName, known, problems);
        CheckMethod(method, displayName, known, problems);
        FunctionParser.CheckOptions(attribute, displayName, problems);
        var command = attribute.ConstructorArguments is [{ Value: string text }] ? text : "";
        var template = ShellTemplate.Parse(command, field => method.Parameters.Any(parameter => IsUnquoted(parameter, known) && MayFill(parameter, field)));
        CheckTemplate(template, displayName, problems);
        var parameters = new ShellParameterParser(displayName, template, known, problems).Parse(method.Parameters);
        if (template.Problem is null)
        {
            CheckFields(template, parameters, displayName, problems);
        }

        var name = FunctionParser.Argument<string>(attribute, "Name");
        var defaultName = SnakeCase.FromMethodName(method.Name);
        if (PythonIdentifier.Refuse(name ?? defaultName) is { } reason)
        {
            problems.Add(name is null
                ? Problem.Of(Descriptors.PythonKeyword, ProblemLocation.Identifier, displayName, method.Name, defaultName, "Name = \"...\" of the attribute")
                : Problem.Of(Descriptors.InvalidPythonName, ProblemLocation.FunctionArgument("Name"), displayName, name, reason));
        }

        var function = new FunctionModel(
            Id: null,
            Source: null,
            File: null,
            name is null ? null : PythonIdentifier.Normalize(name),
            PythonIdentifier.Normalize(defaultName),
            FunctionParser.Argument<string>(attribute, "Description"),
            FunctionParser.Argument<bool>(attribute, "Public"),
            FunctionParser.Uuid(attribute, "Group", displayName, problems),
            FunctionParser.Uuid(attribute, "HighAssuranceEndpointId", displayName, problems),
            FunctionParser.Argument<double>(attribute, "TimeoutSeconds"),
            FunctionParser.Argument<bool>(attribute, "Idempotent"),
            ParseShell(attribute, command, displayName, problems));
        return (function, parameters, null);
    }

    /// <summary>A method is one function: it cannot have two attributes that each say what runs.</summary>
    public static void CheckAlone(IMethodSymbol method, string displayName, KnownSymbols known, ICollection<Problem> problems)
    {
        var names = known.FindFunctions(method)
            .Select(attribute => $"[{attribute.AttributeClass!.Name.Substring(0, attribute.AttributeClass.Name.Length - "Attribute".Length)}]")
            .ToArray();
        if (names.Length > 1)
        {
            Report(problems, ProblemLocation.Identifier, displayName, $"it has {string.Join(" and ", names)}, which each specify what runs; keep one of them");
        }
    }

    /// <summary>Whether a parameter fills a field: by its own name, or by that in snake_case.</summary>
    public static bool MayFill(IParameterSymbol parameter, string field) => field == parameter.Name || field == SnakeCase.FromName(parameter.Name);

    public static bool IsUnquoted(IParameterSymbol parameter, KnownSymbols known) => known.Find(parameter, KnownSymbols.ComputeUnquotedAttribute) is not null;

    private static void CheckMethod(IMethodSymbol method, string displayName, KnownSymbols known, ICollection<Problem> problems)
    {
        if (method.IsGenericMethod)
        {
            problems.Add(Problem.Of(Descriptors.GenericMethod, ProblemLocation.Identifier, displayName));
        }

        if (!MemberParser.TryReadReturnType(method, known, out var result) || result is null || !known.IsShellResult(result))
        {
            var type = method.ReturnsVoid ? "void" : method.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
            Report(problems, ProblemLocation.ReturnType, displayName, $"it returns {type}; a command returns ComputeFuture<ShellResult> or Task<ShellResult>");
        }
    }

    private static void CheckTemplate(ShellTemplate template, string displayName, ICollection<Problem> problems)
    {
        if (template.Problem is { } problem)
        {
            problems.Add(
                Problem.Of(Descriptors.MalformedCommand, ProblemLocation.FunctionText(template.ProblemStart, template.ProblemLength), displayName, problem));
        }

        foreach (var field in template.Fields)
        {
            if (field.Danger is { } danger)
            {
                problems.Add(
                    Problem.Of(Descriptors.UnprotectedField, ProblemLocation.FunctionText(field.Start, field.Length), displayName, field.Name, danger));
            }
        }
    }

    private static void CheckFields(
        ShellTemplate template, EquatableArray<ParameterModel> parameters, string displayName, ICollection<Problem> problems)
    {
        var names = parameters.Where(parameter => parameter.Role != ParameterRole.Token).Select(parameter => parameter.PythonName).ToArray();
        foreach (var field in template.Fields.Where(field => !names.Contains(field.Name)))
        {
            var nearest = NearestName.Find(field.Name, names);
            var advice = nearest is null ? "; write '{{' or '}}' for a brace" : $"; did you mean '{{{nearest}}}'?";
            problems.Add(Problem.Of(Descriptors.UnknownField, ProblemLocation.FunctionText(field.Start, field.Length), displayName, field.Name, advice));
        }
    }

    private static ShellModel ParseShell(AttributeData attribute, string command, string displayName, ICollection<Problem> problems)
    {
        var walltime = FunctionParser.Argument<double>(attribute, "WalltimeSeconds");
        if (!(walltime >= 0) || double.IsInfinity(walltime))
        {
            Report(
                problems,
                ProblemLocation.FunctionArgument("WalltimeSeconds"),
                displayName,
                "WalltimeSeconds is not a time; give seconds above zero, or 0 for no limit");
        }

        var lines = attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "SnippetLines").Value.Value is int given
            ? given
            : ShellDefaults.SnippetLines;
        if (lines < 0)
        {
            Report(
                problems,
                ProblemLocation.FunctionArgument("SnippetLines"),
                displayName,
                "SnippetLines is negative; set the number of last lines to return");
        }

        return new(
            command,
            attribute.AttributeClass?.Name == KnownSymbols.ComputeMpiFunctionAttribute,
            walltime,
            lines == ShellDefaults.SnippetLines ? null : lines,
            Path(attribute, "Stdout", displayName, problems),
            Path(attribute, "Stderr", displayName, problems));
    }

    private static string? Path(AttributeData attribute, string name, string displayName, ICollection<Problem> problems)
    {
        var path = FunctionParser.Argument<string>(attribute, name);
        if (path is not null && (path.Length == 0 || path.IndexOf('\0') >= 0 || PythonSourceText.HasLoneSurrogate(path)))
        {
            Report(
                problems,
                ProblemLocation.FunctionArgument(name),
                displayName,
                $"{name} is not a path; give one relative to the task's folder, or omit it");
        }

        return path;
    }

    private static void Report(ICollection<Problem> problems, ProblemLocation location, string displayName, string text) =>
        problems.Add(Problem.Of(Descriptors.UnusableShellFunction, location, displayName, text));
}
