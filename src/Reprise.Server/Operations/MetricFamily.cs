using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace Reprise.Server.Operations;

/// <summary>All series of one instrument. Thread-safe; at most <see cref="MaxSeries"/> series, the rest is summed in one labelled <c>overflow</c>.</summary>
internal sealed class MetricFamily
{
    /// <summary>Series of one instrument.</summary>
    public const int MaxSeries = 2000;

    private static readonly IReadOnlyList<double> DefaultBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly ConcurrentDictionary<string, Series> _series = new(StringComparer.Ordinal);
    private readonly string _help;
    private readonly string _type;
    private readonly bool _isTotal;
    private readonly IReadOnlyList<double> _bounds = [];

    public MetricFamily(Instrument instrument)
    {
        _help = instrument.Description ?? instrument.Name;
        var kind = instrument.GetType().Name.Split('`')[0];
        _type = kind switch
        {
            "Histogram" => "histogram",
            "Counter" or "ObservableCounter" => "counter",
            _ => "gauge",
        };
        IsObserved = instrument.IsObservable;
        _isTotal = IsObserved || kind == "Gauge";
        Name = NameOf(instrument);
        if (_type == "histogram")
        {
            _bounds = instrument switch
            {
                Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds } => bounds,
                Histogram<int> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(bound => (double)bound)],
                _ => DefaultBounds,
            };
        }
    }

    /// <summary>Name in the text, with unit and kind as Prometheus wants them at its end.</summary>
    public string Name { get; }

    /// <summary>Whether the values are asked for when they are read.</summary>
    public bool IsObserved { get; }

    /// <summary>Takes one measurement.</summary>
    public void Add(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = MetricLabels.Of(tags);
        if (!_series.TryGetValue(labels, out var series))
        {
            series = _series.GetOrAdd(_series.Count < MaxSeries ? labels : "overflow=\"true\"", static (_, bounds) => new Series(bounds), _bounds);
        }

        series.Add(value, _isTotal, _bounds);
    }

    /// <summary>Forgets what was observed, before it is asked for again.</summary>
    public void Clear() => _series.Clear();

    /// <summary>Writes header and samples; nothing while there are none.</summary>
    public void Write(StringBuilder text)
    {
        if (_series.IsEmpty)
        {
            return;
        }

        text.Header(Name, _help, _type);
        foreach (var (labels, series) in _series.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            series.Write(text, Name, labels, _bounds);
        }
    }

    // Prometheus keeps the ending _count for histograms.
    private string NameOf(Instrument instrument)
    {
        var name = instrument.Name.EndsWith(".count", StringComparison.Ordinal) ? instrument.Name[..^".count".Length] + "s" : instrument.Name;
        var unit = instrument.Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            _ => "",
        };
        return PrometheusText.Name(name) + unit + (_type == "counter" ? "_total" : "");
    }

    private sealed class Series(IReadOnlyList<double> bounds)
    {
        private readonly Lock _gate = new();
        private readonly long[] _counts = new long[bounds.Count + 1];
        private double _sum;

        public void Add(double value, bool isTotal, IReadOnlyList<double> bounds)
        {
            var bucket = 0;
            while (bucket < bounds.Count && value > bounds[bucket])
            {
                bucket++;
            }

            lock (_gate)
            {
                _counts[bucket]++;
                _sum = isTotal ? value : _sum + value;
            }
        }

        public void Write(StringBuilder text, string name, string labels, IReadOnlyList<double> bounds)
        {
            long[] counts;
            double sum;
            lock (_gate)
            {
                (counts, sum) = ([.. _counts], _sum);
            }

            if (bounds.Count == 0)
            {
                text.Sample(name, labels, sum);
                return;
            }

            var before = labels.Length > 0 ? labels + "," : "";
            long below = 0;
            for (var i = 0; i < counts.Length; i++)
            {
                below += counts[i];
                text.Sample(name + "_bucket", before + PrometheusText.Label("le", PrometheusText.Number(i < bounds.Count ? bounds[i] : double.PositiveInfinity)), below);
            }

            text.Sample(name + "_sum", labels, sum).Sample(name + "_count", labels, below);
        }
    }
}
