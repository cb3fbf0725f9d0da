using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Reprise.Core.Errors;
using Reprise.Tracking.Schema;
using Reprise.Tracking.Sqlite;

namespace Reprise.Tracking.Tests.Schema;

public sealed partial class OwnTablesTests : IDisposable
{
    private static readonly OwnTableSteps First = new("notes", ["CREATE TABLE reprise_notes (id BIGINT NOT NULL PRIMARY KEY, text TEXT)"]);
    private static readonly OwnTableSteps Second = new("notes", [.. First.Steps, "ALTER TABLE reprise_notes ADD COLUMN author TEXT NOT NULL DEFAULT 'nobody'"]);

    private readonly TemporaryHome _home = new();
    private readonly SqliteWriter _writer;

    public OwnTablesTests() => _writer = new SqliteWriter(SqliteConnections.Open(_home.Database, SqliteOpenMode.ReadWriteCreate));

    public void Dispose()
    {
        _writer.Dispose();
        _home.Dispose();
    }

    [Fact]
    public void Ensure_StepsOfANewerVersion_AreTakenOnceAndKeepTheRows()
    {
        OwnTables.Ensure(_writer, "db", [First]);
        _writer.Execute("INSERT INTO reprise_notes (id, text) VALUES ($1, $2)", 1L, "kept");
        OwnTables.Ensure(_writer, "db", [Second]);
        OwnTables.Ensure(_writer, "db", [Second]);

        Assert.Equal([("kept", "nobody")], _writer.Query<(string, string)>("SELECT text, author FROM reprise_notes"));
        Assert.Equal([("notes", 2L)], _writer.Query<(string, long)>("SELECT feature, version FROM reprise_schema"));
    }

    [Fact]
    public void Ensure_TablesOfANewerVersion_AreRefusedWithWords()
    {
        OwnTables.Ensure(_writer, "home/mlflow.db", [Second]);

        var refusal = Assert.Throws<RepriseException>(() => OwnTables.Ensure(_writer, "home/mlflow.db", [First]));

        Assert.Equal(ErrorCode.InvalidState, refusal.Code);
        Assert.Contains("its tables of 'notes' are at step 2, this version knows 1", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("home/mlflow.db", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ensure_FeatureItDoesNotKnow_LeavesItAlone()
    {
        OwnTables.Ensure(_writer, "db", [First]);

        OwnTables.Ensure(_writer, "db", []);

        Assert.Equal(1, _writer.Scalar<int>("SELECT version FROM reprise_schema WHERE feature = $1", "notes"));
    }

    [Fact]
    public void Features_All_TouchOwnTablesOnlyInTypesOfBothDatabases()
    {
        Assert.Equal(OwnTables.Features.Count, OwnTables.Features.Select(feature => feature.Feature).Distinct().Count());
        foreach (var step in OwnTables.Features.Concat([Second]).SelectMany(feature => feature.Steps))
        {
            var subjects = Subject().Matches(step);
            Assert.NotEmpty(subjects);
            Assert.All(subjects, subject => Assert.StartsWith(OwnTables.Prefix, subject.Groups["name"].Value, StringComparison.Ordinal));
            Assert.DoesNotMatch(OtherTypes(), step);
        }
    }

    [GeneratedRegex(@"\b(?:TABLE|INDEX|INTO|UPDATE|FROM|REFERENCES|ON)\s+(?:IF\s+(?:NOT\s+)?EXISTS\s+)?(?!DELETE\b|UPDATE\b|CONFLICT\b)(?<name>\w+)", RegexOptions.IgnoreCase)]
    private static partial Regex Subject();

    [GeneratedRegex(@"\b(?:AUTOINCREMENT|SERIAL|BLOB|BYTEA|BOOLEAN|REAL|FLOAT|VARCHAR|TIMESTAMP|DATETIME|JSONB?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex OtherTypes();
}
