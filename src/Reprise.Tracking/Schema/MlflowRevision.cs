using Reprise.Core.Errors;

namespace Reprise.Tracking.Schema;

/// <summary>The revisions of MLflow's tables.</summary>
internal static class MlflowRevision
{
    /// <summary>The alembic revision of MLflow 3.6, the one this program reads and writes.</summary>
    public const string Head = "bf29a5ff90ea";

    /// <summary>
    /// The revisions before <see cref="Head"/> that can be brought to it, oldest first: from October 2023 (MLflow 2) on, one a change of MLflow's. None of them moves
    /// values; they add tables and columns, widen texts and change foreign keys.
    /// </summary>
    public static readonly IReadOnlyList<string> Older =
    [
        "acf3f17fdcc7",   // place of a version's files
        "867495a8f9d4",   // traces
        "5b0e9adcef9c",   // deletion of traces
        "4465047574b1",   // size of data set schemas, on MySQL
        "f5a4f2784254",   // run tags of 8000 characters
        "0584bdc529eb",   // deletion of data sets with their experiment; the last of MLflow 2
        "400f98739977",   // logged models; MLflow 3
        "6953534de441",   // step of inputs
        "bda7b8c39065",   // version tags of any length
        "cbc13b556ace",   // traces of version 3
        "770bee3ae1dd",   // assessments
        "a1b2c3d4e5f6",   // spans
        "de4033877273",   // associations
        "1a0cddfcaa16",   // webhooks
        "534353b11cbc",   // scorers
        "71994744cf8e",   // evaluation data sets
        "3da73c924c2f",   // outputs in them
    ];

    /// <summary>Refuses a database whose tables are not of <see cref="Head"/>, saying what can be done.</summary>
    /// <param name="found">The revisions it says it has; null when it says nothing.</param>
    /// <param name="database">The database for the message.</param>
    /// <exception cref="RepriseException"><see cref="ErrorCode.InvalidState"/>.</exception>
    public static void RequireHead(IReadOnlyList<string>? found, string database)
    {
        if (found is not [Head])
        {
            throw Refusal(found, database);
        }
    }

    /// <summary>The revision of a database that can be brought to <see cref="Head"/>, or is there.</summary>
    /// <inheritdoc cref="RequireHead" path="/param"/>
    /// <exception cref="RepriseException"><see cref="ErrorCode.InvalidState"/>: it cannot.</exception>
    public static string RequireKnown(IReadOnlyList<string>? found, string database) =>
        found is [var revision] && (revision == Head || Older.Contains(revision)) ? revision : throw Refusal(found, database);

    private static RepriseException Refusal(IReadOnlyList<string>? found, string database) => new(
        ErrorCode.InvalidState,
        $"The database '{database}' cannot be used: " + found switch
        {
            null or [] => "it has tables and no alembic_version: it is not an MLflow database. Choose another place.",
            [var revision] when Older.Contains(revision) =>
                $"its revision is {revision}, this version reads and writes {Head} (MLflow 3.6). Bring it there with `reprise db upgrade`, which makes a backup first.",
            _ => $"its revision is {string.Join(", ", found)}, this version reads and writes {Head} (MLflow 3.6). If it is older than {Older[0]} (October 2023), "
                + "bring it there with `mlflow db upgrade` of MLflow 3.6 (pip install mlflow==3.6.0); if a newer MLflow made it, use a newer Reprise, or another database.",
        });
}
