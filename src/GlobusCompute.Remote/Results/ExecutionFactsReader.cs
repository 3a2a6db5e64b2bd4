using System.Text.Json;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Wire;

namespace GlobusCompute.Remote.Results;

/// <summary>Reads <c>details</c> and <c>task_statuses</c> (protocol.md §5.3, §8.4) leniently: what is of another shape is not known.</summary>
internal struct ExecutionFactsReader
{
    // Tasks of an endpoint mostly run in one environment: its texts are made once.
    private static volatile WorkerEnvironment s_last = new(null, null, null, null);

    private WorkerEnvironment? _worker;
    private long _start;
    private long _end;
    private long _received;

    private enum Moment
    {
        Other,
        Received,
        Start,
        End,
    }

    public readonly ExecutionFacts Facts => new(_worker, _start, _end, _received);

    /// <summary>Reads the value of <c>details</c>, at whose first token the reader stands.</summary>
    public void ReadDetails(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        var last = s_last;
        string? python = null, sdk = null, dill = null, os = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.Is("python_version"u8))
            {
                python = Text(ref reader, last.PythonVersion);
            }
            else if (reader.Is("globus_compute_sdk_version"u8))
            {
                sdk = Text(ref reader, last.SdkVersion);
            }
            else if (reader.Is("dill_version"u8))
            {
                dill = Text(ref reader, last.DillVersion);
            }
            else if (reader.Is("os"u8))
            {
                os = Text(ref reader, last.OperatingSystem);
            }
            else if (reader.Is("task_transitions"u8))
            {
                ReadTransitions(ref reader);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        if (python is null && sdk is null && dill is null && os is null)
        {
            return;
        }

        _worker = ReferenceEquals(python, last.PythonVersion) && ReferenceEquals(sdk, last.SdkVersion)
            && ReferenceEquals(dill, last.DillVersion) && ReferenceEquals(os, last.OperatingSystem)
            ? last
            : s_last = new WorkerEnvironment(python, sdk, dill, os);
    }

    /// <summary>Reads the value of <c>task_statuses</c>, at whose first token the reader stands.</summary>
    public void ReadStatuses(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                ReadStatus(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void ReadStatus(ref Utf8JsonReader reader)
    {
        long time = 0;
        var state = Moment.Other;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.Is("timestamp"u8))
            {
                reader.Read();
                time = reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var value) ? value : 0;
                reader.Skip();
            }
            else if (reader.Is("state"u8))
            {
                reader.Read();
                state = MomentOf(ref reader);
                reader.Skip();
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        Set(state, time);
    }

    // Over REST: seconds as floats, by state.
    private void ReadTransitions(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var state = MomentOf(ref reader);
            reader.Read();
            if (reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out var seconds) && Math.Abs(seconds) < 9_000_000_000)
            {
                Set(state, (long)(seconds * 1_000_000_000));
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void Set(Moment moment, long time)
    {
        switch (moment)
        {
            case Moment.Received:
                _received = time;
                break;
            case Moment.Start:
                _start = time;
                break;
            case Moment.End:
                _end = time;
                break;
        }
    }

    private static Moment MomentOf(ref Utf8JsonReader reader) =>
        reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName) ? Moment.Other
        : reader.Is("execution-start"u8) ? Moment.Start
        : reader.Is("execution-end"u8) ? Moment.End
        : reader.Is("received"u8) ? Moment.Received
        : Moment.Other;

    private static string? Text(ref Utf8JsonReader reader, string? last)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return null;
        }

        try
        {
            return last is not null && reader.ValueTextEquals(last) ? last : reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null; // Half of a surrogate pair.
        }
    }
}
