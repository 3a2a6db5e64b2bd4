using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Generators.Parsing;
using GlobusCompute.Remote.Generators.Python;

namespace GlobusCompute.Remote.Generators.Binding;

/// <summary>Settles the formats of a result by what its function says that it returns.</summary>
internal static class ResultFormats
{
    /// <summary>The member's formats; a pickle comes first where the function returns named tuples, whose names JSON drops.</summary>
    /// <param name="member">The member.</param>
    /// <param name="bound">Its function.</param>
    public static PayloadModel Of(MemberModel member, BoundFunction bound) =>
        member is { Payload.Results: null, IsMap: false, Adapter: null, ResultFormat: null, ResultType: not null }
        && (bound.File?.Module ?? member.Function?.Source) is { SyntaxError: null } module
        && (bound.Adapted ?? bound.Name) is { } name
        && module.FindEntryPoint(name)?.Returns is { } returns
        && HasNames(module, returns)
            ? PayloadChooser.PickledFirst(member.Payload)
            : member.Payload;

    /// <summary>Whether values of a type are or hold named tuples of the file.</summary>
    public static bool HasNames(PythonModule module, PythonType type) =>
        (type.Kind == PythonTypeKind.Class && module.FindClass(type.Name)?.Kind == PythonClassKind.NamedTuple)
        || type.Arguments.Any(argument => HasNames(module, argument));
}
