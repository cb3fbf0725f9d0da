using Reprise.Learning.Baselines;
using Reprise.Learning.Calibration;
using Reprise.Learning.Ensembles;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Files;

/// <summary>Codecs of voting, stacking, bagging, calibration and baselines.</summary>
internal static class EnsembleCodecs
{
    public static readonly StepCodec[] All =
    [
        StepCodec.For<DummyClassifierModel>(
            "dummy-classifier",
            (model, writer) =>
            {
                writer.Flag("draws", model.Seed is not null);
                if (model.Seed is { } seed)
                {
                    writer.Number("seed", seed);
                }

                writer.Doubles("shares", model.Shares, model.ClassCount);
            },
            reader =>
            {
                int? seed = reader.Flag("draws") ? reader.Count("seed") : null;
                return new DummyClassifierModel(reader.Columns, Shares(reader, reader.Classes), seed);
            }),
        StepCodec.For<DummyRegressorModel>(
            "dummy-regressor",
            (model, writer) => writer.Number("value", model.Value),
            reader => new DummyRegressorModel(reader.Columns, reader.Number("value"))),
        StepCodec.For<VotingClassifierModel>(
            "voting-classifier",
            (model, writer) =>
            {
                writer.Flag("soft", model.IsSoft);
                writer.Doubles("shares", model.Shares, model.Models.Count);
                writer.Steps("members", model.Models);
            },
            reader =>
            {
                var soft = reader.Flag("soft");
                var members = Members<IClassifierModel>(reader);
                return new VotingClassifierModel(members, Shares(reader, members.Length), soft);
            }),
        StepCodec.For<VotingRegressorModel>(
            "voting-regressor",
            (model, writer) =>
            {
                writer.Doubles("shares", model.Shares, model.Models.Count);
                writer.Steps("members", model.Models);
            },
            reader =>
            {
                var members = Members<IRegressorModel>(reader);
                return new VotingRegressorModel(members, Shares(reader, members.Length));
            }),
        StepCodec.For<StackingClassifierModel>(
            "stacking-classifier",
            (model, writer) =>
            {
                writer.Flag("pass_through", model.PassThrough);
                writer.Steps("members", model.Models);
                writer.Step("final", model.Final);
            },
            reader =>
            {
                var passThrough = reader.Flag("pass_through");
                var members = Members<IClassifierModel>(reader);
                var width = StackedFeatures.Width(members.Length, StackedFeatures.PerClassifier(reader.Classes), reader.Columns, passThrough);
                return new StackingClassifierModel(members, reader.Step<IClassifierModel>("final", width, reader.Classes), passThrough);
            }),
        StepCodec.For<StackingRegressorModel>(
            "stacking-regressor",
            (model, writer) =>
            {
                writer.Flag("pass_through", model.PassThrough);
                writer.Steps("members", model.Models);
                writer.Step("final", model.Final);
            },
            reader =>
            {
                var passThrough = reader.Flag("pass_through");
                var members = Members<IRegressorModel>(reader);
                var width = StackedFeatures.Width(members.Length, 1, reader.Columns, passThrough);
                return new StackingRegressorModel(members, reader.Step<IRegressorModel>("final", width, 0), passThrough);
            }),
        StepCodec.For<BaggingClassifierModel>(
            "bagging-classifier",
            (model, writer) => WriteBagging(model.MemberColumns, model.Models, writer),
            reader =>
            {
                var (members, columns) = ReadBagging<IClassifierModel>(reader, reader.Classes);
                return new BaggingClassifierModel(members, columns, reader.Columns);
            }),
        StepCodec.For<BaggingRegressorModel>(
            "bagging-regressor",
            (model, writer) => WriteBagging(model.MemberColumns, model.Models, writer),
            reader =>
            {
                var (members, columns) = ReadBagging<IRegressorModel>(reader, 0);
                return new BaggingRegressorModel(members, columns, reader.Columns);
            }),
        StepCodec.For<CalibratedClassifierModel>("calibrated-classifier", WriteCalibrated, ReadCalibrated),
        StepCodec.For<TunedThresholdClassifierModel>(
            "tuned-threshold-classifier",
            (model, writer) =>
            {
                writer.Doubles("thresholds", model.Thresholds, model.ClassCount);
                writer.Step("classifier", model.Classifier);
            },
            reader =>
            {
                var thresholds = reader.Doubles("thresholds", reader.Classes);
                reader.Check(Array.TrueForAll(thresholds, t => t is >= 1e-9 and <= 1 - 1e-9), "thresholds", "must lie in (0, 1)");
                return new TunedThresholdClassifierModel(reader.Step<IClassifierModel>("classifier", reader.Columns, reader.Classes), thresholds);
            }),
    ];

