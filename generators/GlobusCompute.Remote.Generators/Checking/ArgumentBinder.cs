using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Generators.Python;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Checking;

/// <summary>Binds the arguments of a call to a Python function's parameters as Python does, and reports what Python would refuse.</summary>
internal sealed class ArgumentBinder
{
    private readonly IReadOnlyList<IParameterSymbol> _symbols;
    private readonly MemberModel _member;
    private readonly PythonSignature _signature;
    private readonly ContractReport _report;
    private readonly PythonParameter[] _slots;
    private readonly PythonParameter? _rest;
    private readonly PythonParameter? _keywords;
    private readonly Dictionary<string, ParameterModel> _given = new(StringComparer.Ordinal);
    private readonly HashSet<string> _excused = new(StringComparer.Ordinal);
    private readonly List<ArgumentPair> _pairs = [];
    private int _position;
    private string? _omitted;
    private bool _orderIsReported;

    public ArgumentBinder(MemberModel member, IMethodSymbol method, PythonSignature signature, ContractReport report)
    {
        _member = member;
        _symbols = method.Parameters;
        _signature = signature;
        _report = report;
        _slots = [.. signature.Parameters.Where(parameter => parameter.IsPositional)];
        _rest = signature.Parameters.FirstOrDefault(parameter => parameter.Kind == PythonParameterKind.VariadicPositional);
        _keywords = signature.Parameters.FirstOrDefault(parameter => parameter.Kind == PythonParameterKind.VariadicKeyword);
    }

    /// <summary>Binds all arguments, and gives those that reach a parameter.</summary>
    public IReadOnlyList<ArgumentPair> Bind()
    {
        for (var i = 0; i < _member.Parameters.Count; i++)
        {
            var parameter = _member.Parameters[i];
            if (parameter is { Role: ParameterRole.Argument or ParameterRole.Each, IsKeyword: false })
            {
                BindPositional(i, parameter);
            }
            else if (parameter.Role == ParameterRole.Variadic)
            {
                BindVariadic(i, parameter);
            }
        }

        for (var i = 0; i < _member.Parameters.Count; i++)
        {
            if (_member.Parameters[i] is { Role: ParameterRole.Argument or ParameterRole.Each, IsKeyword: true } parameter)
            {
                BindKeyword(i, parameter);
            }
        }

        foreach (var target in _signature.Parameters)
        {
            if (target.IsRequired && !_given.ContainsKey(target.Name) && !_excused.Contains(target.Name))
            {
                var hint = target.Kind == PythonParameterKind.KeywordOnly ? " with [PythonKeyword]" : "";
                _report.Add(Descriptors.MissingArgument, ProblemLocation.Identifier, null, target, target.Name, hint);
            }
        }

        return _pairs;
    }

    private void BindPositional(int index, ParameterModel parameter)
    {
        if (_position < _slots.Length)
        {
            var slot = _slots[_position++];
            CheckPlace(index, parameter, slot);
            Pair(index, parameter, slot);
            _given[slot.Name] = parameter;
        }
        else if (_rest is not null)
        {
            Pair(index, parameter, _rest);
        }
        else if (Find(parameter.PythonName) is { Kind: PythonParameterKind.KeywordOnly } target)
        {
            _report.Add(Descriptors.KeywordOnly, ProblemLocation.ParameterName(index), parameter, target, target.Name, parameter.Name);
            _excused.Add(target.Name);
        }
        else
        {
            ReportExcess(index, parameter);
        }

        _omitted ??= parameter.OmitWhenNull ? parameter.Name : null;
    }

    private void BindVariadic(int index, ParameterModel parameter)
    {
        var open = _slots.Skip(_position).ToArray();
        if (_rest is null && open.Length == 0)
        {
            ReportExcess(index, parameter);
        }
        else if (_rest is not null && open.Length > 0)
        {
            ReportOrder(index, parameter, open[0], $"only values after {string.Join(", ", open.Select(slot => $"'{slot.Name}'"))} become *{_rest.Name}");
        }

        foreach (var slot in open)
        {
            _given[slot.Name] = parameter;
        }

        if (_rest is not null)
        {
            Pair(index, parameter, _rest);
        }
    }

    private void BindKeyword(int index, ParameterModel parameter)
    {
        var target = Find(parameter.PythonName);
        if (target?.Kind is PythonParameterKind.PositionalOrKeyword or PythonParameterKind.KeywordOnly)
        {
            if (_given.TryGetValue(target.Name, out var other))
            {
                _report.Add(Descriptors.ArgumentTwice, ProblemLocation.ParameterName(index), parameter, target, parameter.Name, target.Name, other.Name);
                return;
            }

            Pair(index, parameter, target);
            _given[target.Name] = parameter;
        }
        else if (_keywords is not null)
        {
            Pair(index, parameter, _keywords);
        }
        else if (target?.Kind == PythonParameterKind.PositionalOnly)
        {
            _report.Add(
                Descriptors.PositionalOnly,
                ProblemLocation.ParameterName(index),
                parameter,
                target,
                target.Name,
                parameter.Name,
                "is sent by keyword; remove [PythonKeyword]");
            _excused.Add(target.Name);
        }
        else
        {
            ReportUnknown(index, parameter, "is sent by keyword");
        }
    }

