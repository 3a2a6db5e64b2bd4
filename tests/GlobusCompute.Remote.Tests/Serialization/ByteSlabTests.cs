using System.Collections.Concurrent;
using GlobusCompute.Remote.Serialization;
using Xunit;

namespace GlobusCompute.Remote.Tests.Serialization;

public sealed class ByteSlabTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(ByteSlab.LongestText)]
    [InlineData(ByteSlab.LongestText + 1)]
    public void Arguments_of_any_length_are_kept_until_they_are_given_back(int length)
    {
        var text = Enumerable.Range(0, length).Select(static i => (byte)i).ToArray();
        var packed = PackedArguments.CopyOf(text);

        Assert.Equal(length, packed.Length);
        Assert.Equal(text, packed.Memory.ToArray());
        packed.Separate();
        Assert.Equal(text, packed.Memory.ToArray());
        packed.Return();
        packed.Return();
        Assert.Equal(length, packed.Length);
    }

    // Some threads write, others check and give back: a slab that ended early would be written over by a later one.
    [Fact]
    public async Task A_text_stays_as_it_is_until_it_is_given_back_by_any_thread()
    {
        var written = new BlockingCollection<(PackedArguments Arguments, byte Value)>(boundedCapacity: 500);
        var writing = Task.WhenAll(Enumerable.Range(1, 3).Select(seed => Task.Run(() =>
        {
            var random = new Random(seed);
            for (var i = 0; i < 10_000; i++)
            {
                var value = (byte)random.Next(256);
                var text = new byte[random.Next(1, 300)];
                text.AsSpan().Fill(value);
                written.Add((PackedArguments.CopyOf(text), value));
            }
        })));
        var checking = Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            foreach (var (arguments, value) in written.GetConsumingEnumerable())
            {
                var packed = arguments;
                Assert.Equal(-1, packed.Memory.Span.IndexOfAnyExcept(value));
                packed.Return();
            }
        })));

        await writing;
        written.CompleteAdding();
        await checking;
    }
}
