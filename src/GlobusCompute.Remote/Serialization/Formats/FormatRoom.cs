using System.Buffers.Text;

namespace GlobusCompute.Remote.Serialization.Formats;

/// <summary>How long an encoded argument may become, and whether it is compressed.</summary>
/// <param name="Compression">When it is.</param>
/// <param name="Limit">Bytes that all arguments of a call may take.</param>
/// <param name="Taken">Bytes that earlier arguments take.</param>
internal readonly record struct FormatRoom(FormatCompression Compression, int Limit, int Taken = 0)
{
    /// <summary>Whether to try.</summary>
    /// <param name="length">Bytes of the argument before base64.</param>
    public bool Wants(int length) => Compression switch
    {
        FormatCompression.Always => true,
        FormatCompression.Never => false,
        _ => Base64.GetMaxEncodedToUtf8Length(length) is var encoded && (encoded > Limit / 2 || encoded > Limit - Taken),
    };

    /// <summary>Whether the argument does not fit otherwise.</summary>
    /// <param name="length">Bytes of the argument before base64.</param>
    public bool Needs(int length) => Base64.GetMaxEncodedToUtf8Length(length) > Limit - Taken;
}
