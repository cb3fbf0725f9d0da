using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Tracking.Database;
using Reprise.Tracking.Rules;

namespace Reprise.Tracking.Experiments;

/// <summary>What must hold of an experiment before something is done to it.</summary>
internal static class ExperimentRules
{
    private const string ById = $"SELECT {ExperimentRow.Columns} FROM experiments e WHERE e.experiment_id = @id";

    /// <summary>The row of an id, deleted or not.</summary>
    public static ExperimentRow Require(SqlReader reader, string id, RowLock rowLock = RowLock.None) =>
        (TryParse(id, out var number) ? reader.Find<ExperimentRow>(ById + reader.Dialect.Lock(rowLock), new { id = number }) : null) ?? throw NotFound(id);

    /// <summary>The row of an id whose experiment takes changes.</summary>
    public static ExperimentRow RequireActive(SqlReader reader, string id, RowLock rowLock)
    {
        var row = Require(reader, id, rowLock);
        return row.Stage == LifecycleStage.Active
            ? row
            : throw Invalid.Parameter($"The experiment {id} must be in the 'active' state. Current state is deleted.");
    }

    public static RepriseException NotFound(string id) => Invalid.NotFound($"No Experiment with id={id} exists");

    /// <summary>The number behind an id.</summary>
    public static bool TryParse(string id, out long number) => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    public static void ValidateName(string name)
    {
        if (string.IsNullOrEmpty(name))
        {
            throw Invalid.Missing("name");
        }

        Text.RequireLength(name, Limits.ExperimentName, "name");
        ClearNames.Require(name, "experiment name");
    }

    public static void ValidateTag(Tag tag)
    {
        EntityKeys.Validate(tag.Key, "Tag key");
        Text.RequireLength(tag.Value, Limits.ExperimentTagValue, "Tag value");
    }
}
