using Reprise.Tracking.Rules;

namespace Reprise.Tracking.Runs;

/// <summary>Which points of a metric to show of long histories.</summary>
public sealed record MetricSampling
{
    /// <summary>Steps that can be asked for, and points answered of one run.</summary>
    public const int MaxSteps = 2500;

    /// <summary>The runs.</summary>
    public required IReadOnlyList<string> RunIds { get; init; }

    /// <summary>The metric.</summary>
    public required string Key { get; init; }

    /// <summary>The first step looked at; null for all. Given together with <see cref="EndStep"/>.</summary>
    public long? StartStep { get; init; }

    /// <summary>The last step looked at.</summary>
    public long? EndStep { get; init; }

    /// <summary>Evenly spaced steps kept, 1 to 2,500. Default 2,500.</summary>
    public int Steps { get; init; } = MaxSteps;

    /// <summary>Refuses what breaks a rule, in MLflow's words.</summary>
    internal void Validate()
    {
        if (Steps is < 1 or > MaxSteps)
        {
            throw Invalid.Parameter(FormattableString.Invariant($"max_results must be between 1 and {MaxSteps}. Got {Steps}."));
        }

        if (StartStep is null != EndStep is null)
        {
            throw Invalid.Parameter("If either start step or end step are specified, both must be specified.");
        }

        if (StartStep > EndStep)
        {
            throw Invalid.Parameter(FormattableString.Invariant($"end_step must be greater than start_step. Found start_step={StartStep} and end_step={EndStep}."));
        }
    }
}
