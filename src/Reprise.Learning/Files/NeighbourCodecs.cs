using Reprise.Core.Matrices;
using Reprise.Learning.Neighbours;

namespace Reprise.Learning.Files;

/// <summary>Codecs of nearest neighbours: the training rows; how they are arranged is made again when read.</summary>
internal static class NeighbourCodecs
{
    public static readonly StepCodec Classifier = StepCodec.For<KNearestNeighboursClassifierModel>(
        "k-nearest-neighbours-classifier",
        (model, writer) =>
        {
            Write(writer, model.Index, model.Neighbours, model.Weights);
            writer.Integers("classes", model.Classes, model.Classes.Length);
        },
        reader =>
        {
            var (index, neighbours, weights) = Read(reader);
            var classes = reader.Integers("classes", index.Rows);
            reader.Check(Array.TrueForAll(classes, value => (uint)value < (uint)reader.Classes), "classes", "must be class indices");
            return new KNearestNeighboursClassifierModel(index, classes, reader.Classes, neighbours, weights);
        });

    public static readonly StepCodec Regressor = StepCodec.For<KNearestNeighboursRegressorModel>(
        "k-nearest-neighbours-regressor",
        (model, writer) =>
        {
            Write(writer, model.Index, model.Neighbours, model.Weights);
            writer.Doubles("targets", model.Targets, model.Targets.Length);
        },
        reader =>
        {
            var (index, neighbours, weights) = Read(reader);
            return new KNearestNeighboursRegressorModel(index, reader.Doubles("targets", index.Rows), neighbours, weights);
        });

    public static readonly StepCodec[] All = [Classifier, Regressor];

    private static void Write(StepWriter writer, NeighbourIndex index, int neighbours, NeighbourWeights weights)
    {
        writer.Number("neighbours", neighbours);
        writer.Text("weights", weights.ToString());
        writer.Number("p", index.P);
        writer.Text("search", index.Search.ToString());
        writer.Doubles("rows", index.ToMatrix().Values, index.Rows, index.Columns);
    }

    private static (NeighbourIndex Index, int Neighbours, NeighbourWeights Weights) Read(StepReader reader)
    {
        var neighbours = reader.Count("neighbours", 1);
        var weights = reader.Name<NeighbourWeights>("weights");
        var p = reader.Number("p");
        reader.Check(p >= 1, "p", "must be at least 1");
        var search = reader.Name<NeighbourSearch>("search");
        var values = reader.Doubles("rows", -1, reader.Columns);
        reader.Check(values.Length / reader.Columns >= neighbours, "rows", "must be at least as many as neighbours");
        return (new NeighbourIndex(new MatrixView(values, values.Length / reader.Columns, reader.Columns), p, search), neighbours, weights);
    }
}
