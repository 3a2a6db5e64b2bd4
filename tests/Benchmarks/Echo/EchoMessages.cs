using System.Text;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>The messages of results (protocol.md §5.3), as long as a worker's: None as JSON, with the details of a worker and two states.</summary>
internal static class EchoMessages
{
    private static readonly byte[] s_head = [1, .. "{\"message_type\":\"result\",\"data\":{\"task_id\":\""u8];

    private static readonly byte[] s_tail = Encoding.ASCII.GetBytes(
        """
        ","data":"11\nnull","details":{"os":"Linux-6.1.0-amd64-x86_64-with-glibc2.36","dill_version":"0.3.9","python_version":"3.11.2","globus_compute_sdk_version":"4.15.0","endpoint_id":"55555555-5555-4555-8555-555555555555"},"error_details":null,"task_statuses":[{"timestamp":1795330725991492877,"state":"execution-start","actor":"worker"},{"timestamp":1795330725992205464,"state":"execution-end","actor":"worker"}]}}
        """);

    public static int Length => s_head.Length + EchoTaskId.Length + s_tail.Length;

    public static void Write(long number, Span<byte> destination)
    {
        s_head.CopyTo(destination);
        EchoTaskId.Write(number, destination[s_head.Length..]);
        s_tail.CopyTo(destination[(s_head.Length + EchoTaskId.Length)..]);
    }
}
