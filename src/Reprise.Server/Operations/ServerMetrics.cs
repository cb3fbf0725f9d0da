using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;
using Reprise.Tracking.Client;
using Reprise.Tracking.Operations;

namespace Reprise.Server.Operations;

/// <summary>
/// Listens to what this server, its store and the runtime measure, and writes it as Prometheus reads it. Other servers in the same process are not heard:
/// meters are told apart by their scope. Thread-safe.
/// </summary>
internal sealed class ServerMetrics : IDisposable
{
    private static readonly HashSet<string> Requests = new(StringComparer.Ordinal) { "http.server.request.duration", "http.server.active_requests" };

    private static readonly HashSet<string> Runtime = new(StringComparer.Ordinal)
    {
        "dotnet.process.memory.working_set", "dotnet.process.cpu.time", "dotnet.gc.collections", "dotnet.gc.heap.total_allocated", "dotnet.gc.pause.time",
        "dotnet.gc.last_collection.heap.size", "dotnet.thread_pool.thread.count", "dotnet.thread_pool.queue.length", "dotnet.monitor.lock_contentions",
    };

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<Instrument, MetricFamily> _families = new();
    private readonly Lock _gate = new();
    private readonly object _requestScope;
    private readonly object? _storeScope;

    /// <param name="meters">The factory of the server's services, which makes the meters of its requests.</param>
    /// <param name="tracking">The store, when it is in this process.</param>
    public ServerMetrics(IMeterFactory meters, LocalTrackingClient? tracking)
    {
        _requestScope = meters;
        _storeScope = tracking?.Meter;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (IsOurs(instrument))
            {
                listener.EnableMeasurementEvents(instrument, _families.GetOrAdd(instrument, static made => new MetricFamily(made)));
            }
        };
        _listener.MeasurementsCompleted = (instrument, _) => _families.TryRemove(instrument, out var _);
        _listener.SetMeasurementEventCallback<int>((_, value, tags, family) => Add(family, value, tags));
        _listener.SetMeasurementEventCallback<long>((_, value, tags, family) => Add(family, value, tags));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, family) => Add(family, value, tags));
        _listener.Start();
    }

    /// <summary>Everything measured, ordered by name.</summary>
    public void Write(StringBuilder text)
    {
        lock (_gate)
        {
            foreach (var family in _families.Values.Where(family => family.IsObserved))
            {
                family.Clear();
            }

            _listener.RecordObservableInstruments();
            foreach (var family in _families.Values.OrderBy(family => family.Name, StringComparer.Ordinal))
            {
                family.Write(text);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private static void Add(object? family, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) => ((MetricFamily)family!).Add(value, tags);

    private bool IsOurs(Instrument instrument) => instrument.Meter.Name switch
    {
        "Microsoft.AspNetCore.Hosting" => ReferenceEquals(instrument.Meter.Scope, _requestScope) && Requests.Contains(instrument.Name),
        StoreMeter.Name => _storeScope is not null && ReferenceEquals(instrument.Meter.Scope, _storeScope),
        "System.Runtime" => Runtime.Contains(instrument.Name),
        _ => false,
    };
}
