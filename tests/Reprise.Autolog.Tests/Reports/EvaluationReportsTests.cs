using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Reprise.Autolog.Reports;
using Reprise.Learning.Metrics;

namespace Reprise.Autolog.Tests.Reports;

public sealed class EvaluationReportsTests
{
    private static readonly ConfusionMatrix Confusion = ConfusionMatrix.Of([0, 0, 0, 1], [0, 0, 1, 1], ["<angry> & \"sad\"", "happy"]);

    [Fact]
    public void ConfusionCsv_Matrix_HasARowPerTrueClass() =>
        Assert.Equal(
            "true,\"<angry> & \"\"sad\"\"\",happy\n\"<angry> & \"\"sad\"\"\",2,1\nhappy,0,1\n",
            EvaluationReports.ConfusionCsv(Confusion));

    [Fact]
    public void ImportancesCsv_Features_AreSortedByImportanceInAnyCulture()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("tr-TR");
        try
        {
            Assert.Equal("feature,importance\nc,0.5\na,0.25\nb,0.25\n", EvaluationReports.ImportancesCsv(["b", "a", "c"], [0.25, 0.25, 0.5]));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void ReportJson_Report_HasTheKeysOfThePeer()
    {
        using var json = JsonDocument.Parse(EvaluationReports.ReportJson(ClassificationReport.Of(Confusion)));

        Assert.Equal(0.75, json.RootElement.GetProperty("accuracy").GetDouble());
        Assert.Equal(0.5, json.RootElement.GetProperty("happy").GetProperty("precision").GetDouble());
        Assert.Equal(1, json.RootElement.GetProperty("happy").GetProperty("recall").GetDouble());
        Assert.Equal(4, json.RootElement.GetProperty("weighted avg").GetProperty("support").GetInt32());
    }

    [Fact]
    public void Draw_ConfusionMatrix_IsWellFormedWithEveryCountAndLabelEscaped()
    {
        var texts = Texts(ConfusionMatrixPicture.Draw(Confusion));

        Assert.Contains("<angry> & \"sad\"", texts);
        Assert.Contains("66.7 %", texts);
        Assert.Contains("2", texts);
    }

    [Fact]
    public void Draw_RocCurves_NamesEachClassWithItsArea()
    {
        var curve = RocCurve.Of([true, false, true, false], [0.9, 0.8, 0.7, 0.1]);

        var texts = Texts(RocPicture.Draw([("happy", curve), ("sad", curve)]));

        Assert.Contains("happy: AUC 0.750", texts);
        Assert.Contains("sad: AUC 0.750", texts);
    }

    private static List<string> Texts(string svg) =>
        [.. XDocument.Parse(svg).Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value)];
}
