using System.Buffers.Binary;

namespace GlobusCompute.Remote.Fuzzing;

/// <summary>A few edits that leave a text nearly right.</summary>
internal static class FuzzDamage
{
    /// <param name="random">Where the damage comes from.</param>
    /// <param name="seed">What is damaged; it stays as it is.</param>
    /// <param name="others">What pieces are taken from.</param>
    /// <param name="interesting">Bytes with a meaning.</param>
    /// <param name="lengths">Whether to write lengths of four and eight bytes.</param>
    public static byte[] Apply(Random random, byte[] seed, IReadOnlyList<byte[]> others, byte[] interesting, bool lengths)
    {
        var bytes = seed.ToList();
        for (var edits = 1 + (random.Next(3) * random.Next(3)); edits > 0; edits--)
        {
            var at = random.Next(bytes.Count + 1);
            switch (random.Next(9))
            {
                case 0:
                    bytes.Insert(at, interesting[random.Next(interesting.Length)]);
                    break;
                case 1 when at < bytes.Count:
                    bytes.RemoveAt(at);
                    break;
                case 2 when at < bytes.Count:
                    bytes[at] = interesting[random.Next(interesting.Length)];
                    break;
                case 3 when at < bytes.Count:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 4 when random.Next(4) == 0:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 5:
                    var from = random.Next(bytes.Count + 1);
                    bytes.InsertRange(at, bytes.GetRange(from, Math.Min(random.Next(40), bytes.Count - from)));
                    break;
                case 6:
                    var other = others[random.Next(others.Count)];
                    var start = random.Next(other.Length + 1);
                    bytes.InsertRange(at, other.AsSpan(start, Math.Min(random.Next(60), other.Length - start)).ToArray());
                    break;
                case 7 when lengths && at + 8 <= bytes.Count:
                    var length = new byte[8];
                    BinaryPrimitives.WriteInt64LittleEndian(length, random.Next(5) switch { 0 => long.MaxValue, 1 => -1, 2 => int.MaxValue, 3 => 1L << random.Next(40), _ => random.Next(1000) });
                    for (var i = 0; i < random.Next(1, 9); i++)
                    {
                        bytes[at + i] = length[i];
                    }

                    break;
                case 8 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
            }
        }

        return [.. bytes];
    }
}
