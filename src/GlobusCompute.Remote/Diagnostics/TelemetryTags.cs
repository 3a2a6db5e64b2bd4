namespace GlobusCompute.Remote.Diagnostics;

/// <summary>All attributes of spans and measurements. Their values are ids, counts, sizes and names of types.</summary>
internal static class TelemetryTags
{
    public const string FunctionName = "globus_compute.function.name";
    public const string FunctionId = "globus_compute.function.id";
    public const string EndpointId = "globus_compute.endpoint.id";
    public const string TaskId = "globus_compute.task.id";
    public const string TaskGroupId = "globus_compute.task_group.id";
    public const string RequestId = "globus_compute.request.id";
    public const string Attempts = "globus_compute.attempts";
    public const string ArgumentsSize = "globus_compute.arguments.size";
    public const string ResultSize = "globus_compute.result.size";
    public const string Outcome = "globus_compute.outcome";
    public const string DeliveryMode = "globus_compute.delivery.mode";
    public const string Stage = "globus_compute.stage";
    public const string RequestKind = "globus_compute.request.kind";
    public const string RemoteErrorType = "globus_compute.remote_error.type";
    public const string WorkerPython = "globus_compute.worker.python_version";
    public const string WorkerSdk = "globus_compute.worker.sdk_version";
    // The conventions of OpenTelemetry for remote calls and for messages.
    public const string RpcSystem = "rpc.system.name";
    public const string RpcMethod = "rpc.method";
    public const string ServerAddress = "server.address";
    public const string ServerPort = "server.port";
    public const string MessagingSystem = "messaging.system";
    public const string MessagingOperation = "messaging.operation.name";
    public const string MessagingOperationType = "messaging.operation.type";
    public const string MessagingDestination = "messaging.destination.name";
    public const string MessageId = "messaging.message.id";
    public const string ErrorType = "error.type";
    public const string Direction = "network.io.direction";
}
