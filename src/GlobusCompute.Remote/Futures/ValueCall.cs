using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Futures;

/// <summary>A call whose result has a value.</summary>
internal class ValueCall<T> : RemoteCall
{
    private readonly PayloadRules _rules;
    private readonly bool _allowNull;
    private readonly ComputeFuture<T> _future;
    private T _value = default!;

    public ValueCall(CallTarget target, FunctionDefinition function, PackedArguments arguments, PayloadRules rules, bool allowNull)
        : base(target, function, arguments)
    {
        _rules = rules;
        _allowNull = allowNull;
        _future = FutureScheduler.WithoutContext(this, static call => new ComputeFuture<T>(call));
    }

    protected override Task Future => _future;

    protected override Type? ResultType => typeof(T);

    public ComputeFuture<T> Start(CancellationToken cancellationToken)
    {
        Start(_future, cancellationToken);
        return _future;
    }

    /// <summary>Starts with a time limit in place of that of its method and executor; null for none.</summary>
    public ComputeFuture<T> Start(TimeSpan? timeout, CancellationToken cancellationToken)
    {
        Start(_future, timeout, cancellationToken);
        return _future;
    }

    public T GetResult()
    {
        ThrowIfFailed();
        return _value;
    }

    protected sealed override void Read(ReadOnlySpan<byte> payload) => _value = ReadValue(payload, _rules, _allowNull);

    protected sealed override void Forget() => _value = default!;

    /// <summary>Reads the result.</summary>
    protected virtual T ReadValue(ReadOnlySpan<byte> payload, PayloadRules rules, bool allowNull) => ResultReader.Read<T>(payload, rules, allowNull);
}
