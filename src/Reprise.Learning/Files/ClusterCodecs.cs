using Reprise.Learning.Clustering;

namespace Reprise.Learning.Files;

/// <summary>Codecs of clusterers.</summary>
internal static class ClusterCodecs
{
    public static readonly StepCodec KMeans = StepCodec.For<KMeansModel>(
        "k-means",
        (model, writer) =>
        {
            writer.Doubles("centres", model.Centres.Values, model.ClusterCount, model.InputColumns);
            writer.Number("inertia", model.Inertia);
            writer.Number("iterations", model.Iterations);
        },
        reader =>
        {
            var centres = reader.Doubles("centres", -1, reader.Columns);
            reader.Check(centres.Length > 0, "centres", "must be at least one row");
            var inertia = reader.Number("inertia");
            reader.Check(inertia >= 0, "inertia", "must be at least 0");
            return new KMeansModel(centres, reader.Columns, inertia, reader.Count("iterations"), []);
        });

    public static readonly StepCodec[] All = [KMeans];
}
