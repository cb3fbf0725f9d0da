using System.Globalization;
using System.Text.Json;
using Reprise.Core.Matrices;
using Reprise.Core.Tables;

namespace Reprise.Learning.Tests;

/// <summary>A reference data set with the values scikit-learn gives for it; see Golden/README.md.</summary>
public sealed class GoldenSet
{
    private GoldenSet(Matrix x, int[] y, string[] columns, JsonElement values)
    {
        (X, Y, Columns, Values) = (x, y, columns, values);
        Classes = [.. values.GetProperty("classes").EnumerateArray().Select(label => label.GetString()!)];
    }

    public static TheoryData<string> Names => ["iris", "breast_cancer", "digits", "turkish"];

    public Matrix X { get; }

    public int[] Y { get; }

    public string[] Columns { get; }

    public string[] Classes { get; }

    public JsonElement Values { get; }

    public static GoldenSet Load(string name)
    {
        var values = Json($"{name}.json");
        if (name == "digits")
        {
            var rows = File.ReadAllLines(PathOf("digits.txt"));
            var pixels = new Matrix(rows.Length, 64);
            for (var row = 0; row < rows.Length; row++)
            {
                for (var i = 0; i < 64; i++)
                {
                    pixels[row, i] = "0123456789abcdefg".IndexOf(rows[row][i]);
                }
            }

            return new GoldenSet(pixels, [.. rows.Select(row => row[65] - '0')], [.. Enumerable.Range(0, 64).Select(i => $"p{i}")], values);
        }

        var lines = File.ReadAllLines(PathOf($"{name}.csv"));
        var x = new Matrix(lines.Length - 1, lines[0].Split(',').Length - 1);
        var y = new int[x.Rows];
        for (var row = 0; row < x.Rows; row++)
        {
            var cells = lines[row + 1].Split(',');
            for (var i = 0; i < x.Columns; i++)
            {
                x[row, i] = double.Parse(cells[i], CultureInfo.InvariantCulture);
            }

            y[row] = int.Parse(cells[^1], CultureInfo.InvariantCulture);
        }

        return new GoldenSet(x, y, lines[0].Split(',')[..^1], values);
    }

    /// <summary>Reference values of one family of estimators: linear, bayes, neighbours, svm, pca, cluster or features.</summary>
    public static JsonElement Family(string name, string family) => Json($"{name}.{family}.json");

    public static JsonElement Json(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(PathOf(file)));
        return document.RootElement.Clone();
    }

    public Table Table()
    {
        var columns = new List<Column>();
        for (var i = 0; i < X.Columns; i++)
        {
            var values = new double[X.Rows];
            X.View.CopyColumn(i, values);
            columns.Add(new Column<double>(Columns[i], values));
        }

        columns.Add(new Column<string>("class", [.. Y.Select(index => Classes[index])]));
        return new Table(columns);
    }

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Golden", file);
}
