using Reprise.Learning.Estimators;
using Reprise.Learning.Pipelines;

namespace Reprise.Learning.Files;

/// <summary>The codec of a classifier with steps of its own.</summary>
internal static class PreprocessedCodecs
{
    public static readonly StepCodec[] All =
    [
        StepCodec.For<PreprocessedClassifierModel>(
            "preprocessed-classifier",
            (model, writer) =>
            {
                writer.Steps("steps", model.Steps);
                writer.Step("classifier", model.Classifier);
            },
            reader =>
            {
                var width = reader.Columns;
                var steps = reader.Chain<ITransformerModel>("steps", ref width, step => step.OutputColumns);
                return new PreprocessedClassifierModel(reader.Columns, steps, reader.Step<IClassifierModel>("classifier", width, reader.Classes));
            }),
    ];
}
