using GlobusCompute.Remote.Generators.Collections;
using GlobusCompute.Remote.Generators.Diagnostics;

namespace GlobusCompute.Remote.Generators.Models;

/// <summary>One interface member to implement.</summary>
/// <param name="Kind">What kind of member it is.</param>
/// <param name="Signature">The explicit implementation's header as C# writes it.</param>
/// <param name="Accessors">Accessor keywords of a property or event, in order; empty for a method.</param>
/// <param name="Name">The bare name, from which fields are named.</param>
/// <param name="DisplayName">The member as messages name it, e.g. <c>IAnalysis.Fit</c>.</param>
/// <param name="DocumentationId">The member's documentation id.</param>
/// <param name="IsInherited">Whether a base interface declares the member.</param>
/// <param name="IsReported">Whether problems of the member are reported with this interface, rather than with a base interface.</param>
/// <param name="Function">What to run, or null when the member is not a remote function.</param>
/// <param name="Parameters">The parameters of a method.</param>
/// <param name="ResultType">The result's type as C# writes it, or null when there is none.</param>
/// <param name="AllowsNullResult">Whether the result may be null.</param>
/// <param name="Problems">What is wrong with the declaration.</param>
internal sealed record MemberModel(
    MemberKind Kind,
    string Signature,
    EquatableArray<string> Accessors,
    string Name,
    string DisplayName,
    string DocumentationId,
    bool IsInherited,
    bool IsReported,
    FunctionModel? Function,
    EquatableArray<ParameterModel> Parameters,
    string? ResultType,
    bool AllowsNullResult,
    EquatableArray<Problem> Problems)
{
    /// <summary>Whether the member is a Map.</summary>
    public bool IsMap => Parameters.Any(static parameter => parameter.Role == ParameterRole.Each);

    /// <summary>The formats in which arguments and result travel.</summary>
    public PayloadModel Payload { get; init; } = PayloadModel.None;

    /// <summary>The format in which the result travels, or null where JSON and pickles carry it.</summary>
    public FormatModel? ResultFormat { get; init; }

    /// <summary>The Python function that stands between, or null when the function itself is called.</summary>
    public AdapterModel? Adapter { get; init; }
}

/// <summary>A Python function that is added to a file for calls from .NET.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Text">All that is added to the file.</param>
internal sealed record AdapterModel(string Name, string Text);

/// <summary>Kinds of members a proxy implements.</summary>
internal enum MemberKind
{
    Method,
    Property,
    Event,
}
