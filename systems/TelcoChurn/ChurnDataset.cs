using Reprise.Core.Errors;
using Reprise.Core.Hashing;
using Reprise.Core.Tables;
using Reprise.Data.Csv;
using Reprise.Data.Datasets;
using Reprise.Data.Validation;

namespace TelcoChurn;

/// <summary>IBM's sample of 7,043 telephone customers: contract, services, charges, and whether they left (Apache-2.0).</summary>
public static class ChurnDataset
{
    /// <summary>The name under which runs and models know the data.</summary>
    public const string Name = "telco-churn";

    /// <summary>The column to predict.</summary>
    public const string Target = "Churn";

    /// <summary>The class that is looked for.</summary>
    public const string Positive = "Yes";

    /// <summary>The column that names the customer; never a feature.</summary>
    public const string Identifier = "customerID";

    private static readonly string[] YesNo = ["Yes", "No"];
    private static readonly string[] WithInternet = ["Yes", "No", "No internet service"];

    /// <summary>What the data promises. <c>TotalCharges</c> is blank for customers of no month yet.</summary>
    public static DataContract Contract { get; } = new()
    {
        Name = Name,
        Target = Target,
        MinRows = 100,
        MinClassShare = 0.05,
        Columns =
        [
            new ColumnContract { Name = Identifier, Type = ColumnType.String },
            Text("gender", "Female", "Male"),
            Number("SeniorCitizen", 0, 1, ColumnType.Long),
            Text("Partner", YesNo),
            Text("Dependents", YesNo),
            Number("tenure", 0, 1200, ColumnType.Long),
            Text("PhoneService", YesNo),
            Text("MultipleLines", "Yes", "No", "No phone service"),
            Text("InternetService", "DSL", "Fiber optic", "No"),
            Text("OnlineSecurity", WithInternet),
            Text("OnlineBackup", WithInternet),
            Text("DeviceProtection", WithInternet),
            Text("TechSupport", WithInternet),
            Text("StreamingTV", WithInternet),
            Text("StreamingMovies", WithInternet),
            Text("Contract", "Month-to-month", "One year", "Two year"),
            Text("PaperlessBilling", YesNo),
            Text("PaymentMethod", "Electronic check", "Mailed check", "Bank transfer (automatic)", "Credit card (automatic)"),
            Number("MonthlyCharges", 0, 10_000, ColumnType.Double),
            Number("TotalCharges", 0, 1_000_000, ColumnType.Double) with { Nullable = true },
            Text(Target, YesNo),
        ],
    };

    /// <summary>The file, by content, and where it can be had.</summary>
    public static DatasetSpec Spec { get; } = new()
    {
        Name = Name,
        FileName = "WA_Fn-UseC_-Telco-Customer-Churn.csv",
        Sha256 = "16320c9c1ec72448db59aa0a26a0b95401046bef5d02fd3aeb906448e3055e91",
        SharedPath = "telco-churn/WA_Fn-UseC_-Telco-Customer-Churn.csv",
        Url = new Uri("https://raw.githubusercontent.com/IBM/telco-customer-churn-on-icp4d/master/data/Telco-Customer-Churn.csv"),
        MaxBytes = 16L << 20,
        WriteSample = ChurnSample.Write,
    };

    /// <summary>Finds the file, reads it and holds it against the contract; problems are in the result, not thrown.</summary>
    /// <exception cref="RepriseException">The file changed since it was found, or is no such table.</exception>
    public static async Task<ChurnData> LoadAsync(DatasetResolverOptions options, CancellationToken cancellationToken = default)
    {
        var resolution = await new DatasetResolver(options).ResolveAsync(Spec, cancellationToken).ConfigureAwait(false);
        var bytes = await File.ReadAllBytesAsync(resolution.Path, cancellationToken).ConfigureAwait(false);
        if (ContentHash.Sha256(bytes) != resolution.Sha256)
        {
            throw new RepriseException(ErrorCode.DataLoss, $"'{resolution.Path}' changed while it was read; try again.");
        }

        var text = CsvText.Read(new MemoryStream(bytes), cancellationToken: cancellationToken);
        var report = DataValidator.Validate(text, Contract, cancellationToken: cancellationToken);
        return report.Passed
            ? new ChurnData { Table = text.ToTable(Contract.Types()), Resolution = resolution, Validation = report }
            : throw new RepriseException(
                ErrorCode.GateFailed,
                [$"{resolution.Path} breaks its contract in {report.Errors} places:", .. report.Problems.Take(20).Select(problem => problem.ToString())]);
    }

    private static ColumnContract Text(string name, params string[] labels) => new() { Name = name, Type = ColumnType.String, Labels = labels };

    private static ColumnContract Number(string name, double minimum, double maximum, ColumnType type) =>
        new() { Name = name, Type = type, Minimum = minimum, Maximum = maximum };
}
