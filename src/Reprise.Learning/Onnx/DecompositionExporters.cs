using Reprise.Core.Matrices;
using Reprise.Learning.Decomposition;

namespace Reprise.Learning.Onnx;

/// <summary>Exporters of decompositions.</summary>
internal static class DecompositionExporters
{
    public static readonly OnnxExporter[] All =
    [
        OnnxExporter.For<PcaModel>((model, graph, x) =>
            graph.Node("MatMul", graph.Node("Sub", x, graph.Doubles(model.Means)), graph.Transposed(Directions(model)))),
    ];

    /// <summary>The components, divided by their deviations when whitening; a component without variance gives 0.</summary>
    private static Matrix Directions(PcaModel model)
    {
        var directions = new Matrix(model.OutputColumns, model.InputColumns);
        for (var component = 0; component < directions.Rows; component++)
        {
            var deviation = model.Whiten ? Math.Sqrt(model.ExplainedVariance[component]) : 1;
            for (var i = 0; i < directions.Columns; i++)
            {
                directions[component, i] = deviation > 0 ? model.Components[component, i] / deviation : 0;
            }
        }

        return directions;
    }
}
