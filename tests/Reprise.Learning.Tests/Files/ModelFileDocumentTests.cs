using System.Runtime.CompilerServices;
using Reprise.Learning.Files;

namespace Reprise.Learning.Tests.Files;

public sealed class ModelFileDocumentTests
{
    /// <summary>A step without a row in the tables is one that other readers cannot read.</summary>
    [Fact]
    public void Document_OfTheFormat_NamesEveryStep()
    {
        var document = File.ReadAllText(Path.Combine(Root(), "docs", "model-file.md"));

        Assert.DoesNotContain(StepCodecs.All.Select(codec => codec.Name), name => !document.Contains($"`{name}`", StringComparison.Ordinal));
    }

    private static string Root([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
