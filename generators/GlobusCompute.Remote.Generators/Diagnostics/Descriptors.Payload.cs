using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Diagnostics;

/// <content>Rules about the formats of arguments and results.</content>
internal static partial class Descriptors
{
    // A class of its own, so that its fields are there when the list of all is made.
    internal static class Payload
    {
        public static readonly DiagnosticDescriptor JsonCannotCarry = Error(
            "GCR040",
            "A parameter that JSON cannot carry",
            "{0}: the parameter '{1}' of type {2} {3}");

        public static readonly DiagnosticDescriptor InvalidPayload = Error(
            "GCR041",
            "[ComputePayload] that cannot be used",
            "{0}: {1}");
    }
}
