using System.Text.Json.Serialization.Metadata;
using GlobusCompute.Remote.Serialization.Shapes;

namespace GlobusCompute.Remote.Serialization;

/// <summary>The JSON rules of results whose type is named at the call rather than in an interface.</summary>
internal static class AdHocJson
{
    /// <param name="resolver">Metadata of the app's own types, or null where the library's own shapes are enough.</param>
    /// <param name="naming">How properties are named.</param>
    /// <exception cref="ArgumentException">There is no metadata for the type.</exception>
    public static ComputeJson For<T>(IJsonTypeInfoResolver? resolver, ComputeNaming naming)
    {
        var json = resolver is null ? ComputeJson.ForBuiltInShapes(naming) : ComputeJson.ForResolver(resolver, naming);
        if (BuiltIn<T>.Shape is not null)
        {
            return json;
        }

        try
        {
            json.InfoOf<T>();
            return json;
        }
        catch (PayloadException e)
        {
            throw new ArgumentException(
                resolver is null
                    ? $"{TypeNames.Of(typeof(T))} is the app's own type: give its JSON metadata as {nameof(resolver)}, such as MyContext.Default of a JsonSerializerContext, or new DefaultJsonTypeInfoResolver()."
                    : $"The given JSON metadata has none for {TypeNames.Of(typeof(T))}: {e.Message}",
                nameof(resolver),
                e);
        }
    }
}
