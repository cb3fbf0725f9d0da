using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Core.Numerics;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Preprocessing.Features;

/// <summary>A fitted <see cref="FunctionTransformer"/>.</summary>
public sealed class FunctionTransformerModel : ITransformerModel
{
    internal FunctionTransformerModel(NamedFunction function, double minimum, double maximum, int columns) =>
        (Function, Minimum, Maximum, InputColumns) = (function, minimum, maximum, columns);

    /// <summary>The function.</summary>
    public NamedFunction Function { get; }

    /// <summary>Lower end of the range values are cut to first; the lowest double without limit.</summary>
    public double Minimum { get; }

    /// <summary>Upper end of the range values are cut to first; the greatest double without limit.</summary>
    public double Maximum { get; }

    /// <inheritdoc/>
    public int InputColumns { get; }

    /// <inheritdoc/>
    public int OutputColumns => InputColumns;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">As the contract says, or the function is not defined for a value.</exception>
    public void Transform(MatrixView x, Span<double> destination)
    {
        Require.Columns(x, InputColumns, nameof(FunctionTransformer));
        Require.Destination(destination, (long)x.Rows * InputColumns);
        Require.Finite(x);
        RequireDomain(x);

        var values = x.Values;
        for (var i = 0; i < values.Length; i++)
        {
            destination[i] = ColumnStatistics.Saturate(Apply(Cut(values[i])));
        }
    }

    /// <summary><c>function(name)</c>; the same names for the identity.</summary>
    /// <inheritdoc/>
    public IReadOnlyList<string> FeatureNames(IReadOnlyList<string> inputs)
    {
        Require.Names(inputs, InputColumns);
        return Function == NamedFunction.Identity ? inputs : [.. inputs.Select(name => $"{Word}({name})")];
    }

    /// <summary>Refuses the first value the function is not defined for.</summary>
    internal void RequireDomain(MatrixView x)
    {
        for (var row = 0; row < x.Rows; row++)
        {
            var values = x.Row(row);
            for (var column = 0; column < values.Length; column++)
            {
                var value = Cut(values[column]);
                var rule = Function switch
                {
                    NamedFunction.LogOnePlus when !(value > -1) => "above -1",
                    NamedFunction.Log when !(value > 0) => "above 0",
                    NamedFunction.SquareRoot when !(value >= 0) => "at least 0",
                    NamedFunction.Reciprocal when value == 0 => "other than 0",
                    NamedFunction.Sin or NamedFunction.Cos when Math.Abs(value) > PortableMath.GreatestAngle => "an angle in [-1e8, 1e8]",
                    _ => null,
                };
                if (rule is not null)
                {
                    throw new ArgumentException(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{Word} needs x {rule}. Got {value} at row {row}, column {column}. Cut it by `{nameof(Minimum)}` and `{nameof(Maximum)}` or take another function."),
                        nameof(x));
                }
            }
        }
    }

    private string Word => Function switch
    {
        NamedFunction.LogOnePlus => "log1p",
        NamedFunction.Log => "log",
        NamedFunction.SquareRoot => "sqrt",
        NamedFunction.Square => "square",
        NamedFunction.Reciprocal => "reciprocal",
        NamedFunction.Absolute => "abs",
        NamedFunction.Exp => "exp",
        NamedFunction.Sin => "sin",
        NamedFunction.Cos => "cos",
        _ => "identity",
    };

    private double Cut(double value) => Math.Clamp(value, Minimum, Maximum);

    private double Apply(double value) => Function switch
    {
        NamedFunction.LogOnePlus => PortableMath.LogOnePlus(value),
        NamedFunction.Log => PortableMath.Log(value),
        NamedFunction.SquareRoot => Math.Sqrt(value),
        NamedFunction.Square => value * value,
        NamedFunction.Reciprocal => 1 / value,
        NamedFunction.Absolute => Math.Abs(value),
        NamedFunction.Exp => PortableMath.Exp(value),
        NamedFunction.Sin => PortableMath.Sin(value),
        NamedFunction.Cos => PortableMath.Cos(value),
        _ => value,
    };
}
