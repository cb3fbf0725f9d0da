using System.Globalization;
using System.Runtime.InteropServices;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Trees;
using Reprise.Testing.Estimators;

namespace Reprise.Learning.Tests;

/// <summary>The test of the test: estimators with one defect each are found out.</summary>
public sealed class EstimatorChecksTests
{
    public enum Defect
    {
        None,
        DrawsFromTheProcess,
        AcceptsNaN,
        AnswersNaNWithAnotherException,
        IgnoresTheToken,
        DependsOnWorkers,
        DependsOnCulture,
        LeavesDepthUnchecked,
        ChangesItsInput,
        AcceptsOneClass,
    }

    [Theory]
    [InlineData(Defect.DrawsFromTheProcess, "fits another model from the same data, parameters and seed")]
    [InlineData(Defect.AcceptsNaN, "accepts NaN in Fit")]
    [InlineData(Defect.AnswersNaNWithAnotherException, "answers NaN in Fit with InvalidOperationException")]
    [InlineData(Defect.IgnoresTheToken, "Fit runs to its end although the token is cancelled")]
    [InlineData(Defect.DependsOnWorkers, "another number of workers")]
    [InlineData(Defect.DependsOnCulture, "fits another model under the culture")]
    [InlineData(Defect.LeavesDepthUnchecked, "accepts Depth = -2147483648")]
    [InlineData(Defect.ChangesItsInput, "changes its features")]
    [InlineData(Defect.AcceptsOneClass, "accepts one class in Fit")]
    public void Run_OnAClassifierWithADefect_NamesIt(Defect defect, string expected) =>
        Assert.Contains(
            EstimatorChecks.Run(new DefectiveClassifier { Defect = defect }), failure => failure.Contains(expected, StringComparison.Ordinal));

    [Fact]
    public void Run_OnTheSameClassifierWithoutDefect_FindsNothing() =>
        Assert.Empty(EstimatorChecks.Run(new DefectiveClassifier()));

    [Theory]
    [InlineData("is not sealed")]
    [InlineData("`Offset` can be set after construction")]
    [InlineData("transforms a row alone otherwise than in a batch")]
    [InlineData("accepts NaN in Transform")]
    [InlineData("accepts no rows in Fit")]
    [InlineData("cannot be saved: no codec is registered")]
    public void Run_OnATransformerWithManyDefects_NamesEach(string expected) =>
        Assert.Contains(EstimatorChecks.Run(new BatchCentring()), failure => failure.Contains(expected, StringComparison.Ordinal));

    [Theory]
    [InlineData("is not sealed")]
    [InlineData("accepts NaN in Fit")]
    [InlineData("accepts fewer targets than rows")]
    [InlineData("accepts a target that is no class")]
    [InlineData("Fit runs to its end although the token is cancelled")]
    [InlineData("transforms a row alone otherwise than in a batch")]
    [InlineData("accepts a target that is not finite")]
    [InlineData("cannot be saved: no codec is registered")]
    public void Run_OnASupervisedTransformerWithManyDefects_NamesEach(string expected) =>
        Assert.Contains(EstimatorChecks.Run(new CarelessSelector()), failure => failure.Contains(expected, StringComparison.Ordinal));

    public record CarelessSelector : ISupervisedTransformer
    {
        public ITransformerModel Fit(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken = default) =>
            new BatchCentring.Model(x.Columns);

        public ITransformerModel Fit(MatrixView x, ReadOnlySpan<double> y, CancellationToken cancellationToken = default) => new BatchCentring.Model(x.Columns);
    }

    public sealed record DefectiveClassifier : IClassifier<DecisionTreeClassifierModel>
    {
        private static int _drawn;

        public Defect Defect { get; init; }

        public int Depth { get; init; } = 3;

        public int? MaxWorkers { get; init; }

        public DecisionTreeClassifierModel Fit(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken = default)
        {
            if (Defect == Defect.ChangesItsInput && x.Rows > 0)
            {
                MemoryMarshal.GetReference(x.Values) += 1;
            }

            if (Defect == Defect.AnswersNaNWithAnotherException && x.Values.Contains(double.NaN))
            {
                throw new InvalidOperationException("NaN");
            }

            if (Defect == Defect.AcceptsOneClass && y.Length > 0 && !y.ContainsAnyExcept(y[0]))
            {
                y = (int[])[.. y[1..], 1];
            }

            return new DecisionTreeClassifier
            {
                MaxDepth = Defect == Defect.LeavesDepthUnchecked ? Math.Max(1, Depth) : Checked(Depth, nameof(Depth)),
                MaxFeatures = MaxFeatures.Count(x.Columns > 1 ? 1 : x.Columns),
                Seed = Defect switch
                {
                    Defect.DrawsFromTheProcess => ++_drawn,
                    Defect.DependsOnWorkers => Checked(MaxWorkers ?? 1, nameof(MaxWorkers)),
                    Defect.DependsOnCulture => CultureInfo.CurrentCulture.Name == "tr-TR" ? 1 : 2,
                    _ => Checked(MaxWorkers ?? 1, nameof(MaxWorkers)) * 0,
                },
            }.Fit(Defect == Defect.AcceptsNaN ? Whole(x) : x, y, classes, Defect == Defect.IgnoresTheToken ? CancellationToken.None : cancellationToken);
        }

        private static int Checked(int value, string name) =>
            value > 0 ? value : throw new ArgumentException($"`{name}` of `{nameof(DefectiveClassifier)}` must be above 0. Got {value}.", nameof(value));

        private static Matrix Whole(MatrixView x)
        {
            var whole = new Matrix(x.Rows, x.Columns);
            for (var i = 0; i < x.Values.Length; i++)
            {
                whole.Values[i] = double.IsFinite(x.Values[i]) ? x.Values[i] : 0;
            }

            return whole;
        }
    }

    public record BatchCentring : ITransformer<BatchCentring.Model>
    {
        public double Offset { get; set; }

        public Model Fit(MatrixView x, CancellationToken cancellationToken = default) => new(x.Columns);

        public sealed record Model(int Columns) : ITransformerModel
        {
            public int InputColumns => Columns;

            public int OutputColumns => Columns;

            public void Transform(MatrixView x, Span<double> destination)
            {
                var mean = x.Rows == 0 ? 0 : x.Values.ToArray().Average();
                for (var i = 0; i < destination.Length; i++)
                {
                    destination[i] = x.Values[i] - mean;
                }
            }
        }
    }
}
