using System.Text;
using Reprise.Studio.Artifacts;

namespace Reprise.Studio.Tests.Artifacts;

public sealed class ArtifactPreviewTests
{
    [Fact]
    public void Show_ValidJson_IsLaidOutAnew()
    {
        var preview = Show("a.json", "{\"a\":[1,2],\"b\":\"<ç>\"}");

        Assert.Equal(ArtifactKind.Json, preview.Kind);
        Assert.Contains("\n  \"b\": \"<ç>\"", preview.Text, StringComparison.Ordinal);
        Assert.Null(preview.Notice);
    }

    [Fact]
    public void Show_BrokenJson_IsShownAsItIsWithTheLine()
    {
        var preview = Show("a.json", "{\n\"a\": }");

        Assert.Equal("{\n\"a\": }", preview.Text);
        Assert.Contains("line 2", preview.Notice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a,b\n1,\"x, y\"\n", "x, y")]
    [InlineData("a;b\n1;x\n", "x")]
    [InlineData("a\tb\n1\tx\n", "x")]
    public void Show_Table_SplitsByTheDelimiterFound(string text, string expected)
    {
        var preview = Show("a.csv", text);

        Assert.Equal(ArtifactKind.Table, preview.Kind);
        Assert.Equal(["a", "b"], preview.Rows[0]);
        Assert.Equal(expected, preview.Rows[1][1]);
    }

    [Fact]
    public void Show_LongTable_IsCutAndSaysSo()
    {
        var preview = Show("a.csv", "a,b\n" + string.Join('\n', Enumerable.Range(0, 500).Select(row => $"{row},x")));

        Assert.Equal(ArtifactPreview.RowLimit + 1, preview.Rows.Count);
        Assert.Equal("The first 100 rows are shown.", preview.Notice);
    }

    [Fact]
    public void Show_RaggedTableWithStrayQuotes_IsStillShown()
    {
        var preview = Show("a.csv", "a,b\n1\n2,3,4\n\"x\"y,z\n");

        Assert.True(preview.IsShown);
    }

    [Fact]
    public void Show_MoreThanTheLimit_IsCutAndSaysSo()
    {
        var preview = Show("a.log", new string('x', ArtifactPreview.ByteLimit + 10));

        Assert.Equal(ArtifactPreview.ByteLimit, preview.Text!.Length);
        Assert.Contains("512 KB", preview.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public void Show_Binary_IsNotShown()
    {
        var preview = ArtifactPreview.Show("a.bin", ArtifactKind.Text, [1, 0, 2]);

        Assert.False(preview.IsShown);
        Assert.Contains("not text", preview.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public void Show_Page_IsText() => Assert.Equal(ArtifactKind.Text, Show("a.html", "<script>1</script>").Kind);

    private static ArtifactPreview Show(string path, string text) => ArtifactPreview.Show(path, ArtifactKinds.Of(path), Encoding.UTF8.GetBytes(text));
}
