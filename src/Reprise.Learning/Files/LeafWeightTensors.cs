using System.Runtime.InteropServices;

namespace Reprise.Learning.Files;

/// <summary>The weight of the training rows in each leaf, which attributions need: whole numbers in the smallest type, else doubles. Older files have none.</summary>
internal static class LeafWeightTensors
{
    private const string Counts = "leaf_counts";
    private const string Weights = "leaf_weights";

    /// <summary>Writes a weight per leaf; nothing for none.</summary>
    public static void Write(StepWriter writer, List<double> weights)
    {
        if (weights.Count == 0)
        {
            return;
        }

        if (weights.TrueForAll(weight => weight <= int.MaxValue && double.IsInteger(weight)))
        {
            writer.Codes(Counts, CollectionsMarshal.AsSpan(weights.ConvertAll(weight => (int)weight)), weights.Count);
        }
        else
        {
            writer.Doubles(Weights, CollectionsMarshal.AsSpan(weights), weights.Count);
        }
    }

    /// <summary>Takes a weight of at least 0 per leaf; empty where the file has none.</summary>
    public static double[] Read(StepReader reader, int leaves)
    {
        var name = reader.Has(Counts) ? Counts : Weights;
        double[] weights = name == Counts ? Array.ConvertAll(reader.Codes(Counts, leaves), count => (double)count)
            : reader.Has(Weights) ? reader.Doubles(Weights, leaves)
            : [];
        reader.Check(Array.TrueForAll(weights, weight => weight >= 0), name, "must not be negative");
        return weights;
    }
}
