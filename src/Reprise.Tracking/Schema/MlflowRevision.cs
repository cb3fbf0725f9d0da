using Reprise.Core.Errors;

namespace Reprise.Tracking.Schema;

/// <summary>The revision of MLflow's tables.</summary>
internal static class MlflowRevision
{
    /// <summary>The alembic revision of MLflow 3.6, the one this program reads and writes.</summary>
    public const string Head = "bf29a5ff90ea";

    /// <summary>Refuses a database whose tables are not of <see cref="Head"/>.</summary>
    /// <param name="found">The revisions it says it has; null when it says nothing.</param>
    /// <param name="database">The database for the message.</param>
    /// <exception cref="RepriseException"><see cref="ErrorCode.InvalidState"/>.</exception>
    public static void RequireHead(IReadOnlyList<string>? found, string database)
    {
        if (found is [Head])
        {
            return;
        }

        var words = found is null or [] ? "it has tables and no alembic_version: it is not an MLflow database" : $"its revision is {string.Join(", ", found)}";
        throw new RepriseException(
            ErrorCode.InvalidState,
            $"The database '{database}' cannot be used: {words}. This version reads and writes revision {Head} (MLflow 3.6). "
            + "An older MLflow database is brought there by `mlflow db upgrade`; for anything else choose another place.");
    }
}
