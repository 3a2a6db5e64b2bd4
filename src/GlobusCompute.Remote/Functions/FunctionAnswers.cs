using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Formats;
using GlobusCompute.Remote.Wire;

namespace GlobusCompute.Remote.Functions;

/// <summary>Reads what the service says of a registered function.</summary>
internal static class FunctionAnswers
{
    /// <param name="answer">The answer.</param>
    /// <param name="functionId">The function that was requested.</param>
    public static ComputeFunctionInfo Read(FunctionAnswer answer, Guid functionId) => new()
    {
        FunctionId = answer.FunctionUuid ?? functionId,
        Name = answer.FunctionName,
        Description = answer.Description,
        Code = answer.FunctionCode,
        Source = SourceIn(answer.FunctionCode),
        PythonVersion = answer.Metadata?.PythonVersion,
        SdkVersion = answer.Metadata?.SdkVersion,
    };

    // One packed buffer of the plain text strategy: name, colon, source.
    private static string? SourceIn(string? code)
    {
        if (code is null)
        {
            return null;
        }

        try
        {
            return PackedBuffers.Unpack(code) is [var buffer] && buffer.StartsWith($"{FunctionCode.Identifier}\n", StringComparison.Ordinal)
                && buffer.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
                ? buffer[(colon + 1)..]
                : null;
        }
        catch (PayloadException)
        {
            // Other clients may have registered anything; it is shown as it is.
            return null;
        }
    }
}
