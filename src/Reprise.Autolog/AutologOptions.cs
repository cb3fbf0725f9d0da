using Reprise.Tracking;

namespace Reprise.Autolog;

/// <summary>What an <see cref="AutologSession"/> records.</summary>
public sealed record AutologOptions
{
    /// <summary>Name of the experiment; created when there is none.</summary>
    public required string Experiment { get; init; }

    /// <summary>The run that the recorded runs are nested in; null for none.</summary>
    public string? ParentRunId { get; init; }

    /// <summary>Whether each fitted model is written as a model directory. Default true.</summary>
    public bool LogModels { get; init; } = true;

    /// <summary>Rows of the input example, at least 0. Default 5.</summary>
    public int ExampleRows { get; init; } = 5;

    /// <summary>Whether metrics on the training rows (<c>training_…</c>) are computed, with confusion matrix and ROC curves. Default true.</summary>
    public bool LogTrainingMetrics { get; init; } = true;

    /// <summary>Name of the dataset in the run's inputs. Default <c>training table</c>.</summary>
    public string DatasetName { get; init; } = "training table";

    /// <summary>Tags of every run. Default none.</summary>
    public IReadOnlyList<Tag> Tags { get; init; } = [];

    /// <summary>Fits that may wait to be written before <c>Fit</c> waits for the store, at least 1. Default 16.</summary>
    public int MaxWaiting { get; init; } = 16;

    /// <summary>Where model directories are built before they are copied. Default the system's folder for temporary files.</summary>
    public string StagingFolder { get; init; } = Path.GetTempPath();

    /// <summary>The clock. Default the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
