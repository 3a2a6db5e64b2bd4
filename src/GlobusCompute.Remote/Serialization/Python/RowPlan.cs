using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Serialization.Python;

/// <summary>How results of one type are read from pickles without values in between. Found once for a type, under the rules of an interface.</summary>
internal sealed class RowPlan
{
    [ThreadStatic]
    private static bool s_isOff;

    private RowPlan(RowNode root, JsonTypeInfo info, JsonTypeInfo complete, bool hasFields)
    {
        Root = root;
        Info = info;
        Complete = complete;
        HasFields = hasFields;
    }

    /// <summary>Gets or sets whether results on this thread are read in the general way alone: for comparing both.</summary>
    internal static bool IsOff
    {
        get => s_isOff;
        set => s_isOff = value;
    }

    /// <summary>Gets what System.Text.Json reads for the type.</summary>
    public RowNode Root { get; }

    /// <summary>Gets the metadata by which it is read.</summary>
    public JsonTypeInfo Info { get; }

    /// <summary>Gets the metadata by which it is read where every object is known to have the members that it must have, so that none is looked for.</summary>
    public JsonTypeInfo Complete { get; }

    /// <summary>
    /// Gets whether tuples are read as objects of their fields. System.Text.Json names these in the paths of errors; see
    /// <see cref="Shapes.ShapeException.InTuples"/>.
    /// </summary>
    public bool HasFields { get; }

    /// <summary>Gets the plan for a type of the app; null where values have to be looked at.</summary>
    /// <param name="type">The type of a result, which no shape reads.</param>
    /// <param name="options">The rules for types of the app.</param>
    /// <param name="fields">The rules by which the fields of tuples are seen.</param>
    /// <param name="complete">The rules for types of the app by which no member must be there.</param>
    public static RowPlan? Of(Type type, JsonSerializerOptions options, JsonSerializerOptions fields, JsonSerializerOptions complete)
    {
        try
        {
            if (RowNode.Of(type, options) is not { Kind: not (RowKind.Value or RowKind.Enumeration) } root)
            {
                return null;
            }

            var hasFields = root.TrySeeFields(fields);
            return hasFields && PayloadRules.InfoOf(type, fields) is var info
                ? new RowPlan(root, info, info, hasFields)
                : new RowPlan(root, PayloadRules.InfoOf(type, options), PayloadRules.InfoOf(type, complete), hasFields);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The type cannot be read, or a factory of the app's throws. Reading a value says why.
            return null;
        }
    }
}
