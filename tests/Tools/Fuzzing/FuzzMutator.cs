using System.Buffers.Binary;

namespace GlobusCompute.Remote.Fuzzing;

/// <summary>Damage that goes on being nearly right: bits, opcodes, lengths, pieces of others, and pickles made of nothing but opcodes.</summary>
internal sealed class FuzzMutator(Random random, FuzzCorpus corpus)
{
    private static readonly byte[] s_opcodes =
    [
        .. "(.012FIJKLMNPQRSTUVXabcdeghijlopqrstu}]GB)C"u8,
        0x80, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8A, 0x8B, 0x8C, 0x8D, 0x8E, 0x8F, 0x90, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98,
    ];

    private static readonly byte[] s_jsonBytes = [.. "{}[]\",:\\ue+-.0919NaIntfyx\n "u8, 0xFF, 0xED, 0xA0, 0x80, 0xC3, 0x00];

    private static readonly string[] s_globals =
    [
        "numpy\ndtype", "numpy.core.multiarray\n_reconstruct", "numpy._core.multiarray\nscalar", "numpy.core.numeric\n_frombuffer", "numpy\nndarray", "dill._dill\n_create_array",
        "dill._dill\n_load_type", "dill._dill\n_eval_repr", "dill._dill\n_create_type", "dill._dill\n_create_namedtuple", "builtins\ngetattr", "builtins\nlist", "builtins\ndict",
        "builtins\nbytearray", "builtins\nrange", "_codecs\nencode", "copy_reg\n_reconstructor", "datetime\ndatetime", "datetime\ntimedelta", "datetime\ntimezone", "decimal\nDecimal",
        "fractions\nFraction", "uuid\nUUID", "pathlib\nPurePosixPath", "collections\nOrderedDict", "collections\ndefaultdict", "collections\ndeque", "collections\nCounter", "os\nsystem", "lab\nPoint",
    ];

    public byte[] Pickle() => random.Next(10) == 0 ? Program() : Mutate(Pick(corpus.Pickles), corpus.Pickles, s_opcodes, lengths: true);

    public byte[] Json() => Mutate(Pick(corpus.Texts), corpus.Texts, s_jsonBytes, lengths: false);

    private byte[] Pick(IReadOnlyList<byte[]> from) => from[random.Next(from.Count)];

    /// <summary>A pickle of random opcodes that mostly have what they take from the stack.</summary>
    private byte[] Program()
    {
        var pickle = new List<byte> { 0x80, 4 };
        for (var i = random.Next(3, 60); i > 0; i--)
        {
            switch (random.Next(7))
            {
                case 0:
                    pickle.Add((byte)'c');
                    pickle.AddRange(System.Text.Encoding.ASCII.GetBytes(s_globals[random.Next(s_globals.Length)] + "\n"));
                    break;
                case 1:
                    pickle.AddRange([(byte)'K', (byte)random.Next(256)]);
                    break;
                case 2:
                    var text = "abcdefi4<f8S2U3M8"u8.ToArray()[random.Next(4)..][..random.Next(1, 8)];
                    pickle.AddRange([random.Next(2) == 0 ? (byte)0x8C : (byte)'C', (byte)text.Length, .. text]);
                    break;
                case 3:
                    pickle.AddRange([(byte)'h', (byte)random.Next(8)]);
                    break;
                case 4:
                    pickle.Add(0x94);
                    break;
                default:
                    pickle.Add(s_opcodes[random.Next(s_opcodes.Length)]);
                    break;
            }
        }

        pickle.Add((byte)'.');
        return [.. pickle];
    }

    private byte[] Mutate(byte[] seed, IReadOnlyList<byte[]> others, byte[] interesting, bool lengths)
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
                    var other = Pick(others);
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
