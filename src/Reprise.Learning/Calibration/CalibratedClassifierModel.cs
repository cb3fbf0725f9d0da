using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Calibration;

/// <summary>A fitted <see cref="CalibratedClassifier"/>: the mean over its members of their calibrated probabilities.</summary>
public sealed class CalibratedClassifierModel : IClassifierModel
{
    internal CalibratedClassifierModel(IReadOnlyList<IClassifierModel> models, IReadOnlyList<CalibrationCurve[]> curves) => (Models, Curves) = (models, curves);

    /// <summary>The classifiers under the curves; their own probabilities are the raw ones.</summary>
    public IReadOnlyList<IClassifierModel> Models { get; }

    /// <inheritdoc/>
    public int InputColumns => Models[0].InputColumns;

    /// <inheritdoc/>
    public int ClassCount => Models[0].ClassCount;

    /// <summary>Per member a curve per class; of two classes, of the second.</summary>
    internal IReadOnlyList<CalibrationCurve[]> Curves { get; }

    /// <summary>The calibrated probability of a class at a raw one, of one member.</summary>
    /// <param name="member">Number of the member, from 0.</param>
    /// <param name="index">The class; of two, only the second has a curve.</param>
    /// <param name="raw">What the member says, in [0, 1].</param>
    public double Curve(int member, int index, double raw)
    {
        var curves = Curves[member];
        var at = index - (ClassCount - curves.Length);
        Require.InRange(at, 0, curves.Length - 1, nameof(CalibratedClassifierModel), nameof(index));
        return curves[at].At(raw);
    }

    /// <inheritdoc/>
    public void PredictProbabilities(MatrixView x, Span<double> destination, CancellationToken cancellationToken = default)
    {
        Require.Columns(x, InputColumns, nameof(CalibratedClassifier));
        Require.Destination(destination, (long)x.Rows * ClassCount);

        destination.Clear();
        var calibrated = new double[ClassCount];
        for (var member = 0; member < Models.Count; member++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var raw = Models[member].PredictProbabilities(x, cancellationToken);
            for (var row = 0; row < raw.Rows; row++)
            {
                Apply(Curves[member], raw.Row(row), calibrated);
                var target = destination.Slice(row * ClassCount, ClassCount);
                for (var i = 0; i < calibrated.Length; i++)
                {
                    target[i] += calibrated[i];
                }
            }
        }

        foreach (ref var probability in destination)
        {
            probability = Math.Min(probability / Models.Count, 1);
        }
    }

    private static void Apply(CalibrationCurve[] curves, ReadOnlySpan<double> raw, Span<double> calibrated)
    {
        if (curves.Length < raw.Length)
        {
            calibrated[1] = curves[0].At(raw[1]);
            calibrated[0] = 1 - calibrated[1];
            return;
        }

        var sum = 0.0;
        for (var i = 0; i < raw.Length; i++)
        {
            calibrated[i] = curves[i].At(raw[i]);
            sum += calibrated[i];
        }

        foreach (ref var probability in calibrated)
        {
            probability = sum > 0 ? probability / sum : 1.0 / raw.Length;
        }
    }
}
