using System.Net;
using System.Net.Http.Headers;
using System.Text;
using GlobusCompute.Remote.Settings;
using GlobusCompute.Remote.Submission;

namespace GlobusCompute.Remote.Wire;

/// <summary>
/// The body of a submit request (protocol.md §3.6). Written once, straight to the connection; its length is known before, as the
/// service demands.
/// </summary>
internal sealed class SubmitContent : HttpContent
{
    private static readonly byte[] s_comma = ","u8.ToArray();
    private static readonly byte[] s_end = "]"u8.ToArray();

    private readonly SubmissionBatch _batch;
    private readonly byte[] _tail;
    private readonly long _length;

    public SubmitContent(SubmissionBatch batch, UserRuntimeJson runtime, bool createQueue = false, ComputePayloadOptions? payloads = null)
    {
        _batch = batch;
        _tail = Tail(batch.Target.Settings, ResultSerializers.Of(batch.Target.Results, payloads), runtime, createQueue);
        _length = Head.Length + batch.TaskBytes + _tail.Length;
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    private static ReadOnlySpan<byte> Head => "{\"tasks\":{"u8;

    /// <summary>Bytes of a body beside its tasks.</summary>
    public static int FixedBytes(ExecutorSettings settings, ComputePayloadOptions? payloads, UserRuntimeJson runtime)
    {
        const int LongestTaskGroup = 60;
        return Head.Length + Tail(settings, ResultSerializers.Longest(payloads), runtime, createQueue: false).Length + (settings.TaskGroup.Id is null ? LongestTaskGroup : 0);
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
            foreach (var function in _batch.Functions)
            {
                await buffer.WriteAsync(Encoding.ASCII.GetBytes($"{(firstFunction ? "" : ",")}\"{function.FunctionId:D}\":["), cancellationToken).ConfigureAwait(false);
                firstFunction = false;
                var firstCall = true;
                foreach (var call in function.Calls)
                {
                    if (!firstCall)
                    {
                        await buffer.WriteAsync(s_comma, cancellationToken).ConfigureAwait(false);
                    }

                    firstCall = false;
                    await buffer.WriteAsync(call.Arguments, cancellationToken).ConfigureAwait(false);
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

    private static byte[] Tail(ExecutorSettings settings, string resultSerializers, UserRuntimeJson runtime, bool createQueue)
    {
        var text = new StringBuilder("},\"create_queue\":").Append(createQueue ? "true" : "false");
        if (settings.TaskGroup.Id is { } group)
        {
            text.Append(",\"task_group_id\":\"").Append(group.ToString("D")).Append('"');
        }

        if (settings.UserEndpointConfig is { } config)
        {
            text.Append(",\"user_endpoint_config\":").Append(config);
        }

        if (settings.ResourceSpecification is { } specification)
        {
            text.Append(",\"resource_specification\":").Append(specification);
        }

        if (settings.ResultSerializers is not "[]")
        {
            text.Append(",\"result_serializers\":").Append(settings.ResultSerializers ?? resultSerializers);
        }

        text.Append(",\"user_runtime\":")
            .Append(Encoding.UTF8.GetString(runtime.Utf8.Span))
            .Append('}');
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
