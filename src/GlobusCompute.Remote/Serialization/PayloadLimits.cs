using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Serialization;

/// <summary>
/// How much reading may cost: in proportion to what arrived, with room for small payloads. All that is allocated for a result stays within 64 MiB and 16
/// bytes for each byte of the payload (docs/payloads.md); the budgets count what values take, and leave the rest of that to what they do not count.
/// </summary>
internal static class PayloadLimits
{
    /// <summary>Levels of an argument. Python's parser counts each level and each caller of the worker, and fails at a thousand of both together.</summary>
    public const int MaxArgumentDepth = 900;

    /// <summary>The depth at which an argument begins, so that it ends where the limit is.</summary>
    public const int ArgumentDepth = JsonBuffer.MaxDepth - MaxArgumentDepth;

    /// <summary>
    /// Digits of an int that is written as text: Python's own limit, <c>sys.int_info.default_max_str_digits</c>. The time for digits grows with their square.
    /// </summary>
    public const int MaxDigits = 4300;

    /// <summary>
    /// Bytes that may be made of a value where no input is known that they could be in proportion to: one that the app made, or asks again. Nothing an app
    /// means comes near it; it ends what grows without bound, a list that holds another one twice and so on for thirty levels.
    /// </summary>
    public const long Unrelated = 1L << 30;

    /// <summary>Steps of work where no input is known.</summary>
    public const long UnrelatedWork = 1L << 28;

    private const long Mebibyte = 1024 * 1024;

    // Of the 64 MiB, 8 are for what is not counted: pooled arrays rounded up to a power of two, tables of the reader, exceptions.
    private const long Room = (64 - 8) * Mebibyte;

    // What a small payload's values leave at the least for what is made of them.
    private const long ReservedForResult = 8 * Mebibyte;

    // Of the 16 bytes for each byte, one is the pickle decoded from base64, and one the text without its line breaks, where that is copied before.
    private const long BytesPerByte = 16 - 2;

    // A step takes up to twenty nanoseconds or so: a few megabytes are read or refused well within a second.
    private const long RoomForWork = 8 * 1000 * 1000;
    private const long StepsPerByte = 8;

    // Instances of the app's types: an object of Python's takes two bytes at the least, and may hold a few others that the app has types for.
    private const long RoomForInstances = 16 * 1024;
    private const long InstancesPerByte = 4;

    /// <summary>Bytes that the values of a payload may take.</summary>
    public static long Reading(long inputBytes) => Room - ReservedForResult + (BytesPerByte * inputBytes);

    /// <summary>Bytes that reading and what is made of the values may take together, beside the payload itself.</summary>
    public static long Total(long inputBytes) => Room + (BytesPerByte * inputBytes);

    /// <summary>Steps of work that reading and what is made of the values may take together.</summary>
    public static long Work(long inputBytes) => RoomForWork + (StepsPerByte * inputBytes);

    /// <summary>Instances of the app's types that may be made.</summary>
    public static long Instances(long inputBytes) => RoomForInstances + (InstancesPerByte * inputBytes);
}
