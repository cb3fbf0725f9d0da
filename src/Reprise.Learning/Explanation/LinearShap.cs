using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Linear;

namespace Reprise.Learning.Explanation;

/// <summary>Shapley values of linear models whose features are taken as independent: (x − mean) · coefficient, with the means of a background (Štrumbelj and Kononenko 2014).</summary>
/// <remarks>The base value is what the model gives the means. O(rows · features · outputs).</remarks>
public static class LinearShap
{
    /// <summary>Explains logistic regression: log-odds, one output for two classes; else the score of each class of <see cref="LogisticRegressionModel.Classes"/>.</summary>
    /// <param name="model">What is explained.</param>
    /// <param name="x">Samples × features.</param>
    /// <param name="background">Rows whose means stand for a feature that is left out, usually those of training.</param>
    /// <exception cref="ArgumentException">Rows do not fit the model, a value is not finite, or there is no background.</exception>
    public static ShapValues Explain(LogisticRegressionModel model, MatrixView x, MatrixView background)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Of(model.Coefficients, model.Intercepts, x, background);
    }

    /// <summary>Explains least squares and ridge.</summary>
    /// <inheritdoc cref="Explain(LogisticRegressionModel, MatrixView, MatrixView)"/>
    public static ShapValues Explain(LinearRegressionModel model, MatrixView x, MatrixView background)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Of(new MatrixView(model.Coefficients.ToArray(), 1, model.InputColumns), [model.Intercept], x, background);
    }

    /// <summary>Explains lasso and elastic net.</summary>
    /// <inheritdoc cref="Explain(LogisticRegressionModel, MatrixView, MatrixView)"/>
    public static ShapValues Explain(ElasticNetModel model, MatrixView x, MatrixView background)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Of(new MatrixView(model.Coefficients.ToArray(), 1, model.InputColumns), [model.Intercept], x, background);
    }

    private static ShapValues Of(MatrixView coefficients, ReadOnlySpan<double> intercepts, MatrixView x, MatrixView background)
    {
        var (columns, outputs) = (coefficients.Columns, intercepts.Length);
        Require.Columns(x, columns, nameof(LinearShap));
        Require.Columns(background, columns, nameof(LinearShap));
        Require.NotEmpty(background, nameof(LinearShap));
        Require.Finite(x);
        Require.Finite(background);

        var means = new double[columns];
        for (var row = 0; row < background.Rows; row++)
        {
            var values = background.Row(row);
            for (var i = 0; i < columns; i++)
            {
                means[i] += (values[i] - means[i]) / (row + 1);
            }
        }

        var bases = intercepts.ToArray();
        var shap = ShapValues.Allocate(x.Rows, columns, outputs, nameof(LinearShap));
        for (var output = 0; output < outputs; output++)
        {
            for (var i = 0; i < columns; i++)
            {
                bases[output] += coefficients[output, i] * means[i];
            }
        }

        for (var row = 0; row < x.Rows; row++)
        {
            var values = x.Row(row);
            for (var i = 0; i < columns; i++)
            {
                var difference = values[i] - means[i];
                for (var output = 0; output < outputs; output++)
                {
                    shap[(((row * columns) + i) * outputs) + output] = difference * coefficients[output, i];
                }
            }
        }

        return new ShapValues(x.Rows, columns, bases, shap);
    }
}
