using System.Text;
using GlobusCompute.Remote.LocalService.Faults;
using GlobusCompute.Remote.LocalService.Tasks;

namespace GlobusCompute.Remote.LocalService.Broker;

/// <summary>Messages that nobody can use.</summary>
internal static class OddMessages
{
    private const string StrangeTask = "00000000-0000-4000-8000-00000000000f";

    // Each is refused by Python's reader, too (vectors/results.json, "malformed").
    private static readonly Func<byte[], byte[]>[] s_flaws =
    [
        static _ => [],
        static _ => [PackedResult.ProtocolVersion],
        static right => [2, .. right.AsSpan(1)],
        static right => right[1..],
        static right => right[..(right.Length / 2)],
        static _ => Framed("hello"),
        static _ => Framed("[]"),
        static _ => Framed("""{"message_type":"no_such_type","data":{}}"""),
        static _ => Framed("""{"message_type":"result","data":{"data":"11\n1"}}"""),
        static _ => Framed("""{"message_type":"result","data":{"task_id":"no-uuid","data":"11\n1"}}"""),
        static _ => Framed($$$"""{"message_type":"result","data":{"task_id":"{{{StrangeTask}}}"}}"""),
        static _ => Framed($$$"""{"message_type":"result","data":{"task_id":"{{{StrangeTask}}}","data":5}}"""),
    ];

    /// <summary>The n-th flaw, from 1; after the last the first comes again.</summary>
    public static byte[] Malformed(byte[] right, int number) => s_flaws[(number - 1) % s_flaws.Length](right);

    /// <summary>The result of a task that nobody knows.</summary>
    public static byte[] Unknown(FaultPlan plan, FaultRule rule, int number)
    {
        var index = plan.Rules.TakeWhile(r => !ReferenceEquals(r, rule)).Count();
        var id = SeededNumbers.Id(plan.Seed, index, number);
        var data = $$"""{"task_id":"{{id}}","data":"11\nnull","details":null,"error_details":null,"task_statuses":null}""";
        return Framed($$"""{"message_type":"result","data":{{data}}}""");
    }

    private static byte[] Framed(string json) => [PackedResult.ProtocolVersion, .. Encoding.UTF8.GetBytes(json)];
}
