namespace GlobusCompute.Remote.Serialization;

/// <summary>Specifies how arguments are written. Positional and keyword arguments are two buffers, each in a format of its own.</summary>
public enum PayloadFormat
{
    /// <summary>
    /// JSON where Python reads every value as the same value, else a pickle. The types of the parameters decide, and values where a type is
    /// <see cref="object"/>. The default.
    /// </summary>
    Auto,

    /// <summary>
    /// JSON (strategy <c>11</c>): tuples and sets arrive as lists, dates, times and UUIDs as text, keys of dictionaries as text; bytes, decimals, time
    /// spans and complex numbers are refused.
    /// </summary>
    Json,

    /// <summary>A pickle of protocol 4 (strategy <c>00</c>): every value arrives as the Python type closest to it.</summary>
    Pickle,
}
