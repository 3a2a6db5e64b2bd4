namespace GlobusCompute.Remote.Serialization;

/// <summary>
/// The formats in which the worker is asked to write a result, in order; the first that can carry the value is used. Sent as <c>result_serializers</c>
///. Endpoints older than 3.6.0 always answer with a pickle.
/// </summary>
public enum ResultPreference
{
    /// <summary>A pickle first where the result's type is an array of numbers, since numpy's arrays come back so; else JSON first. The default.</summary>
    Auto,

    /// <summary>JSON, or a pickle of what JSON cannot carry. JSON turns tuples into lists, and keys into text.</summary>
    JsonThenPickle,

    /// <summary>A pickle, or JSON of what cannot be pickled.</summary>
    PickleThenJson,

    /// <summary>JSON alone: a function whose result JSON cannot carry fails there.</summary>
    Json,

    /// <summary>A pickle alone.</summary>
    Pickle,
}
