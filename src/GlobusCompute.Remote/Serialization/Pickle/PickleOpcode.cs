namespace GlobusCompute.Remote.Serialization.Pickle;

/// <summary>The opcodes that the writer uses, all of protocol 4 or older (protocol.md §4.6).</summary>
internal static class PickleOpcode
{
    public const byte Proto = 0x80;
    public const byte Stop = (byte)'.';
    public const byte Mark = (byte)'(';
    public const byte Pop = (byte)'0';
    public const byte None = (byte)'N';
    public const byte True = 0x88;
    public const byte False = 0x89;
    public const byte Int8 = (byte)'K';
    public const byte Int16 = (byte)'M';
    public const byte Int32 = (byte)'J';
    public const byte ShortLong = 0x8A;
    public const byte Long = 0x8B;
    public const byte Float = (byte)'G';
    public const byte ShortText = 0x8C;
    public const byte Text = (byte)'X';
    public const byte ShortBytes = (byte)'C';
    public const byte Bytes = (byte)'B';
    public const byte EmptyTuple = (byte)')';
    public const byte Tuple1 = 0x85;
    public const byte Tuple2 = 0x86;
    public const byte Tuple3 = 0x87;
    public const byte Tuple = (byte)'t';
    public const byte EmptyList = (byte)']';
    public const byte Appends = (byte)'e';
    public const byte EmptyDict = (byte)'}';
    public const byte SetItems = (byte)'u';
    public const byte EmptySet = 0x8F;
    public const byte AddItems = 0x90;
    public const byte FrozenSet = 0x91;
    public const byte StackGlobal = 0x93;
    public const byte Put = (byte)'q';
    public const byte Get = (byte)'h';
    public const byte Reduce = (byte)'R';
    public const byte Build = (byte)'b';
}