    /// <summary>Compares the names of an argument and of the parameter that it reaches by position.</summary>
    private void CheckPlace(int index, ParameterModel parameter, PythonParameter slot)
    {
        if (_omitted is not null && slot.Kind == PythonParameterKind.PositionalOnly)
        {
            _report.Add(
                Descriptors.PositionalOnly,
                ProblemLocation.ParameterName(index),
                parameter,
                slot,
                slot.Name,
                parameter.Name,
                $"is sent by keyword when '{_omitted}' is omitted; remove [ComputeOmitWhenNull] from '{_omitted}'");
            return;
        }

        if (parameter.PythonName == slot.Name)
        {
            return;
        }

        var named = Find(parameter.PythonName);
        if (named is { Kind: PythonParameterKind.KeywordOnly })
        {
            _report.Add(Descriptors.KeywordOnly, ProblemLocation.ParameterName(index), parameter, named, named.Name, parameter.Name);
            _excused.Add(named.Name);
        }
        else if (named is { IsPositional: true })
        {
            ReportOrder(index, parameter, slot, $"its position there is number {ContractReport.Text(Array.IndexOf(_slots, named) + 1)}");
        }
        else if (_omitted is not null && _keywords is null)
        {
            ReportUnknown(index, parameter, $"is sent by keyword when '{_omitted}' is omitted", isMeant: false);
            _report.Note(ProblemKeys.NearestName, slot.Name);
        }
        else if (slot.Kind == PythonParameterKind.PositionalOrKeyword && !_member.Parameters.Any(other => other.IsKeyword && other.PythonName == slot.Name))
        {
            _report.Add(Descriptors.OtherName, ProblemLocation.ParameterName(index), parameter, slot, parameter.Name, slot.Name);
        }
    }

    private void ReportExcess(int index, ParameterModel parameter)
    {
        var count = _slots.Length switch
        {
            0 => "no positional argument",
            1 => "1 positional argument",
            var many => $"{ContractReport.Text(many)} positional arguments",
        };
        // One letter is near to any other.
        var nearest = parameter.PythonName.Length < 3 ? null : NearestName.Find(
            parameter.PythonName,
            _signature.Parameters
                .Where(target => target.Kind == PythonParameterKind.KeywordOnly && _member.Parameters.All(other => other.PythonName != target.Name))
                .Select(target => target.Name));
        var hint = nearest is null ? "" : $" (did you mean '{nearest}'? Python takes it by keyword only: [PythonKeyword(\"{nearest}\")])";
        _report.Add(Descriptors.TooManyArguments, ProblemLocation.ParameterName(index), parameter, null, count, parameter.Name, hint);
        if (nearest is not null)
        {
            _excused.Add(nearest);
        }
    }

    /// <summary>One swap shows at two places and more; the first is enough.</summary>
    private void ReportOrder(int index, ParameterModel parameter, PythonParameter slot, string reason)
    {
        if (!_orderIsReported)
        {
            _report.Add(Descriptors.WrongOrder, ProblemLocation.ParameterName(index), parameter, slot, parameter.Name, slot.Name, reason);
        }

        _orderIsReported = true;
    }

    /// <param name="isMeant">Whether the nearest name is the one that was meant, so that nothing else is reported of its parameter.</param>
    private void ReportUnknown(int index, ParameterModel parameter, string how, bool isMeant = true)
    {
        var (nearest, suggestion) = _report.Suggest(parameter.PythonName);
        _report.Add(Descriptors.UnknownKeyword, ProblemLocation.ParameterName(index), parameter, null, parameter.PythonName, suggestion, parameter.Name, how);
        if (nearest is not null && isMeant)
        {
            _report.Note(ProblemKeys.NearestName, nearest);
            _excused.Add(nearest);
        }
    }

    private void Pair(int index, ParameterModel parameter, PythonParameter target)
    {
        _pairs.Add(new(index, parameter, _symbols[index], target));
        if (parameter.OmitWhenNull && target.IsRequired)
        {
            _report.Add(
                Descriptors.OmitsRequired,
                ProblemLocation.ParameterAttribute(index, KnownSymbols.ComputeOmitWhenNullAttribute),
                parameter,
                target,
                parameter.Name,
                target.Name);
        }
    }

    private PythonParameter? Find(string name) =>
        _signature.Parameters.FirstOrDefault(parameter =>
            parameter.Name == name && parameter.Kind is not (PythonParameterKind.VariadicPositional or PythonParameterKind.VariadicKeyword));
}
