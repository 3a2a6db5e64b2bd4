using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Serialization;

namespace GlobusCompute.Remote.Futures;

/// <summary>A call whose result has a value.</summary>
internal class ValueCall<T> : RemoteCall
{
    private readonly ComputeJson _json;
    private readonly bool _allowNull;
    private readonly ComputeFuture<T> _future;
    private T _value = default!;

    public ValueCall(CallTarget target, FunctionDefinition function, PackedArguments arguments, ComputeJson json, bool allowNull)
        : base(target, function, arguments)
    {
        _json = json;
        _allowNull = allowNull;
        _future = FutureScheduler.WithoutContext(this, static call => new ComputeFuture<T>(call));
    }

    protected override Task Future => _future;

    protected override Type ResultType => typeof(T);

    public ComputeFuture<T> Start(CancellationToken cancellationToken)
    {
        Start(_future, cancellationToken);
        return _future;
    }

    public T GetResult()
    {
        ThrowIfFailed();
        return _value;
    }

    protected sealed override void Read(ReadOnlySpan<byte> payload) => _value = ReadValue(payload, _json, _allowNull);

    /// <summary>Reads the result.</summary>
    protected virtual T ReadValue(ReadOnlySpan<byte> payload, ComputeJson json, bool allowNull) => ResultReader.Read<T>(payload, json, allowNull);
}
