using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Serialization;

namespace GlobusCompute.Remote.Futures;

/// <summary>A call whose result is ignored.</summary>
internal sealed class VoidCall : RemoteCall
{
    private readonly ComputeFuture _future;

    public VoidCall(CallTarget target, FunctionDefinition function, PackedArguments arguments)
        : base(target, function, arguments) => _future = FutureScheduler.WithoutContext(this, static call => new ComputeFuture(call));

    protected override Task Future => _future;

    protected override Type? ResultType => null;

    public ComputeFuture Start(CancellationToken cancellationToken)
    {
        Start(_future, cancellationToken);
        return _future;
    }

    protected override void Read(ReadOnlySpan<byte> payload)
    {
        // Any result will do.
    }

    protected override void Forget()
    {
        // Nothing was kept.
    }
}
