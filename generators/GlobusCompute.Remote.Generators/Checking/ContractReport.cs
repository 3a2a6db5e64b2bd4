using System.Globalization;
using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Generators.Python;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Checking;

/// <summary>Collects what is wrong between one member and its Python function, with both sides named.</summary>
internal sealed class ContractReport(MemberModel member, PythonSignature signature, PythonFile? file)
{
    private readonly List<Problem> _problems = [];

    public IReadOnlyList<Problem> Problems => _problems;

    /// <summary>The function and its place, as messages name it.</summary>
    private string Function => $"{signature.Name} in {(file is null ? "Source" : $"'{file.Path}'")} (line {Text(signature.Line)})";

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Adds a problem. Messages begin with the member and the function; the arguments follow.</summary>
    /// <param name="descriptor">The rule.</param>
    /// <param name="location">The place in C#.</param>
    /// <param name="own">The C# parameter that is meant, or null.</param>
    /// <param name="target">The Python parameter that is meant, or null.</param>
    /// <param name="arguments">What the message says beyond member and function.</param>
    public Problem Add(DiagnosticDescriptor descriptor, ProblemLocation location, ParameterModel? own, PythonParameter? target, params string[] arguments)
    {
        var problem = Problem.Of(descriptor, location, new[] { member.DisplayName, Function }.Concat(arguments).ToArray())
            .With(ProblemKeys.PythonFunction, signature.Name)
            .With(ProblemKeys.PythonLine, Text(target?.Line ?? signature.Line));
        problem = file is null ? problem : problem.With(ProblemKeys.PythonFile, file.Path);
        problem = own is null ? problem : problem.With(ProblemKeys.Parameter, own.Name);
        if (target is not null)
        {
            problem = problem.With(ProblemKeys.PythonParameter, target.Name).With(ProblemKeys.PythonParameterKind, target.Kind.ToString());
            problem = target.Default is null ? problem : problem.With(ProblemKeys.PythonDefault, target.Default);
            problem = target.Annotation is null ? problem : problem.With(ProblemKeys.PythonType, target.Annotation.Text);
        }

        _problems.Add(problem);
        return problem;
    }

    /// <summary>Adds one more property to the problem that was added last.</summary>
    public void Note(string key, string? value)
    {
        if (value is not null)
        {
            _problems[_problems.Count - 1] = _problems[_problems.Count - 1].With(key, value);
        }
    }

    /// <summary>A name's nearest among a function's parameters, and how a message goes on after it.</summary>
    public (string? Nearest, string Text) Suggest(string name)
    {
        var names = signature.Parameters
            .Where(parameter => parameter.Kind is PythonParameterKind.PositionalOrKeyword or PythonParameterKind.KeywordOnly)
            .Select(parameter => parameter.Name)
            .ToArray();
        var nearest = NearestName.Find(name, names);
        return (nearest, nearest is not null ? $" (did you mean '{nearest}'?)" : names.Length == 0 ? "" : $" (it has {string.Join(", ", names)})");
    }
}
