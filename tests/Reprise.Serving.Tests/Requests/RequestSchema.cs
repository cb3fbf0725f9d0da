using System.Text;
using Reprise.Core.Tables;
using Reprise.Learning.Pipelines;
using Reprise.Serving.Models;
using Reprise.Serving.Requests;

namespace Reprise.Serving.Tests.Requests;

/// <summary>A schema with every type, and readers that take text.</summary>
internal static class RequestSchema
{
    public static InputSchema Every { get; } = new(
        new ModelSignature
        {
            Inputs =
            [
                new SignatureField("tempo", SignatureType.Double),
                new SignatureField("beats", SignatureType.Long),
                new SignatureField("live", SignatureType.Boolean),
                new SignatureField("title", SignatureType.String),
                new SignatureField("at", SignatureType.Datetime, Required: false),
                new SignatureField("level", SignatureType.Float, Required: false),
                new SignatureField("year", SignatureType.Integer, Required: false),
            ],
        },
        [new InputColumn("tempo", ColumnType.Double), new InputColumn("beats", ColumnType.Double)]);

    public static InputSchema Two { get; } = new(
        new ModelSignature { Inputs = [new SignatureField("a", SignatureType.Double), new SignatureField("b", SignatureType.Double)] },
        [new InputColumn("a", ColumnType.Double), new InputColumn("b", ColumnType.Double)]);

    public static InputResult Invoke(string json, InputSchema? schema = null, InputLimits? limits = null) =>
        InvocationReader.Read(Encoding.UTF8.GetBytes(json), schema ?? Two, limits ?? new InputLimits());

    public static InputResult Predict(string json, InputSchema? schema = null, InputLimits? limits = null) =>
        PredictReader.Read(Encoding.UTF8.GetBytes(json), schema ?? Two, limits ?? new InputLimits());

    public static InputResult Csv(string csv, InputSchema? schema = null, InputLimits? limits = null) =>
        CsvBodyReader.Read(Encoding.UTF8.GetBytes(csv), schema ?? Two, limits ?? new InputLimits(), TestContext.Current.CancellationToken);

    /// <summary>The cells as text, rows joined by <c>;</c>.</summary>
    public static string Cells(this InputResult result)
    {
        Assert.NotNull(result.Table);
        Assert.Empty(result.Problems);
        return string.Join(
            ';', Enumerable.Range(0, result.Table.RowCount).Select(row => string.Join(',', result.Table.Columns.Select(column => column.TextAt(row) ?? "null"))));
    }

    /// <summary>Place and rule of every problem, in order.</summary>
    public static IEnumerable<string> Places(this InputResult result)
    {
        Assert.Null(result.Table);
        return result.Problems.Select(problem => $"{problem.Path}: {problem.Rule}");
    }
}
