namespace GlobusCompute.Remote.Serialization.Pickle;

/// <summary>What stands before the values of a pickle: the globals it uses, each put in the memo once and taken off the stack again.</summary>
internal static class PickleProlog
{
    /// <summary>More than all globals take.</summary>
    public const int MaxLength = 512;

    // In the order of the enum.
    private static readonly byte[][] s_definitions =
    [
        Definition(PickleGlobal.DateTime, "datetime", "datetime"),
        Definition(PickleGlobal.Date, "datetime", "date"),
        Definition(PickleGlobal.Time, "datetime", "time"),
        Definition(PickleGlobal.TimeDelta, "datetime", "timedelta"),
        Definition(PickleGlobal.TimeZone, "datetime", "timezone"),
        Definition(PickleGlobal.Utc, "datetime", "timezone.utc"),
        Definition(PickleGlobal.Decimal, "decimal", "Decimal"),
        Definition(PickleGlobal.Uuid, "uuid", "UUID"),
        Definition(PickleGlobal.Complex, "builtins", "complex"),
        Definition(PickleGlobal.NdArray, "numpy", "ndarray"),
        Definition(PickleGlobal.DType, "numpy", "dtype"),
    ];

    /// <summary>Writes the protocol's mark and the globals in use, and gives their length.</summary>
    /// <param name="globals">One bit for each global in use.</param>
    /// <param name="destination">At least <see cref="MaxLength"/> bytes.</param>
    public static int Write(uint globals, Span<byte> destination)
    {
        destination[0] = PickleOpcode.Proto;
        destination[1] = 4;
        var length = 2;
        for (var i = 0; i < s_definitions.Length; i++)
        {
            if ((globals & (1u << i)) != 0)
            {
                s_definitions[i].CopyTo(destination[length..]);
                length += s_definitions[i].Length;
            }
        }

        return length;
    }

    private static byte[] Definition(PickleGlobal global, string module, string name) =>
    [
        PickleOpcode.ShortText, (byte)module.Length, .. System.Text.Encoding.ASCII.GetBytes(module),
        PickleOpcode.ShortText, (byte)name.Length, .. System.Text.Encoding.ASCII.GetBytes(name),
        PickleOpcode.StackGlobal, PickleOpcode.Put, (byte)global, PickleOpcode.Pop,
    ];
}
