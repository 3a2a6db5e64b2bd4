using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Results;
using Xunit;

namespace GlobusCompute.Remote.Tests.Results;

public sealed class OutcomeChunkTests
{
    [Fact]
    public void Outcomes_are_begun_in_order_and_what_is_not_begun_can_be_taken_back()
    {
        var chunk = new OutcomeChunk();
        var calls = Fill(chunk, 5);

        Assert.True(chunk.TryNext(out var first));
        Assert.True(chunk.TryNext(out var second));
        Assert.Equal(3, chunk.Left);

        Assert.Equal(calls[2..], chunk.TakeLeft().ToArray().Select(static outcome => outcome.Call));
        Assert.Equal(calls[..2], [first.Call, second.Call]);
        Assert.False(chunk.TryNext(out _));
        Assert.Equal(0, chunk.Left);
        Assert.Equal(calls[..2], chunk.Calls);
        Assert.True(chunk.TakeLeft().IsEmpty);
    }

    [Fact]
    public void A_chunk_takes_a_first_outcome_of_any_size_and_then_only_so_many_bytes_and_outcomes()
    {
        var chunk = new OutcomeChunk();
        Assert.True(chunk.HasRoom);
        chunk.Add(Outcome(new byte[OutcomeChunk.MostBytes + 1]));
        Assert.False(chunk.HasRoom);

        chunk.Clear();
        Fill(chunk, OutcomeChunk.MostOutcomes - 1);
        Assert.True(chunk.HasRoom);
        Fill(chunk, 1);
        Assert.False(chunk.HasRoom);
    }

    [Fact]
    public async Task Each_outcome_is_got_once_when_it_is_taken_back_while_its_reader_goes_on()
    {
        for (var round = 0; round < 2_000; round++)
        {
            var chunk = new OutcomeChunk();
            var calls = Fill(chunk, 8);
            var got = new ConcurrentQueue<RemoteCall>();
            await Task.WhenAll(
                Task.Run(() =>
                {
                    while (chunk.TryNext(out var outcome))
                    {
                        got.Enqueue(outcome.Call);
                    }
                }),
                Task.Run(() =>
                {
                    foreach (var outcome in chunk.TakeLeft())
                    {
                        got.Enqueue(outcome.Call);
                    }
                }));

            Assert.Equal(calls.Count, got.Count);
            Assert.Equal(calls.ToHashSet(), got.ToHashSet());
        }
    }

    [Fact]
    public void What_was_taken_back_is_not_kept_alive_by_the_chunk_that_had_it()
    {
        var chunk = new OutcomeChunk();
        var call = FillAndTakeBack(chunk);

        chunk.Clear();

        GC.Collect();
        Assert.False(call.IsAlive);
        GC.KeepAlive(chunk);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference FillAndTakeBack(OutcomeChunk chunk)
    {
        var calls = Fill(chunk, 3);
        Assert.True(chunk.TryNext(out _));
        Assert.Equal(2, chunk.TakeLeft().Length);
        return new WeakReference(calls[2]);
    }

    private static List<RemoteCall> Fill(OutcomeChunk chunk, int count)
    {
        var calls = new List<RemoteCall>();
        for (var i = 0; i < count; i++)
        {
            var outcome = Outcome([1]);
            calls.Add(outcome.Call);
            chunk.Add(outcome);
        }

        return calls;
    }

    private static HeldOutcome Outcome(byte[] text)
    {
        var call = new VoidCall(TestCalls.NoTarget, TestCalls.Pinned(), default);
        Assert.True(call.TryBeginReading());
        return new HeldOutcome { Call = call, Text = HeldBytes.Copy(text, isEscaped: false, isShared: true) };
    }
}
