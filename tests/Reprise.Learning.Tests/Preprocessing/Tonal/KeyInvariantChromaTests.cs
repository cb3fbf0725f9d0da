using Reprise.Core.Matrices;
using Reprise.Core.Randomness;
using Reprise.Learning.Estimators;
using Reprise.Learning.Preprocessing.Tonal;
using Reprise.Learning.Tests.Onnx;

namespace Reprise.Learning.Tests.Preprocessing.Tonal;

public sealed class KeyInvariantChromaTests
{
    private const TonalFeatures All = TonalFeatures.KeyStrength | TonalFeatures.Rotated | TonalFeatures.Autocorrelation | TonalFeatures.Sorted;
    private static readonly KeyInvariantChroma Every = new() { Chroma = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], Features = All };

    [Fact]
    public void Transform_ATransposedPiece_GivesTheSameFeatures()
    {
        var rng = new Rng(3);
        for (var piece = 0; piece < 50; piece++)
        {
            double[] chroma = [.. Enumerable.Range(0, 12).Select(_ => rng.NextDouble())];
            var x = new Matrix(12, 14);
            for (var shift = 0; shift < 12; shift++)
            {
                (x[shift, 0], x[shift, 13]) = (7, -7);
                for (var i = 0; i < 12; i++)
                {
                    x[shift, 1 + ((i + shift) % 12)] = chroma[i];
                }
            }

            var features = Every.Fit(x).Transform(x);

            Assert.Equal(2 + 3 + 12 + 6 + 12, features.Columns);
            for (var shift = 1; shift < 12; shift++)
            {
                for (var i = 0; i < features.Columns; i++)
                {
                    Assert.Equal(features[0, i], features[shift, i], 1e-12);
                }
            }
        }
    }

    [Fact]
    public void Transform_AMajorChord_IsMajorWithItsRootFirst()
    {
        var x = new Matrix(1, 12);
        (x[0, 9], x[0, 1], x[0, 4]) = (1, 0.8, 0.9);                    // A, C sharp, E
        var model = (Every with { Chroma = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] }).Fit(x);

        var features = model.Transform(x).Values.ToArray();
        var names = model.FeatureNames([.. "abcdefghijkl".Select(letter => letter.ToString())]);

        Assert.True(features[Index(names, "major_less_minor")] > 0);
        Assert.Equal(1, features[Index(names, "chroma_from_tonic_0")]);
        Assert.Equal(0.8, features[Index(names, "chroma_from_tonic_4")]);
        Assert.Equal(0.9, features[Index(names, "chroma_from_tonic_7")]);
        Assert.Equal(1, features[Index(names, "chroma_sorted_11")]);
        Assert.Equal(((0.8 * 1) + 0) / ((1 * 1) + (0.8 * 0.8) + (0.9 * 0.9)), features[Index(names, "chroma_autocorrelation_4")], 1e-15);
    }

    [Fact]
    public void Transform_InOnnxRuntime_GivesTheSameFeatures()
    {
        var rng = new Rng(5);
        var x = new Matrix(1000, 14);
        for (var i = 0; i < x.Values.Length; i++)
        {
            x.Values[i] = rng.NextInt32(4) == 0 ? 0.25 : rng.NextDouble();
        }

        x.Row(7).Clear();
        var model = Every.Fit(x);
        OnnxRunner.Agree(model.Transform(x).Values, OnnxRunner.Run(model, x, model.OutputColumns), 1e-9);
    }

    [Fact]
    public void Transform_FlatAndSilentChroma_GivesFiniteValues()
    {
        var x = new Matrix(2, 12);
        x.Row(1).Fill(0.5);
        var features = (Every with { Chroma = [.. Enumerable.Range(0, 12)] }).Fit(x).Transform(x);
        Assert.True(Array.TrueForAll(features.Values.ToArray(), double.IsFinite));
    }

    [Theory]
    [InlineData(new[] { 0, 1, 2 })]
    [InlineData(new[] { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10 })]
    [InlineData(new[] { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12 })]
    [InlineData(new[] { -1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 })]
    public void Fit_ColumnsThatAreNoChroma_AreRefusedByName(int[] chroma) =>
        Assert.Contains(
            "`Chroma` of `KeyInvariantChroma` must be twelve different columns",
            Assert.Throws<ArgumentException>(() => (Every with { Chroma = chroma }).Fit(new Matrix(2, 12))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Fit_WithoutFeatures_IsRefused() =>
        Assert.Throws<ArgumentException>(() => (Every with { Features = TonalFeatures.None }).Fit(new Matrix(2, 14)));

    private static int Index(IReadOnlyList<string> names, string name) => names.ToList().IndexOf(name);
}
