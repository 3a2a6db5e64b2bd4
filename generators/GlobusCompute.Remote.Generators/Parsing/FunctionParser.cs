using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Generators.Python;
using GlobusCompute.Remote.Generators.Python.Syntax;
using GlobusCompute.Remote.Shared;
using GlobusCompute.Remote.Shared.Python;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Parsing;

/// <summary>Reads <c>[ComputeFunction]</c>.</summary>
internal static class FunctionParser
{
    public static FunctionModel Parse(IMethodSymbol method, AttributeData attribute, string displayName, ICollection<Problem> problems)
    {
        var id = attribute.ConstructorArguments is [{ Value: string pinned }] ? pinned : null;
        var source = Argument<string>(attribute, "Source");
        var file = Argument<string>(attribute, "File");
        var given = (id, source, file) switch
        {
            (not null, not null, _) => "a function id and Source",
            (_, not null, not null) => "Source and File",
            _ => null,
        };
        if (given is not null)
        {
            problems.Add(Problem.Of(Descriptors.SeveralFunctions, ProblemLocation.FunctionAttribute, displayName, given));
        }
        else if (id is null && source is null && file is null)
        {
            problems.Add(Problem.Of(Descriptors.NoFunction, ProblemLocation.FunctionAttribute, displayName));
        }

        CheckOptions(attribute, displayName, problems);
        string? canonicalId = null;
        if (id is not null)
        {
            if (Guid.TryParseExact(id, "D", out var guid))
            {
                canonicalId = guid.ToString("D");
            }
            else
            {
                problems.Add(Problem.Of(Descriptors.InvalidFunctionId, ProblemLocation.FunctionArgument(), displayName, id));
            }
        }

        return new(
            canonicalId,
            source is null ? null : PythonSource.ReadInline(source),
            file,
            Argument<string>(attribute, "Name") is { } name ? PythonIdentifier.Normalize(name) : null,
            PythonIdentifier.Normalize(SnakeCase.FromMethodName(method.Name)),
            Argument<string>(attribute, "Description"),
            Argument<bool>(attribute, "Public"),
            Uuid(attribute, "Group", displayName, problems),
            Uuid(attribute, "HighAssuranceEndpointId", displayName, problems),
            Argument<double>(attribute, "TimeoutSeconds"),
            Argument<bool>(attribute, "Idempotent"));
    }

    internal static string? Uuid(AttributeData attribute, string name, string displayName, ICollection<Problem> problems)
    {
        var text = Argument<string>(attribute, name);
        if (text is null || Guid.TryParseExact(text, "D", out _))
        {
            return text;
        }

        problems.Add(Problem.Of(Descriptors.InvalidOption, ProblemLocation.FunctionAttribute, displayName, $"{name} is '{text}', which is not a UUID"));
        return null;
    }

    internal static void CheckOptions(AttributeData attribute, string displayName, ICollection<Problem> problems)
    {
        if (Argument<double>(attribute, "TimeoutSeconds") is var seconds && !(seconds >= 0 && seconds <= TimeLimits.Longest.TotalSeconds))
        {
            problems.Add(Problem.Of(
                Descriptors.InvalidOption,
                ProblemLocation.FunctionAttribute,
                displayName,
                "TimeoutSeconds is not a time; give seconds above zero, at most 24 days, or 0 for the executor's own limit"));
        }

        if (Argument<string>(attribute, "HighAssuranceEndpointId") is not null
            && (Argument<bool>(attribute, "Public") || Argument<string>(attribute, "Group") is not null))
        {
            problems.Add(Problem.Of(
                Descriptors.InvalidOption,
                ProblemLocation.FunctionAttribute,
                displayName,
                "a function of a high-assurance endpoint can be neither Public nor shared with a Group"));
        }
    }

    internal static T? Argument<T>(AttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value is T value ? value : default;
}
