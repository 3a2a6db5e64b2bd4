using GlobusCompute.Remote.Generators.Binding;
using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Locking;
using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Generators.Modules;
using GlobusCompute.Remote.Generators.Parsing;
using GlobusCompute.Remote.Generators.Python;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Checking;

/// <summary>Finds what keeps the remote functions of one interface from working: in its declaration, in its Python files, in the lock file.</summary>
internal sealed class InterfaceChecker
{
    private readonly ParsedInterface _parsed;
    private readonly PythonFileTable _files;
    private readonly LockDocuments _locks;
    private readonly Func<string, bool> _isFile;
    private readonly ModulePlans _modules;
    private readonly LockNames _names;
    private readonly HashSet<string> _filesWithImports = new(StringComparer.Ordinal);

    /// <param name="parsed">The interface.</param>
    /// <param name="files">The project's Python files.</param>
    /// <param name="locks">Its lock file.</param>
    /// <param name="isFile">Whether the project has a Python file of a path.</param>
    public InterfaceChecker(ParsedInterface parsed, PythonFileTable files, LockDocuments locks, Func<string, bool> isFile)
    {
        _parsed = parsed;
        _files = files;
        _locks = locks;
        _isFile = isFile;
        _names = new(parsed.Model.Members);
        _modules = ModulePlans.Make(
            parsed.Model,
            [.. parsed.Members.Where(member => !KnownSymbols.IsGenerated(member.Symbol)).Select(member => member.Model)],
            files);
    }

    /// <summary>What is wrong, each problem with the symbol whose declaration shows it.</summary>
    public IEnumerable<(ISymbol Symbol, Problem Problem)> Check()
    {
        foreach (var problem in _parsed.Model.Problems.Concat(ModuleChecker.Check(_parsed.Type, _modules, _isFile)))
        {
            yield return (_parsed.Type, problem);
        }

        foreach (var member in _parsed.Members.Where(member => member.Model.IsReported))
        {
            foreach (var found in KnownSymbols.IsGenerated(member.Symbol) ? CheckWritten(member) : CheckDeclared(member))
            {
                yield return found;
            }
        }
    }

    /// <summary>What was written from a Python file fits it. Only the lock file knows more.</summary>
    private IEnumerable<(ISymbol Symbol, Problem Problem)> CheckWritten(ParsedMember member) =>
        _modules.FindWritten(member.Model) is { } written
            ? CheckLock(member.Model, written.Function).Select(
                problem => ((ISymbol)_parsed.Type, problem with { Location = ProblemLocation.ModuleAttribute(written.By.Index) }))
            : [];

    private IEnumerable<(ISymbol Symbol, Problem Problem)> CheckDeclared(ParsedMember member)
    {
        var model = member.Model;
        var bound = FunctionBinder.Bind(model, model.Function?.File is { } path ? _files.Find(path) : null);
        var problems = bound.Problem is { } unbound
            ? model.Problems.Append(unbound)
            : model.Problems.Concat(ContractChecker.Check(model, member.Symbol, bound, _modules.Adapt(model, bound).Adapted is not null, _parsed.Known));
        return problems
            .Concat(CheckImports(model, bound))
            .Concat(CheckLock(model, FormatBinder.Wrap(model, _modules.Adapt(model, bound))))
            .Select(problem => model.IsInherited ? (_parsed.Type, problem with { Location = ProblemLocation.Identifier }) : (member.Symbol, problem));
    }

    /// <summary>
    /// Once for an interface: other members of the same file would only repeat it. A pinned function was registered elsewhere, in a way that may have
    /// taken its modules along.
    /// </summary>
    private IEnumerable<Problem> CheckImports(MemberModel member, BoundFunction bound) =>
        bound is { Problem: null, File: { Module.SyntaxError: null } file, Source: not null } && _filesWithImports.Add(file.Path)
            ? ImportChecker.Check(member.DisplayName, bound.Name ?? "", file, ProblemLocation.FunctionArgument("File"), _isFile)
            : bound is { Problem: null, File: null, Source: not null } && member.Function is { Source: { SyntaxError: null } source }
                ? ImportChecker.Check(
                    member.DisplayName, bound.Name ?? "", new PythonFile("Source", source), ProblemLocation.FunctionArgument("Source"), _isFile)
                : [];

    private IEnumerable<Problem> CheckLock(MemberModel member, BoundFunction function) =>
        _parsed.Model.HasProxy ? LockChecker.Check(new(member, function, _names.Find(member)), _locks) : [];
}
