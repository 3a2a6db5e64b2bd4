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

    public byte[] Pickle() => random.Next(10) == 0 ? Program() : FuzzDamage.Apply(random, Pick(corpus.Pickles), corpus.Pickles, s_opcodes, lengths: true);

    public byte[] Json() => FuzzDamage.Apply(random, Pick(corpus.Texts), corpus.Texts, s_jsonBytes, lengths: false);

    private byte[] Pick(IReadOnlyList<byte[]> from) => from[random.Next(from.Count)];

    /// <summary>A pickle of random opcodes that mostly have what they take from the stack.</summary>
    public byte[] Program()
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
}
