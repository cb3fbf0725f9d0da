using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Reprise.Cli.Access;
using Reprise.Cli.Backup;
using Reprise.Cli.Audit;
using Reprise.Cli.Demo;
using Reprise.Cli.Doctor;
using Reprise.Cli.Experiments;
using Reprise.Cli.Models;
using Reprise.Cli.Projects;
using Reprise.Cli.Runs;
using Reprise.Cli.Up;
using Reprise.Cli.Validate;
using Reprise.Tracking.Backup;
using Reprise.Tracking.Client;
using Reprise.Tracking.Mlruns;
using Reprise.Tracking.Audit;
using Reprise.Tracking.Registry;

namespace Reprise.Cli.Shell;

/// <summary>Source-generated JSON of everything a command prints: snake_case names, indented.</summary>
[JsonSerializable(typeof(BackupReport))]
[JsonSerializable(typeof(DatabaseUpgradeReport))]
[JsonSerializable(typeof(AuditRecord[]))]
[JsonSerializable(typeof(AuditVerdictView))]
[JsonSerializable(typeof(DemoReport))]
[JsonSerializable(typeof(ChurnReport))]
[JsonSerializable(typeof(DigitsReport))]
[JsonSerializable(typeof(LeaderboardReport))]
[JsonSerializable(typeof(DoctorReport))]
[JsonSerializable(typeof(ExperimentView[]))]
[JsonSerializable(typeof(ImportLog))]
[JsonSerializable(typeof(InferredRulesReport))]
[JsonSerializable(typeof(KeyView))]
[JsonSerializable(typeof(KeyView[]))]
[JsonSerializable(typeof(ModelExportView))]
[JsonSerializable(typeof(ModelVersionView))]
[JsonSerializable(typeof(PredictionView[]))]
[JsonSerializable(typeof(ProjectRunView))]
[JsonSerializable(typeof(PromotionView))]
[JsonSerializable(typeof(RegisteredModelView[]))]
[JsonSerializable(typeof(RestoreReport))]
[JsonSerializable(typeof(RegistryHistory))]
[JsonSerializable(typeof(RoleView[]))]
[JsonSerializable(typeof(RunDetailView))]
[JsonSerializable(typeof(RunView[]))]
[JsonSerializable(typeof(UpReport))]
[JsonSerializable(typeof(UserView))]
[JsonSerializable(typeof(UserView[]))]
[JsonSerializable(typeof(ValidateDataReport))]
internal sealed partial class CliJson : JsonSerializerContext
{
    /// <summary>The context commands write with: letters of any language as they are, since the text goes to a terminal or a file, not into HTML.</summary>
    public static CliJson Text { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
