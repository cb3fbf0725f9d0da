using System.Globalization;
using System.Text.Json;
using Reprise.Core.Tables;
using Reprise.Serving.Tests;

namespace Reprise.Server.Tests.Serving;

/// <summary>Rows of the music data as request bodies.</summary>
internal static class MusicRequests
{
    private static readonly Table Features = MusicModels.Rows.Without("Class");

    public static string Row(int row) =>
        $"{{{string.Join(", ", Features.Columns.Select(column => $"{JsonSerializer.Serialize(column.Name)}: {column.TextAt(row)}"))}}}";

    public static string Rows(params int[] rows) => $"[{string.Join(", ", rows.Select(Row))}]";

    public static string Values(int row) => $"[{string.Join(", ", Features.Columns.Select(column => column.TextAt(row)))}]";

    public static string Split(params int[] rows) =>
        $"{{\"columns\": {JsonSerializer.Serialize(Features.Columns.Select(column => column.Name))}, \"data\": [{string.Join(", ", rows.Select(Values))}]}}";

    public static string Columnwise(params int[] rows) =>
        $"{{{string.Join(", ", Features.Columns.Select(column => $"{JsonSerializer.Serialize(column.Name)}: [{string.Join(", ", rows.Select(row => column.TextAt(row)))}]"))}}}";

    public static string Csv(params int[] rows) =>
        string.Join(',', Features.Columns.Select(column => column.Name)) + "\n"
        + string.Concat(rows.Select(row => string.Join(',', Features.Columns.Select(column => column.TextAt(row))) + "\n"));

    public static string[] Labels(int trees, params int[] rows) =>
        [.. MusicModels.WithTrees(trees).Predict(MusicModels.Rows.TakeRows(rows), TestContext.Current.CancellationToken).Labels];

    public static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetDouble())];

    public static string[] Texts(JsonElement array) => [.. array.EnumerateArray().Select(value => value.ToString())];

    public static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
