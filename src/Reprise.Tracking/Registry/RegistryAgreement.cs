using System.Globalization;

namespace Reprise.Tracking.Registry;

/// <summary>
/// Alias and stage are two ways to say what is live. A promotion moves both; a client of MLflow may move one by itself. Both are kept as said; here is
/// said when they differ.
/// </summary>
public static class RegistryAgreement
{
    /// <summary>How the alias <c>production</c> and the stage Production differ, in words; null when they name the same, or when one of them is not used.</summary>
    /// <param name="alias">The version with the alias; null for none.</param>
    /// <param name="stage">The versions in the stage.</param>
    public static string? Of(int? alias, IReadOnlyCollection<int> stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        if (alias is not { } live || stage.Count == 0 || (stage.Count == 1 && stage.Contains(live)))
        {
            return null;
        }

        var versions = string.Join(", ", stage.Order().Select(version => version.ToString(CultureInfo.InvariantCulture)));
        return FormattableString.Invariant(
            $"The alias production names version {live}, the stage Production holds version{(stage.Count == 1 ? "" : "s")} {versions}. Requests for models:/…@production get version {live}. Promote the version that should be live: that moves both.");
    }
}
