using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using GlobusCompute.Remote.Serialization;
using MessagePack;

namespace GlobusCompute.Remote.MessagePack;

/// <summary>
/// Sends values as MessagePack: types with <see cref="MessagePackObjectAttribute"/>, and all others that the options' resolver knows. On a method or an
/// interface, <c>[ComputePayload(Format = typeof(MessagePackFormat))]</c> is for parameters and results that are, or hold, a type with that attribute.
/// </summary>
/// <remarks>
/// The worker uses the module <c>msgpack</c> where it can be imported, and Python code of its own otherwise. MessagePack generates its serializers at run
/// time, so the format cannot be used with Native AOT. Settings: <c>ComputePayloadOptions.Formats = [new MessagePackFormat(options)]</c>.
/// </remarks>
[PythonAdapter("MessagePack", MessagePackAdapter.Source, MarkerAttribute = typeof(MessagePackObjectAttribute))]
public sealed class MessagePackFormat : ComputeFormat
{
    private readonly MessagePackSerializerOptions _written;
    private readonly MessagePackSerializerOptions _read;

    /// <summary>Initializes the format with <see cref="MessagePackSerializerOptions.Standard"/>.</summary>
    [RequiresDynamicCode("MessagePack generates serializers at run time.")]
    [RequiresUnreferencedCode("MessagePack finds the members of types by reflection.")]
    public MessagePackFormat()
        : this(MessagePackSerializerOptions.Standard)
    {
    }

    /// <summary>Initializes the format with the app's options.</summary>
    /// <param name="options">
    /// The options. Arguments are written as they say, compressed with LZ4 where they say so. Results are always read with the checks of
    /// <see cref="MessagePackSecurity.UntrustedData"/>, and are never in LZ4.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    [RequiresDynamicCode("MessagePack generates serializers at run time.")]
    [RequiresUnreferencedCode("MessagePack finds the members of types by reflection.")]
    public MessagePackFormat(MessagePackSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var depth = Math.Min(options.Security.MaximumObjectGraphDepth, MessagePackSecurity.UntrustedData.MaximumObjectGraphDepth);
        options = options.WithResolver(new ExactResolver(options.Resolver));
        _written = options;

        // An app's own security that resists collisions, such as one with other comparers, stays.
        _read = options.WithCompression(MessagePackCompression.None).WithSecurity(options.Security.HashCollisionResistant
            ? options.Security.WithMaximumObjectGraphDepth(depth)
            : MessagePackSecurity.UntrustedData.WithMaximumObjectGraphDepth(depth));
    }

    /// <inheritdoc/>
    public override void Write<T>(IBufferWriter<byte> output, T value)
    {
        try
        {
            MessagePackSerializer.Serialize(output, value, _written);
        }
        catch (MessagePackSerializationException e)
        {
            throw new FormatException(Cause(e), e);
        }
    }

    /// <inheritdoc/>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The constructors say so.")]
    public override T Read<T>(ReadOnlyMemory<byte> data, ComputeFormatBudget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        MessagePackScan.Check(data, budget);
        ValueCheck.Check(data, typeof(T), budget);
        try
        {
            return MessagePackSerializer.Deserialize<T>(data, _read);
        }
        catch (MessagePackSerializationException e)
        {
            throw new FormatException(Cause(e), e);
        }
    }

    // The outer ones name types with their assemblies.
    private static string Cause(Exception error)
    {
        while (error.InnerException is { } inner)
        {
            error = inner;
        }

        return error.Message;
    }
}
