using System.Net;
using System.Net.Sockets;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Pickle;

/// <summary>Addresses and networks of Python's ipaddress: an int or a text.</summary>
internal static class AddressMakers
{
    /// <summary>The maker of a class's values.</summary>
    public static PickleMaker Of(string className) => (reader, arguments) =>
    {
        reader.Charge(192);
        return arguments switch
        {
            [PythonInteger number] when className == "IPv4Address" && number is { IsSmall: true, Small: >= 0 and <= uint.MaxValue } =>
                new PythonAddress(className, Text(number, 4)),
            [PythonInteger { Value.Sign: >= 0 } number] when className == "IPv6Address" && number.Value.GetBitLength() <= 128 =>
                new PythonAddress(className, Text(number, 16)),
            [PythonString { Value: { Length: <= 128 } text }] when IsAddress(text, className) => new PythonAddress(className, text),
            _ => null,
        };
    };

    private static string Text(PythonInteger number, int size)
    {
        Span<byte> bytes = stackalloc byte[size];
        bytes.Clear();
        var length = number.Value.GetByteCount(isUnsigned: true);
        number.Value.TryWriteBytes(bytes[(size - length)..], out _, isUnsigned: true, isBigEndian: true);
        return new IPAddress(bytes).ToString();
    }

    private static bool IsAddress(string text, string className)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var family = className.StartsWith("IPv4", StringComparison.Ordinal) ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
        return slash >= 0 != className.EndsWith("Address", StringComparison.Ordinal)
            && IPAddress.TryParse(slash < 0 ? text : text.AsSpan(0, slash), out var address) && address.AddressFamily == family;
    }
}
