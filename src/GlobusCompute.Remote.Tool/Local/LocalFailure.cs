using System.Net.Sockets;
using GlobusCompute.Remote.LocalService;
using Microsoft.AspNetCore.Connections;

namespace GlobusCompute.Remote.Tool.Local;

/// <summary>What an exception means to who typed the command: an exit code and a sentence.</summary>
internal static class LocalFailure
{
    private const string PythonOption = $"{nameof(LocalComputeServiceOptions)}.{nameof(LocalComputeServiceOptions.Python)}";

    public static (int Code, string Message) Describe(Exception exception, int port, string brokerSource) => exception switch
    {
        BadOptionException => (ExitCodes.BadOptions, exception.Message),
        // The library's messages name its options; here they have other names.
        PythonNotFoundException or PythonWorkerException => (ExitCodes.NoPython, exception.Message.Replace(PythonOption, "--python", StringComparison.Ordinal)),
        BrokerConnectionException => (ExitCodes.BrokerUnreachable, $"{brokerSource}: {exception.Message}"),
        IOException { InnerException: AddressInUseException } =>
            (ExitCodes.CannotListen, $"port {port} on 127.0.0.1 is in use; choose another one with --port, or omit it for a free one."),
        SocketException => (
            ExitCodes.CannotListen,
            $"cannot listen on port {port} of 127.0.0.1 ({exception.Message}); choose another one with --port, or omit it for a free one."),
        IOException or UnauthorizedAccessException => (ExitCodes.Failed, exception.Message),
        _ => (ExitCodes.Failed, $"unexpected failure: {exception}"),
    };
}
