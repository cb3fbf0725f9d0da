using System.Globalization;
using Reprise.Autolog.Runs;
using Reprise.Autolog.Steps;
using Reprise.Core.Errors;
using Reprise.Core.Tables;
using Reprise.Data.Csv;
using Reprise.Data.Datasets;
using Reprise.Flows.Promotions;
using Reprise.Learning.Estimators;
using Reprise.Learning.Guards;
using Reprise.Learning.Metrics;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Selection;
using Reprise.Learning.Selection.Searches;
using Reprise.Tracking;
using Reprise.Tracking.Client;
using Reprise.Tracking.Runs;

namespace TurkishMusic.Leaderboards;

/// <summary>
/// Measures every entrant alike: in each outer fold an inner search chooses on the training rows, the choice predicts the test rows. Equal and nearly equal
/// clips stay in one fold, inside and outside.
/// </summary>
public sealed class LeaderboardRun(ITrackingClient tracking, LeaderboardOptions options, TimeProvider time)
{
    /// <summary>The experiment the runs are in.</summary>
    public const string Experiment = "turkish-music-leaderboard";

    private const int Resamples = 500;

    /// <summary>Runs all entrants.</summary>
    /// <exception cref="RepriseException">The data cannot be had or breaks its contract, or no entrant has the asked name.</exception>
    public async Task<LeaderboardResult> RunAsync(IProgress<StepProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var entrants = Chosen();
        var clock = new StepClock(time, progress);
        clock.Begin("data", "finding and reading the data set");
        var text = await TurkishMusicDataset.ReadAsync(options.Data ?? DatasetResolverOptions.FromEnvironment(options.Home), cancellationToken).ConfigureAwait(false);
        var report = text.Validate(cancellationToken);
        if (!report.Passed)
        {
            throw new RepriseException(
                ErrorCode.GateFailed, [$"{text.Resolution.Path} breaks its contract in {report.Errors} places:", .. report.Problems.Take(20).Select(problem => problem.ToString())]);
        }

        var data = text.ToData(report);
        clock.End(data.Resolution.Headline);

        clock.Begin("guard", "looking for copies and leaks");
        var near = DuplicateGroups.Near(data.Table.Without(TurkishMusicDataset.Target));
        int[] groups = [.. near.Groups];
        var verdict = new LeakGuard { Splitter = new StratifiedGroupKFold { Folds = options.Folds, ShuffleSeed = (uint)options.Seed } }
            .Check(data.Table, TurkishMusicDataset.Target, groups, cancellationToken);
        clock.End(near.Describe());

        var scheme = string.Create(
            CultureInfo.InvariantCulture,
            $"nested grouped stratified {options.Folds}-fold, {options.Repeats} repeat{(options.Repeats == 1 ? "" : "s")}, seed {options.Seed}; {near.Describe()}; intervals: 95 % bootstrap over clips");
        var parent = await StartAsync(data, scheme, verdict, cancellationToken).ConfigureAwait(false);
        await using (parent.ConfigureAwait(false))
        {
            var rated = new List<(LeaderboardEntry Entry, IReadOnlyList<ClassificationOutcome> Repeats)>();
            foreach (var entrant in entrants)
            {
                rated.Add(await EnterAsync(clock, parent, entrant, data.Table, groups, cancellationToken).ConfigureAwait(false));
            }

            rated.Sort((a, b) => b.Entry.Accuracy.Value.CompareTo(a.Entry.Accuracy.Value));
            LeaderboardEntry[] entries = [.. rated.Select(entry => entry.Entry)];
            verdict = WithLuck(verdict, rated, cancellationToken);
            await parent.LogTextAsync("leaderboard.csv", Csv(entries), cancellationToken).ConfigureAwait(false);
            await parent.LogTextAsync("verdict.txt", verdict.ToText(), cancellationToken).ConfigureAwait(false);
            if (Array.Find(entries, entry => !entry.ChosenOutside) is { } best)
            {
                await parent.LogMetricAsync("best_nested_accuracy", best.Accuracy.Value, cancellationToken: cancellationToken).ConfigureAwait(false);
            }

            await parent.FinishAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            return new LeaderboardResult(
                data.Resolution, scheme, entries, entrants.Where(entrant => !entrant.ChosenOutside).Sum(entrant => entrant.Candidates.Count), verdict, parent.RunId, clock.Seconds);
        }
    }

