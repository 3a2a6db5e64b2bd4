using System.Text;
using GlobusCompute.Remote.Filters;
using GlobusCompute.Remote.Serialization.Formats;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Testing.Recording;

/// <summary>What of a call is recorded and compared.</summary>
/// <param name="Key">What decides whether it is a recorded one.</param>
/// <param name="Arguments">The positional arguments, redacted.</param>
/// <param name="Keywords">The keyword arguments, redacted.</param>
internal sealed record CallTexts(CallKey Key, RecordedPayload Arguments, RecordedPayload Keywords)
{
    public static CallTexts Of(ComputeCallContext context, Redactor redactor)
    {
        var secrets = Redactor.SecretsOf(context);
        var buffers = PackedBuffers.Unpack(TextOf(context.StorableArguments.Span));
        var (arguments, keywords) = (redactor.Value(buffers[0], secrets), redactor.Value(buffers[1], secrets));
        var source = context.Source is { } text ? CallKey.HashOfSource(context.FunctionName, text) : $"{context.FunctionId:D}";
        return new CallTexts(new CallKey(context.FunctionName, source, CallKey.HashOf(arguments.Text, keywords.Text)), arguments, keywords);
    }

    /// <summary>Gets the text of serialized arguments, which are a JSON string as they travel.</summary>
    public static string TextOf(ReadOnlySpan<byte> literal)
    {
        var bytes = literal[1..^1].ToArray();
        return JsonStringText.ToText(bytes.AsSpan(0, JsonStringText.Unescape(bytes, bytes)));
    }
}
