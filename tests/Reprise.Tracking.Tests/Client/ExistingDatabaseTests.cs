using Dapper;
using Microsoft.Data.Sqlite;
using Reprise.Core.Errors;
using Reprise.Tracking.Experiments;
using Reprise.Tracking.Registry;
using Reprise.Tracking.Runs;
using Reprise.Tracking.Sqlite;

namespace Reprise.Tracking.Tests.Client;

/// <summary>A database as MLflow's server leaves it: rollback journal, rows with its nulls and leftovers.</summary>
public sealed class ExistingDatabaseTests : IDisposable
{
    private const string Rows =
        """
        INSERT INTO experiments VALUES (0, 'Default', '/srv/mlruns/0', 'active', 1000, 1000), (7, 'old', 'mlflow-artifacts:/7', 'active', NULL, NULL);
        INSERT INTO experiment_tags VALUES ('k', NULL, 7);
        INSERT INTO runs (run_uuid, name, source_type, source_name, entry_point_name, user_id, status, start_time, end_time, source_version, lifecycle_stage,
                          artifact_uri, experiment_id, deleted_time)
        VALUES ('00000000000000000000000000000001', NULL, 'LOCAL', 'train.py', NULL, NULL, 'FAILED', NULL, NULL, NULL, 'active', NULL, 7, NULL),
               ('00000000000000000000000000000002', 'n', 'UNKNOWN', '', '', 'ada', 'RUNNING', 5, NULL, '', 'deleted', 'mlflow-artifacts:/7/2/artifacts', 7, 9);
        INSERT INTO tags VALUES ('mlflow.runName', NULL, '00000000000000000000000000000001');
        INSERT INTO latest_metrics VALUES ('m', 0.0, NULL, 0, 1, '00000000000000000000000000000001');
        INSERT INTO registered_models VALUES ('rm', 1, 2, NULL);
        INSERT INTO model_versions (name, version, creation_time, last_updated_time, description, user_id, current_stage, source, run_id, status, run_link)
        VALUES ('rm', 1, 1, 1, NULL, NULL, 'Deleted_Internal', 'REDACTED-SOURCE-PATH', 'REDACTED-RUN-ID', 'READY', NULL),
               ('rm', 2, 1, 1, NULL, NULL, 'Production', 'mlflow-artifacts:/x', '', 'READY', NULL);
        INSERT INTO registered_model_aliases (alias, version, name) VALUES ('left-behind', 1, 'rm'), ('champ', 2, 'rm');
        """;

    private readonly TemporaryHome _home = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ExistingDatabaseTests()
    {
        using var connection = SqliteConnections.Open(_home.Database, SqliteOpenMode.ReadWriteCreate);
        SqliteSchema.Ensure(connection, new SqliteWriter(connection), 0);
        connection.Execute("DELETE FROM experiments;" + Rows);
        Assert.Equal("delete", connection.QuerySingle<string>("PRAGMA journal_mode"));
    }

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Open_MlflowsRows_AreReadAsTheyAre()
    {
        await using var client = await _home.OpenAsync();
        var experiment = await client.Experiments.GetAsync("7", Token);
        var runs = (await client.Runs.SearchAsync(new RunQuery { ExperimentIds = ["7"], View = ViewType.All }, Token)).Items;

        Assert.Equal("/srv/mlruns/0", (await client.Experiments.GetAsync("0", Token)).ArtifactLocation);
        Assert.Equal((0L, ""), (experiment.CreatedAt, experiment.Tags.Single().Value));
        Assert.Equal(["ada", ""], runs.Select(run => run.Info.UserId));
        Assert.Equal([LifecycleStage.Deleted, LifecycleStage.Active], runs.Select(run => run.Info.Lifecycle));
        Assert.Equal((RunStatus.Failed, 0L, ""), (runs[1].Info.Status, runs[1].Info.StartTime, runs[1].Info.Name));
        Assert.Equal(double.NaN, runs[1].Metrics.Single().Value);
    }

    [Fact]
    public async Task Open_MlflowsRegistry_IsReadAsItIs()
    {
        await using var client = await _home.OpenAsync();
        var model = await client.Registry.GetModelAsync("rm", Token);

        Assert.Equal([2], model.LatestVersions.Select(version => version.Version));
        Assert.Null(model.LatestVersions[0].RunId);
        Assert.Equal(2, (await client.Registry.GetVersionByAliasAsync("rm", "champ", Token)).Version);
        await Refusal.IsAsync(
            ErrorCode.ResourceDoesNotExist,
            "Model Version (name=rm, version=1) not found",
            () => client.Registry.GetVersionByAliasAsync("rm", "left-behind", Token));
        var next = await client.Registry.CreateVersionAsync(new NewModelVersion { Name = "rm", Source = "s3://b/x" }, Token);
        Assert.Equal(3, next.Version);
        Assert.Equal(2, (await client.Registry.PromoteAsync(new Promotion { Name = "rm", Version = 2 }, Token)).Version);
    }

    [Fact]
    public async Task Open_NextIds_FollowThoseThatAreThere()
    {
        await using var client = await _home.OpenAsync();

        Assert.Equal("8", await client.Experiments.CreateAsync("new", cancellationToken: Token));
        Assert.Equal(3, (await client.Experiments.SearchAsync(new ExperimentQuery(), Token)).Items.Count);
    }
}
