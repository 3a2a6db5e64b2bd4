using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using GlobusCompute.Remote.Filters;
using GlobusCompute.Remote.Journal;
using GlobusCompute.Remote.Locking;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Settings;
using GlobusCompute.Remote.Tests.Filters;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlobusCompute.Remote.Tests.Options;

/// <summary>Options whose properties all have values that are not the defaults.</summary>
internal static class FilledOptions
{
    public static object Create(Type type)
    {
        var options = Activator.CreateInstance(type)!;
        foreach (var property in type.GetProperties())
        {
            property.SetValue(options, Other(property.PropertyType, property.GetValue(options)));
        }

        return options;
    }

    /// <summary>Whether an app that keeps such a value can change it.</summary>
    public static bool IsMutable(Type type) =>
        type == typeof(JsonObject) || type == typeof(ComputeUserRuntime) || type == typeof(RequestBudgetOptions) || type == typeof(ComputePayloadOptions)
        || type == typeof(IReadOnlyList<string>) || type == typeof(IList<IComputeCallFilter>);

    /// <summary>Writes a value so that equal ones give equal text.</summary>
    public static string Text(object? value) => value switch
    {
        null => "null",
        JsonObject json => json.ToJsonString(),
        IReadOnlyList<string> texts => string.Join(' ', texts),
        _ when IsMutable(value.GetType()) => string.Join(' ', value.GetType().GetProperties().Select(p => $"{p.Name}={Text(p.GetValue(value))}")),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        System.Collections.ICollection items => $"{items.Count} items",
        string or bool or Uri or Version => value.ToString()!,
        _ => $"object {RuntimeHelpers.GetHashCode(value)}",
    };

    private static object Other(Type type, object? value)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        return bare.IsEnum ? Enum.GetValues(bare).Cast<object>().Last()
            : bare == typeof(bool) ? !(bool)value!
            : bare == typeof(int) ? 1234
            : bare == typeof(long) ? 12345L
            : bare == typeof(string) ? "text"
            : bare == typeof(Guid) ? Guid.NewGuid()
            : bare == typeof(TimeSpan) ? TimeSpan.FromHours(77)
            : bare == typeof(Uri) ? new Uri("https://example.org/")
            : bare == typeof(Version) ? new Version(3, 12, 1)
            : bare == typeof(IReadOnlyList<string>) ? new List<string> { "a.B" }
            : bare == typeof(IReadOnlyList<PythonClassConverter>) ? new[] { PythonClassConverter.Create("a.B", static _ => new OptionsTests()) }
            : bare == typeof(IReadOnlyList<ComputePayloadStrategy>) ? new ComputePayloadStrategy[1]
            : bare == typeof(IReadOnlyList<ComputeFormat>) ? new ComputeFormat[] { new AnyFormat() }
            : bare == typeof(ComputeFormat) ? new AnyFormat()
            : bare == typeof(IList<IComputeCallFilter>) ? new List<IComputeCallFilter> { AnyFilter.Through }
            : bare == typeof(JsonObject) ? new JsonObject { ["a"] = 1 }
            : bare == typeof(ComputeUserRuntime) || bare == typeof(RequestBudgetOptions) || bare == typeof(ComputePayloadOptions) ? Create(bare)
            : bare == typeof(IProgress<ComputeProgress>) ? new Progress<ComputeProgress>()
            : bare == typeof(IJsonTypeInfoResolver) ? new DefaultJsonTypeInfoResolver()
            : bare == typeof(TimeProvider) ? new ManualTimeProvider()
            : bare == typeof(IComputeCredential) ? new ComputeAccessTokenCredential("token")
            : bare == typeof(HttpMessageHandler) ? new HttpClientHandler()
            : bare == typeof(IWebProxy) ? new WebProxy("http://127.0.0.1:3128")
            : bare == typeof(X509Certificate2Collection) ? new X509Certificate2Collection(NetworkOptionsTests.Authority)
            : bare == typeof(ILoggerFactory) ? new NullLoggerFactory()
            : bare == typeof(ComputeJournal) ? RuntimeHelpers.GetUninitializedObject(bare)
            : bare == typeof(Action<ComputeLockFile>) ? new Action<ComputeLockFile>(static _ => { })
            : throw new ArgumentException($"What is another value of {type}?");
    }
}
