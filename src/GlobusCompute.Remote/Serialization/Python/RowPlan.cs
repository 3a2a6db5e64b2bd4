using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Serialization.Python;

/// <summary>How results of one type are read from pickles without values in between. Found once for a type, under the rules of an interface.</summary>
internal sealed class RowPlan
{
    [ThreadStatic]
    private static bool s_isOff;

    private readonly Lazy<JsonTypeInfo> _complete;

    private RowPlan(RowNode root, JsonTypeInfo info, Lazy<JsonTypeInfo> complete, bool hasFields)
    {
        Root = root;
        Info = info;
        _complete = complete;
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

    /// <summary>
    /// Gets the metadata by which it is read where every object is known to have the members that it must have, so that none is looked for. Made when the first
    /// pickle needs it.
    /// </summary>
    public JsonTypeInfo Complete => _complete.Value;

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
    public static RowPlan? Of(Type type, JsonSerializerOptions options, JsonSerializerOptions fields, Lazy<JsonSerializerOptions> complete)
    {
        try
        {
            if (RowNode.Of(type, options) is not { Kind: not (RowKind.Value or RowKind.Enumeration) } root)
            {
                return null;
            }

            var hasFields = root.TrySeeFields(fields);
            var info = PayloadRules.InfoOf(type, hasFields ? fields : options);
            return new RowPlan(root, info, new Lazy<JsonTypeInfo>(() => hasFields ? info : CompleteOr(info, complete)), hasFields);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The type cannot be read, or a factory of the app's throws. Reading a value says why.
            return null;
        }
    }

    private static JsonTypeInfo CompleteOr(JsonTypeInfo info, Lazy<JsonSerializerOptions> complete)
    {
        try
        {
            return PayloadRules.InfoOf(info.Type, complete.Value);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A factory of the app's that throws when it is asked again. The members are looked for.
            return info;
        }
    }
}
