using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace GlobusCompute.Remote.Wire;

/// <summary>
/// The body of a submit request (protocol.md §3.6). Written once, straight to the connection; its length is known before, as the service demands.
/// </summary>
internal sealed class SubmitContent : HttpContent
{
    private static readonly byte[] s_comma = ","u8.ToArray();
    private static readonly byte[] s_end = "]"u8.ToArray();

    private readonly ISubmitTasks _tasks;
    private readonly byte[] _tail;
    private readonly long _length;

    public SubmitContent(SubmitRequest request, UserRuntimeJson runtime, bool createQueue = false)
    {
        _tasks = request.Tasks;
        _tail = Tail(request, runtime, createQueue);
        _length = Head.Length + _tasks.TaskBytes + _tail.Length;
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    private static ReadOnlySpan<byte> Head => "{\"tasks\":{"u8;

    /// <summary>Bytes of a body beside its tasks. A task group counts also when the request has none yet.</summary>
    public static int OverheadOf(SubmitRequest request, UserRuntimeJson runtime)
    {
        const int LongestTaskGroup = 60;
        return Head.Length + Tail(request, runtime, createQueue: false).Length + (request.TaskGroupId is null ? LongestTaskGroup : 0);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var buffer = new StreamBuffer(stream);
        await using (buffer.ConfigureAwait(false))
        {
            await buffer.WriteAsync(Head.ToArray(), cancellationToken).ConfigureAwait(false);
            var firstFunction = true;
            foreach (var function in _tasks.Functions)
            {
                var name = Encoding.ASCII.GetBytes($"{(firstFunction ? "" : ",")}\"{function.FunctionId:D}\":[");
                await buffer.WriteAsync(name, cancellationToken).ConfigureAwait(false);
                firstFunction = false;
                for (var i = 0; i < function.Count; i++)
                {
                    if (i > 0)
                    {
                        await buffer.WriteAsync(s_comma, cancellationToken).ConfigureAwait(false);
                    }

                    await buffer.WriteAsync(function.GetArguments(i), cancellationToken).ConfigureAwait(false);
                }

                await buffer.WriteAsync(s_end, cancellationToken).ConfigureAwait(false);
            }

            await buffer.WriteAsync(_tail, cancellationToken).ConfigureAwait(false);
            await buffer.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _length;
        return true;
    }

    private static byte[] Tail(SubmitRequest request, UserRuntimeJson runtime, bool createQueue)
    {
        var text = new StringBuilder("},\"create_queue\":").Append(createQueue ? "true" : "false");
        if (request.TaskGroupId is { } group)
        {
            text.Append(",\"task_group_id\":\"").Append(group.ToString("D")).Append('"');
        }

        if (request.UserEndpointConfig is { } config)
        {
            text.Append(",\"user_endpoint_config\":").Append(config);
        }

        if (request.ResourceSpecification is { } specification)
        {
            text.Append(",\"resource_specification\":").Append(specification);
        }

        if (request.ResultSerializers is { } serializers)
        {
            text.Append(",\"result_serializers\":").Append(serializers);
        }

        text.Append(",\"user_runtime\":")
            .Append(Encoding.UTF8.GetString(runtime.Utf8.Span))
            .Append('}');
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
