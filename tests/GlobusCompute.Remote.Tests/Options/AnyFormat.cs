using System.Buffers;
using GlobusCompute.Remote.Serialization;

namespace GlobusCompute.Remote.Tests.Options;

/// <summary>A format for tests that only pass one on.</summary>
internal sealed class AnyFormat : ComputeFormat
{
    public override void Write<T>(IBufferWriter<byte> output, T value) => throw new NotSupportedException();

    public override T Read<T>(ReadOnlyMemory<byte> data, ComputeFormatBudget budget) => throw new NotSupportedException();
}
