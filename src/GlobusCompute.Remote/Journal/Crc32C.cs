namespace GlobusCompute.Remote.Journal;

/// <summary>CRC-32C (Castagnoli), as iSCSI and ext4 use it.</summary>
internal static class Crc32C
{
    private static readonly uint[] s_table = MakeTable();

    public static uint Compute(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var b in data)
        {
            crc = s_table[(byte)(crc ^ b)] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint[] MakeTable()
    {
        const uint Reversed = 0x82F63B78;
        var table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ Reversed;
            }

            table[i] = value;
        }

        return table;
    }
}
