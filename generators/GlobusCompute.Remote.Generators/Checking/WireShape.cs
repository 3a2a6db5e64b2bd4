using GlobusCompute.Remote.Shared.Types;

namespace GlobusCompute.Remote.Generators.Checking;

/// <summary>A .NET type as Python sees its values.</summary>
/// <param name="Kind">What its values are.</param>
/// <param name="MayBeNull">Whether null, Python's <c>None</c>, is among them.</param>
/// <param name="Elements">The element of a list or set, key and value of a dictionary, the elements of a tuple.</param>
internal sealed record WireShape(WireKind Kind, bool MayBeNull, IReadOnlyList<WireShape> Elements)
{
    /// <summary>A type that everything may fit.</summary>
    public static WireShape Unknown { get; } = new(WireKind.Unknown, MayBeNull: false, []);

    /// <summary>The element of a list or set.</summary>
    public WireShape Element => Elements.Count == 1 ? Elements[0] : Unknown;
}
