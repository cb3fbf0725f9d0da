using Reprise.Core.Matrices;

namespace Reprise.Core.Tests.Matrices;

public sealed class MatrixTests
{
    [Fact]
    public void View_OfAMatrix_SeesItsRowsColumnsAndLaterChanges()
    {
        var matrix = Numbered(3, 2);
        MatrixView view = matrix;
        matrix[2, 1] = 50;

        Assert.Equal([0, 1, 2, 3, 4, 50], view.Values);
        Assert.Equal([2, 3], view.Row(1));
        Assert.Equal(50, view[2, 1]);
        var column = new double[3];
        view.CopyColumn(1, column);
        Assert.Equal([1, 3, 50], column);
    }

    [Fact]
    public void TakeRows_WithRepeats_Copies()
    {
        var matrix = Numbered(3, 2);
        var taken = matrix.View.TakeRows([2, 0, 2]);
        matrix[0, 0] = 9;

        Assert.Equal([4, 5, 0, 1, 4, 5], taken.Values);
    }

    [Fact]
    public void View_AtAnOffset_StartsThere() =>
        Assert.Equal([3, 4], new MatrixView([1, 2, 3, 4], rows: 1, columns: 2, offset: 2).Values);

    [Fact]
    public void View_BeyondItsArray_Throws() =>
        Assert.Contains("2 × 2 values from offset 1", Assert.Throws<ArgumentException>(() => new MatrixView(new double[4], 2, 2, 1)).Message, StringComparison.Ordinal);

    [Fact]
    public void Constructor_OfAnImpossibleShape_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Matrix(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Matrix(100_000, 100_000));
    }

    [Fact]
    public void Access_BeyondTheShape_Throws()
    {
        var matrix = Numbered(2, 2);

        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Row(2).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.View.Row(-1).Length);
        Assert.Throws<IndexOutOfRangeException>(() => matrix[0, 2]);
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.View.CopyColumn(2, new double[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.View.CopyColumn(0, new double[3]));
    }

    private static Matrix Numbered(int rows, int columns)
    {
        var matrix = new Matrix(rows, columns);
        for (var i = 0; i < matrix.Values.Length; i++)
        {
            matrix.Values[i] = i;
        }

        return matrix;
    }
}
