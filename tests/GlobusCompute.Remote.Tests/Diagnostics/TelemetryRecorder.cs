using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using GlobusCompute.Remote.Diagnostics;
using Xunit;

namespace GlobusCompute.Remote.Tests.Diagnostics;

/// <summary>Tests that listen, or count what is done while nobody does. Listeners hear the whole process, so these run alone.</summary>
[CollectionDefinition(nameof(TelemetryCollection), DisableParallelization = true)]
public sealed class TelemetryCollection;

/// <summary>Listens to the library's spans and instruments while it lives.</summary>
internal sealed class TelemetryRecorder : IDisposable
{
    private readonly ActivityListener? _activities;
    private readonly MeterListener? _meters;

    public TelemetryRecorder(bool spans = true, bool meters = true, ActivitySamplingResult sampling = ActivitySamplingResult.AllDataAndRecorded)
    {
        if (spans)
        {
            _activities = new ActivityListener
            {
                ShouldListenTo = static source => source.Name == ComputeTelemetry.SourceName,
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => sampling,
                ActivityStopped = Spans.Enqueue,
            };
            ActivitySource.AddActivityListener(_activities);
        }

        if (meters)
        {
            _meters = new MeterListener
            {
                InstrumentPublished = static (instrument, listener) =>
                {
                    if (instrument.Meter.Name == ComputeTelemetry.MeterName)
                    {
                        listener.EnableMeasurementEvents(instrument);
                    }
                },
            };
            _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
            _meters.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
            _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
            _meters.Start();
        }
    }

    /// <summary>Ended spans in the order of their ends.</summary>
    public ConcurrentQueue<Activity> Spans { get; } = new();

    public ConcurrentQueue<Measured> Measurements { get; } = new();

    public Activity Span(string name) => Assert.Single(Spans, span => span.OperationName.StartsWith(name + " ", StringComparison.Ordinal));

    public IEnumerable<Measured> Of(Instrument instrument) => Measurements.Where(measured => measured.Instrument == instrument.Name);

    public void Observe() => _meters!.RecordObservableInstruments();

    public void Dispose()
    {
        _activities?.Dispose();
        _meters?.Dispose();
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        Measurements.Enqueue(new Measured(instrument.Name, value, tags.ToArray().ToDictionary(static tag => tag.Key, static tag => tag.Value)));

    internal sealed record Measured(string Instrument, double Value, IReadOnlyDictionary<string, object?> Tags);
}
