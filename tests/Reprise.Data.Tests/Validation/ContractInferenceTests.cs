using Reprise.Core.Tables;
using Reprise.Data.Csv;
using Reprise.Data.Validation;

namespace Reprise.Data.Tests.Validation;

public sealed class ContractInferenceTests
{
    [Fact]
    public void Infer_CleanFile_FindsTypesRangesAndLabelsAndPasses()
    {
        var text = Read(new Dirtier(Songs.Clean(150), Songs.Contract, 1).ToCsv());

        var contract = ContractInference.Infer(text, "songs");

        Assert.Equal([ColumnType.String, ColumnType.Double, ColumnType.Double, ColumnType.Long], contract.Columns.Select(column => column.Type));
        Assert.Equal(["angry", "happy", "sad"], contract.Columns[0].Labels!);
        Assert.InRange(contract.Columns[1].Minimum!.Value, 40, 60);
        Assert.True(DataValidator.Validate(text, contract, cancellationToken: TestContext.Current.CancellationToken).Passed);
    }

    [Fact]
    public void Infer_DirtiedFile_FindsJunkAndOddLabelsWithoutBeingTold()
    {
        var dirtier = new Dirtier(Songs.Clean(200), Songs.Contract, 5).PutJunk(20).MakeLabelsOdd(9).Pad(12);
        var text = Read(dirtier.ToCsv());

        var report = DataValidator.Validate(text, ContractInference.Infer(text, "songs"), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(dirtier.Flaws, report.Problems.Select(problem => (problem.Row!.Value, problem.Column!, problem.Rule)).ToHashSet());
    }

    [Fact]
    public void Infer_TextOfManyValuesBooleansAndBlanks_AreSeen()
    {
        var rows = string.Concat(Enumerable.Range(0, 100).Select(i => $"title {i},{(i % 2 == 0 ? "true" : "False")},,{i}\n"));
        var contract = ContractInference.Infer(Read("title,flag,empty,n\n" + rows), "x");

        Assert.Equal([ColumnType.String, ColumnType.Boolean, ColumnType.Double, ColumnType.Long], contract.Columns.Select(column => column.Type));
        Assert.All(contract.Columns, column => Assert.Null(column.Labels));
        Assert.Equal([false, false, true, false], contract.Columns.Select(column => column.Nullable));
    }

    private static TextTable Read(string csv) => CsvText.Read(new StringReader(csv), null, TestContext.Current.CancellationToken);
}