    private static void WriteBagging<T>(int[][] memberColumns, IReadOnlyList<T> models, StepWriter writer)
        where T : class
    {
        var width = memberColumns[0].Length;
        writer.Number("member_columns", width);
        writer.Integers("columns", [.. memberColumns.SelectMany(columns => columns)], models.Count, width);
        writer.Steps("members", models);
    }

    private static (T[] Members, int[][] Columns) ReadBagging<T>(StepReader reader, int classes)
        where T : class
    {
        var width = reader.Count("member_columns", 1);
        reader.Check(width <= reader.Columns, "member_columns", "must not be above the columns there are");
        var flat = reader.Integers("columns", -1, width);
        int[][] columns = [.. flat.Chunk(width)];
        reader.Check(
            Array.TrueForAll(columns, own => own[0] >= 0 && own[^1] < reader.Columns && !own.Zip(own.Skip(1)).Any(pair => pair.First >= pair.Second)),
            "columns",
            "must be ascending columns of each member");
        var members = reader.Steps<T>("members", width, classes);
        reader.Check(members.Length > 0 && members.Length == columns.Length, "members", "must be at least one, with columns each");
        return (members, columns);
    }

    private static void WriteCalibrated(CalibratedClassifierModel model, StepWriter writer)
    {
        CalibrationCurve[] curves = [.. model.Curves.SelectMany(own => own)];
        var isotonic = curves[0] is IsotonicCurve;
        writer.Flag("isotonic", isotonic);
        if (isotonic)
        {
            int[] counts = [.. curves.Select(curve => ((IsotonicCurve)curve).Scores.Length)];
            double[] scores = [.. curves.SelectMany(curve => ((IsotonicCurve)curve).Scores.ToArray())];
            double[] values = [.. curves.SelectMany(curve => ((IsotonicCurve)curve).Values.ToArray())];
            writer.Doubles("scores", scores, scores.Length);
            writer.Doubles("values", values, values.Length);
            writer.Integers("counts", counts, counts.Length);
        }
        else
        {
            double[] values = [.. curves.SelectMany(curve => new[] { ((SigmoidCurve)curve).Slope, ((SigmoidCurve)curve).Offset })];
            writer.Doubles("sigmoids", values, curves.Length, 2);
        }

        writer.Steps("members", model.Models);
    }

    private static CalibratedClassifierModel ReadCalibrated(StepReader reader)
    {
        var curves = reader.Flag("isotonic") ? ReadIsotonic(reader) : ReadSigmoids(reader);
        var members = Members<IClassifierModel>(reader);
        var each = reader.Classes == 2 ? 1 : reader.Classes;
        reader.Check(curves.Length == (long)members.Length * each, "members", "must have a curve per class each");
        return new CalibratedClassifierModel(members, [.. curves.Chunk(each)]);
    }

    private static CalibrationCurve[] ReadSigmoids(StepReader reader) =>
        [.. reader.Doubles("sigmoids", -1, 2).Chunk(2).Select(pair => new SigmoidCurve(pair[0], pair[1]))];

    private static CalibrationCurve[] ReadIsotonic(StepReader reader)
    {
        var scores = reader.Doubles("scores", -1);
        var values = reader.Doubles("values", scores.Length);
        var counts = reader.Integers("counts", -1);
        reader.Check(Array.TrueForAll(counts, count => count > 0) && counts.Sum(count => (long)count) == scores.Length, "counts", "must be above 0 and sum to the number of scores");
        reader.Check(Array.TrueForAll(values, value => value is >= 0 and <= 1), "values", "must lie in [0, 1]");
        var curves = new CalibrationCurve[counts.Length];
        var start = 0;
        for (var i = 0; i < curves.Length; i++)
        {
            var (own, heights) = (scores[start..(start + counts[i])], values[start..(start + counts[i])]);
            for (var at = 1; at < own.Length; at++)
            {
                reader.Check(own[at] > own[at - 1] && heights[at] >= heights[at - 1], "scores", "must rise, and values not fall");
            }

            curves[i] = new IsotonicCurve(own, heights);
            start += counts[i];
        }

        return curves;
    }

    private static T[] Members<T>(StepReader reader)
        where T : class
    {
        var members = reader.Steps<T>("members", reader.Columns, typeof(T) == typeof(IClassifierModel) ? reader.Classes : 0);
        reader.Check(members.Length > 0, "members", "must be at least one");
        return members;
    }

    private static double[] Shares(StepReader reader, int count)
    {
        var shares = reader.Doubles("shares", count);
        var sum = 0.0;
        foreach (var share in shares)
        {
            reader.Check(share is >= 0 and <= 1, "shares", "must lie in [0, 1]");
            sum += share;
        }

        reader.Check(Math.Abs(sum - 1) < 1e-9, "shares", "must sum to 1");
        return shares;
    }
}
