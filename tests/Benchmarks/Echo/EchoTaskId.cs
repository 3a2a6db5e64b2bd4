using System.Buffers.Text;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>Ids of tasks: a number in the form of a UUID, so that millions of them cost the service nothing.</summary>
internal static class EchoTaskId
{
    public const int Length = 36;

    /// <summary>Writes the id of a task as 36 ASCII characters.</summary>
    public static void Write(long number, Span<byte> destination)
    {
        "00000000-0000-4000-8000-"u8.CopyTo(destination);
        Utf8Formatter.TryFormat((ulong)number, destination[24..36], out _, new System.Buffers.StandardFormat('x', 12));
    }
}