    /// <summary>Adds what the first owes to luck: whether it beats the second on resampled clips (paired bootstrap), and how far repeats move it.</summary>
    private Verdict WithLuck(
        Verdict verdict, List<(LeaderboardEntry Entry, IReadOnlyList<ClassificationOutcome> Repeats)> rated, CancellationToken cancellationToken)
    {
        if (rated.Count < 2)
        {
            return verdict;
        }

        var (first, second) = (rated[0], rated[1]);
        static double Mean(IReadOnlyList<ClassificationOutcome> repeats, ReadOnlyMemory<int> rows) =>
            repeats.Average(outcome => ClassificationMetric.Accuracy.Compute(outcome.TakeRows(rows.Span)));
        var gap = new Bootstrap { Resamples = Resamples, Seed = options.Seed }.Of(
            first.Repeats[0].Truth.Length, rows => Mean(first.Repeats, rows) - Mean(second.Repeats, rows), cancellationToken);
        var beats = gap.Low > 0;
        var finding = new Finding(
            beats ? Severity.Note : Severity.Warning,
            "first-against-second",
            first.Entry.Name,
            gap.Value,
            string.Create(
                CultureInfo.InvariantCulture,
                $"'{first.Entry.Name}' is {gap.Value:0.000} more accurate than '{second.Entry.Name}', 95 % interval [{gap.Low:0.000}, {gap.High:0.000}]; its repeats differ by {first.Entry.SdOfRepeats:0.000}."),
            beats ? "The order of the first two is no luck of these clips." : "Their order may be luck: choose by cost or by what can be explained.");
        return new Verdict([.. verdict.Findings.Append(finding).OrderByDescending(entry => entry.Severity)], [.. verdict.Checks, finding.Check]);
    }

    private IReadOnlyList<Entrant> Chosen()
    {
        var all = Entrants.All(options.Seed);
        var chosen = options.Only.Count == 0
            ? all
            : [.. all.Where(entrant => options.Only.Any(name => entrant.Name.Contains(name, StringComparison.OrdinalIgnoreCase)))];
        return chosen.Count > 0
            ? chosen
            : throw new RepriseException(
                ErrorCode.InvalidParameterValue,
                $"No entrant is called like '{string.Join("', '", options.Only)}'. There are: {string.Join(", ", all.Select(entrant => entrant.Name))}.");
    }

