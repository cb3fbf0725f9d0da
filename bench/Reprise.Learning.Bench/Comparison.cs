using System.Globalization;
using System.Text.Json;

namespace Reprise.Learning.Bench;

/// <summary>Runs works and peers in turn, takes medians and prints them as a table or as JSON.</summary>
internal sealed class Comparison(string root, IReadOnlyList<IWork> works)
{
    private bool _json, _cpu, _list;
    private string _only = "";
    private int _rounds = 3;

    public int Run(ReadOnlySpan<string> args)
    {
        if (!TryParse(args))
        {
            Console.Error.WriteLine("compare: the switches are --json, --only WORK, --rounds N (at least 1), --cpu and --list");
            return 2;
        }

        List<IWork> chosen = [.. works.Where(work => work.Name == _only)];
        chosen = chosen.Count > 0 ? chosen : [.. works.Where(work => work.Name.StartsWith(_only, StringComparison.Ordinal))];
        if (chosen.Count == 0)
        {
            Console.Error.WriteLine($"compare: there is no work '{_only}'; there are {string.Join(", ", works.Select(work => work.Name))}");
            return 2;
        }

        if (_list)
        {
            chosen.ForEach(work => Console.WriteLine(work.Name));
            return 0;
        }

        BenchData.Root = root;
        BenchData.Prepare();
        List<ComparisonRow> rows = [.. chosen.SelectMany(Compare)];
        Console.WriteLine(_json ? JsonSerializer.Serialize(rows, WorkLog.Json) : Table(rows));
        return rows.Count > 0 ? 0 : 1;
    }

    private bool TryParse(ReadOnlySpan<string> args)
    {
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--json":
                    _json = true;
                    break;
                case "--cpu":
                    _cpu = true;
                    break;
                case "--list":
                    _list = true;
                    break;
                case "--only" when i + 1 < args.Length:
                    _only = args[++i];
                    break;
                case "--rounds" when i + 1 < args.Length && int.TryParse(args[i + 1], CultureInfo.InvariantCulture, out _rounds) && _rounds > 0:
                    i++;
                    break;
                default:
                    return false;
            }
        }

        return true;
    }

    private IEnumerable<ComparisonRow> Compare(IWork work)
    {
        var program = Environment.ProcessPath!;
        var python = Environment.GetEnvironmentVariable("PYTHON") is { Length: > 0 } given ? given : "/usr/bin/python3";
        string[] scripts = [.. Directory.GetFiles(Path.Combine(root, "bench", "peers"), $"{work.Name}.*.py").Order(StringComparer.Ordinal)];
        var peers = scripts.ToDictionary(script => Path.GetFileName(script)[(work.Name.Length + 1)..^3], _ => new List<Measurement>());
        var ours = new List<Measurement>();
        if (scripts.Length == 0)
        {
            Console.Error.WriteLine($"compare: {work.Name} has no peer in bench/peers; only Reprise is measured");
        }

        for (var round = 1; round <= _rounds; round++)
        {
            Console.Error.WriteLine($"compare: {work.Name}, round {round} of {_rounds}");
            ours.AddRange(ChildProcess.Measure(program, ["work", root, work.Name], $"Reprise for {work.Name}"));
            foreach (var script in scripts)
            {
                var peer = Path.GetFileName(script)[(work.Name.Length + 1)..^3];
                if (round == 1 || peers[peer].Count > 0)
                {
                    peers[peer].AddRange(ChildProcess.Measure(python, [script], $"{peer} for {work.Name}"));
                }
            }
        }

        foreach (var part in ours.Select(measurement => measurement.Part).Distinct())
        {
            foreach (var (peer, measured) in scripts.Length > 0 ? peers : new() { [""] = [] })
            {
                yield return Row(part.Length == 0 ? work.Name : $"{work.Name}-{part}", Of(ours, part), peer, Of(measured, part));
            }
        }
    }

    private static List<Measurement> Of(List<Measurement> measured, string part) => [.. measured.Where(measurement => measurement.Part == part)];

    private ComparisonRow Row(string work, List<Measurement> ours, string peer, List<Measurement> theirs)
    {
        var (oursS, peerS) = (Median(ours, Seconds)!.Value, Median(theirs, Seconds));
        if (peerS is null && peer.Length > 0)
        {
            Console.Error.WriteLine($"compare: {peer} has no measurement of {work}");
        }

        return new ComparisonRow(
            work,
            oursS,
            peer.Length > 0 ? peer : null,
            peerS,
            peerS / oursS,
            Median(ours, measurement => measurement.PeakMb)!.Value,
            Median(theirs, measurement => measurement.PeakMb),
            Median(ours, measurement => measurement.Score),
            Median(theirs, measurement => measurement.Score));
    }

    private double? Seconds(Measurement measurement) => _cpu ? measurement.CpuS : measurement.WallS;

    private static double? Median(List<Measurement> measured, Func<Measurement, double?> value)
    {
        double[] values = [.. measured.Select(value).OfType<double>()];
        return values.Length == 0 ? null : WorkLog.MedianOf(values);
    }

    private static string Table(List<ComparisonRow> rows)
    {
        string[][] cells =
        [
            ["work", "ours s", "peer", "peer s", "ratio", "ours MB", "peer MB", "ours score", "peer score"],
            .. rows.Select(row => (string[])[row.Work, Text(row.OursS), row.Peer ?? "-", Text(row.PeerS), Text(row.Ratio), Text(row.OursMb), Text(row.PeerMb), Text(row.OursScore), Text(row.PeerScore)]),
        ];
        int[] widths = [.. Enumerable.Range(0, cells[0].Length).Select(column => cells.Max(line => line[column].Length))];
        return string.Join('\n', cells.Select(line => string.Join("  ", line.Select((cell, column) => column is 0 or 2 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column])))));
    }

    private static string Text(double? value) => value is { } number ? number.ToString("G4", CultureInfo.InvariantCulture) : "-";
}
