namespace Reprise.Tracking.Rules;

/// <summary>MLflow's limits, in characters or items.</summary>
public static class Limits
{
    /// <summary>Key of a metric, parameter or tag.</summary>
    public const int Key = 250;

    /// <summary>Name of an experiment.</summary>
    public const int ExperimentName = 500;

    /// <summary>Artifact location of an experiment.</summary>
    public const int ArtifactLocation = 2048;

    /// <summary>Value of a parameter; longer ones are cut.</summary>
    public const int ParamValue = 6000;

    /// <summary>Value of a run's tag; longer ones are cut.</summary>
    public const int RunTagValue = 8000;

    /// <summary>Value of an experiment's tag; longer ones are refused.</summary>
    public const int ExperimentTagValue = 5000;

    /// <summary>Value of a registered model's or version's tag; longer ones are refused.</summary>
    public const int RegistryTagValue = 100_000;

    /// <summary>Name of an alias.</summary>
    public const int Alias = 255;

    /// <summary>Source of a model version.</summary>
    public const int ModelVersionSource = 2048;

    /// <summary>Metrics in one batch.</summary>
    public const int BatchMetrics = 1000;

    /// <summary>Parameters in one batch.</summary>
    public const int BatchParams = 100;

    /// <summary>Tags in one batch.</summary>
    public const int BatchTags = 100;

    /// <summary>Metrics, parameters and tags together in one batch.</summary>
    public const int BatchEntities = 1000;

    /// <summary>Datasets in one call.</summary>
    public const int BatchDatasets = 1000;

    /// <summary>Name of a dataset.</summary>
    public const int DatasetName = 500;

    /// <summary>Digest of a dataset.</summary>
    public const int DatasetDigest = 36;

    /// <summary>Source of a dataset.</summary>
    public const int DatasetSource = 65_535;

    /// <summary>Schema of a dataset.</summary>
    public const int DatasetSchema = 1_048_575;

    /// <summary>Profile of a dataset.</summary>
    public const int DatasetProfile = 16_777_215;

    /// <summary>Key of a tag of an input.</summary>
    public const int InputTagKey = 255;

    /// <summary>Value of a tag of an input.</summary>
    public const int InputTagValue = 500;

    /// <summary>Items in one page of experiments or runs.</summary>
    public const int Page = 50_000;
}
