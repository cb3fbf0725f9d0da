using Reprise.Tracking.Rules;

namespace Reprise.Tracking.Registry;

/// <summary>How stages are written: None, Staging, Production, Archived.</summary>
internal static class ModelStages
{
    /// <summary>How the database marks a version that was deleted; its number is never given again.</summary>
    public const string Deleted = "Deleted_Internal";

    /// <summary>The stage of a name, any case.</summary>
    public static ModelStage Parse(string stage) => Find(stage)
        ?? throw Invalid.Parameter($"Invalid Model Version stage: {stage}. Value must be one of None, Staging, Production, Archived.");

    /// <summary>The stage of a name, any case; null for an unknown one.</summary>
    public static ModelStage? Find(string? stage)
    {
        foreach (var value in Enum.GetValues<ModelStage>())
        {
            if (value.ToString().Equals(stage, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return null;
    }
}
