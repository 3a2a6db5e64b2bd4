namespace GlobusCompute.Remote.Serialization;

/// <summary>How one call's arguments are written. The default lets the values decide.</summary>
/// <param name="Positional">The format of the args buffer.</param>
/// <param name="Keyword">The format of the kwargs buffer.</param>
/// <param name="Arrays">What arrays of numbers are in Python.</param>
internal readonly record struct ArgumentFormats(
    PayloadFormat Positional = PayloadFormat.Auto, PayloadFormat Keyword = PayloadFormat.Auto, ArrayForm Arrays = ArrayForm.List)
{
    /// <summary>Both buffers in one format.</summary>
    public static ArgumentFormats Of(PayloadFormat format, ArrayForm arrays = ArrayForm.List) => new(format, format, arrays);
}
