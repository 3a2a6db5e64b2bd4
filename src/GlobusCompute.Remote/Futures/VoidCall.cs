using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Submission;

namespace GlobusCompute.Remote.Futures;

/// <summary>A call whose result is ignored.</summary>
internal sealed class VoidCall : RemoteCall
{
    private readonly ComputeFuture _future;

    public VoidCall(SubmissionTarget? target, FunctionDefinition? function, PackedArguments arguments)
        : base(target, function, arguments) => _future = NewFuture();

    protected override Task Future => _future;

    protected override Type? ResultType => null;

    public ComputeFuture Start(CancellationToken cancellationToken)
    {
        Start(_future, cancellationToken);
        return _future;
    }

    /// <summary>A future of a call that never travels.</summary>
    public static ComputeFuture Ended(Exception? error)
    {
        var call = new VoidCall(null, null, default);
        call.EndAtOnce(call._future, error);
        return call._future;
    }

    protected override void Read(ReadOnlySpan<byte> payload)
    {
        // Any result will do.
    }

    // See ValueCall.
    private ComputeFuture NewFuture()
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            return new ComputeFuture(this);
        }

        using (ExecutionContext.SuppressFlow())
        {
            return new ComputeFuture(this);
        }
    }
}
