using Reprise.Learning.Preprocessing.Tonal;

namespace Reprise.Learning.Files;

/// <summary>Codecs of tonal features.</summary>
internal static class TonalCodecs
{
    public static readonly StepCodec[] All =
    [
        StepCodec.For<KeyInvariantChromaModel>(
            "key-invariant-chroma",
            (model, writer) =>
            {
                writer.Number("features", (int)model.Features);
                writer.Integers("chroma", model.Chroma, model.Chroma.Length);
            },
            reader =>
            {
                var features = (TonalFeatures)reader.Count("features");
                var chroma = reader.Integers("chroma", -1);
                reader.Check(KeyInvariantChroma.Problem(chroma, features, reader.Columns) is null, "chroma", "must be twelve different columns or none, with known features");
                return new KeyInvariantChromaModel(chroma, features, reader.Columns);
            }),
    ];
}
