using Reprise.Learning.Estimators;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Preprocessing;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Tests.Variants;

/// <summary>Classifiers with steps of their own.</summary>
internal static class PreprocessedVariants
{
    public static IEnumerable<IClassifier> Classifiers =>
    [
        new PreprocessedClassifier { Steps = [new PowerTransformer(), new RobustScaler()], Classifier = new RandomForestClassifier { Trees = 5 } },
    ];
}