    private async Task<ActiveRun> StartAsync(TurkishMusicData data, string scheme, Verdict verdict, CancellationToken cancellationToken)
    {
        var experiment = await tracking.Experiments.GetOrCreateAsync(Experiment, cancellationToken).ConfigureAwait(false);
        var run = await tracking.StartRunAsync(
            new NewRun
            {
                ExperimentId = experiment.Id,
                Name = "leaderboard",
                Tags =
                [
                    new(GateTags.DatasetSha256, data.Resolution.Sha256),
                    new(GateTags.DatasetSample, data.Resolution.IsSample ? "true" : "false"),
                    new(GateTags.EvaluationScheme, scheme),
                ],
            },
            time,
            cancellationToken: cancellationToken).ConfigureAwait(false);
        try
        {
            await run.LogDatasetAsync(DatasetRecord.Of(data.Resolution, data.Table), cancellationToken).ConfigureAwait(false);
            await run.LogTextAsync("guard.txt", verdict.ToText(), cancellationToken).ConfigureAwait(false);
            await run.LogTextAsync(EnvironmentRecord.Path, EnvironmentRecord.ToJson(), cancellationToken).ConfigureAwait(false);
            return run;
        }
        catch
        {
            await run.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<(LeaderboardEntry Entry, IReadOnlyList<ClassificationOutcome> Repeats)> EnterAsync(
        StepClock clock, ActiveRun parent, Entrant entrant, Table table, int[] groups, CancellationToken cancellationToken)
    {
        clock.Begin("rate", entrant.Name);
        var start = time.GetUtcNow().ToUnixTimeMilliseconds();
        var data = ClassificationData.Of(table, TurkishMusicDataset.Target, groups, [ClassificationMetric.Accuracy]);
        var chosen = new List<string>();
        var repeats = new List<ClassificationOutcome>();
        for (var repeat = 0; repeat < options.Repeats; repeat++)
        {
            var splitter = new StratifiedGroupKFold { Folds = options.Folds, ShuffleSeed = (uint)(options.Seed + repeat) };
            repeats.Add(Predict(data, splitter, table, train => Choose(entrant, table, groups, train, chosen, cancellationToken), done => clock.At((repeat + done) / options.Repeats), cancellationToken));
        }

        var bootstrap = new Bootstrap { Resamples = Resamples, Seed = options.Seed };
        ConfidenceInterval Interval(ClassificationMetric metric) => bootstrap.Of(
            table.RowCount, rows => repeats.Average(outcome => metric.Compute(outcome.TakeRows(rows.Span))), cancellationToken);
        var (accuracy, f1, area) = (Interval(ClassificationMetric.Accuracy), Interval(ClassificationMetric.F1Macro), Interval(ClassificationMetric.RocAucOvr));
        double[] accuracies = [.. repeats.Select(ClassificationMetric.Accuracy.Compute)];
        var mean = accuracies.Average();
        var spread = Math.Sqrt(accuracies.Average(value => (value - mean) * (value - mean)));
        clock.End(string.Create(CultureInfo.InvariantCulture, $"{entrant.Name}: accuracy {accuracy.Value:0.000} [{accuracy.Low:0.000}, {accuracy.High:0.000}]"));

        var run = await tracking.StartRunAsync(
            new NewRun { ExperimentId = parent.Info.ExperimentId, Name = entrant.Name, StartTime = start, Tags = [new Tag("mlflow.parentRunId", parent.RunId)] }, time, cancellationToken: cancellationToken).ConfigureAwait(false);
        await using (run.ConfigureAwait(false))
        {
            await run.LogParamsAsync(Params(entrant, chosen), cancellationToken).ConfigureAwait(false);
            await run.LogMetricAsync("accuracy", accuracy.Value, cancellationToken: cancellationToken).ConfigureAwait(false);
            await run.LogMetricAsync("accuracy_low", accuracy.Low, cancellationToken: cancellationToken).ConfigureAwait(false);
            await run.LogMetricAsync("accuracy_high", accuracy.High, cancellationToken: cancellationToken).ConfigureAwait(false);
            await run.LogMetricAsync("accuracy_sd_repeats", spread, cancellationToken: cancellationToken).ConfigureAwait(false);
            await run.LogMetricAsync("f1_macro", f1.Value, cancellationToken: cancellationToken).ConfigureAwait(false);
            await run.LogMetricAsync("roc_auc_ovr", area.Value, cancellationToken: cancellationToken).ConfigureAwait(false);
            await run.LogTextAsync("chosen.txt", string.Join("\n", chosen) + "\n", cancellationToken).ConfigureAwait(false);
            await EvaluationLog.LogAsync(run, ConfusionMatrix.Sum(repeats.Select(outcome => outcome.Confusion)), repeats[0], cancellationToken: cancellationToken).ConfigureAwait(false);
            await run.FinishAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        }

        return (new LeaderboardEntry(entrant.Name, entrant.Candidates.Count, accuracy, f1, area, spread, entrant.ChosenOutside, run.RunId), repeats);
    }

    /// <summary>All parameters of a single candidate; of several, how many there were and how often each was chosen.</summary>
    private static IEnumerable<Param> Params(Entrant entrant, List<string> chosen) =>
        entrant.Candidates.Count == 1
            ? EstimatorDescription.Of(entrant.Candidates[0].Estimator).Select(pair => new Param(pair.Key, pair.Value))
            :
            [
                new Param("classifier", entrant.Candidates[0].Estimator.Classifier.GetType().Name),
                new Param("candidates", Text(entrant.Candidates.Count)),
                new Param("chosen", string.Join("; ", chosen.CountBy(choice => choice).OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Key} ({Text(pair.Value)}×)"))),
            ];

    /// <summary>Every row predicted once, by what was chosen and fitted without its fold.</summary>
    private static ClassificationOutcome Predict(
        ClassificationData<ClassifierPipeline, ClassifierPipelineModel> data,
        StratifiedGroupKFold outer,
        Table table,
        Func<int[], ClassifierPipeline> choose,
        Action<double> progress,
        CancellationToken cancellationToken)
    {
        var probabilities = new Reprise.Core.Matrices.Matrix(table.RowCount, data.Classes.Count);
        var folds = outer.Split(data.Rows);
        for (var i = 0; i < folds.Count; i++)
        {
            var (train, test) = (folds[i].Train.ToArray(), folds[i].Test.ToArray());
            var pipeline = choose(train);
            var outcome = data.Predict(data.Fit(pipeline, train, cancellationToken), test, cancellationToken);
            for (var at = 0; at < test.Length; at++)
            {
                outcome.Probabilities.Row(at).CopyTo(probabilities.Row(test[at]));
            }

            progress((i + 1.0) / folds.Count);
        }

        return new ClassificationOutcome([.. ClassLabels.Read(table, TurkishMusicDataset.Target).Indices], probabilities, data.Classes);
    }

    private ClassifierPipeline Choose(
        Entrant entrant, Table table, int[] groups, int[] rows, List<string> chosen, CancellationToken cancellationToken)
    {
        if (entrant.Candidates.Count == 1)
        {
            return entrant.Candidates[0].Estimator;
        }

        var search = new GridSearch<ClassifierPipeline>
        {
            Candidates = entrant.Candidates,
            Splitter = new StratifiedGroupKFold { Folds = options.Folds, ShuffleSeed = (uint)options.Seed },
            Refit = false,
        };
        var best = search.Run(
            ClassificationData.Of(table.TakeRows(rows), TurkishMusicDataset.Target, [.. rows.Select(row => groups[row])], [ClassificationMetric.Accuracy]),
            cancellationToken: cancellationToken).Best;
        chosen.Add(string.Join(", ", best.Candidate.Parameters.Select(parameter => string.Create(CultureInfo.InvariantCulture, $"{parameter.Key} {parameter.Value}"))));
        return best.Candidate.Estimator;
    }

    private static string Csv(IReadOnlyList<LeaderboardEntry> entries)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        CsvWriter.WriteRecord(text, ["algorithm", "settings", "accuracy", "low", "high", "sd_repeats", "f1_macro", "f1_low", "f1_high", "roc_auc_ovr", "auc_low", "auc_high", "run_id"]);
        foreach (var entry in entries)
        {
            CsvWriter.WriteRecord(
                text,
                [
                    entry.Name, Text(entry.Candidates), Text(entry.Accuracy.Value), Text(entry.Accuracy.Low), Text(entry.Accuracy.High), Text(entry.SdOfRepeats),
                    Text(entry.F1.Value), Text(entry.F1.Low), Text(entry.F1.High), Text(entry.RocAuc.Value), Text(entry.RocAuc.Low), Text(entry.RocAuc.High), entry.RunId,
                ]);
        }

        return text.ToString();
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
