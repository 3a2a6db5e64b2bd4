using System.Text.Json;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Shared.Text;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>A type that JSON has no form for, both ways; a pickle has one.</summary>
internal abstract class RefusedShape<T>(string why) : Shape<T>
{
    public override void WriteTo(JsonBuffer output, T value)
    {
        output.ExpectInexact();
        throw new ShapeException(why);
    }

    public override T ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options) =>
        throw ReadJson.Misfit(ref reader, Article.With(TypeNames.Of(typeof(T))), " JSON has no form for it: return numbers or text.");
}
