using System.Text.RegularExpressions;
using Reprise.Data.Csv;
using Reprise.Serving.Models;
using Reprise.Tracking.Client;
using TurkishMusic;

namespace Reprise.Docs.Tests;

public sealed class ReadmeExampleTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("reprise-readme-").FullName;

    [Fact]
    public void Readme_CSharpBlock_IsTheExampleToTheLetter()
    {
        var source = Checkout.Read("tests/Reprise.Docs.Tests/ReadmeExample.cs");
        var example = Regex.Match(source, @"// <readme>\n(.*?)\n *// </readme>", RegexOptions.Singleline).Groups[1].Value;
        var unindented = string.Join('\n', example.Split('\n').Select(line => line.Length > 8 ? line[8..] : line.Trim()));

        Assert.Contains($"```csharp\n{unindented}\n```", Checkout.Read("README.md"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Readme_CSharpBlock_TrainsTracksAndRegisters()
    {
        var csv = Path.Combine(_folder, "songs.csv");
        CsvWriter.Write(csv, TurkishMusicSample.Create());

        var version = await ReadmeExample.RunAsync(csv, Path.Combine(_folder, "home"), Path.Combine(_folder, "model"));

        await using var tracking = await TrackingClient.OpenAsync(Path.Combine(_folder, "home"), TestContext.Current.CancellationToken);
        var stored = await tracking.Registry.GetVersionAsync("songs", 1, TestContext.Current.CancellationToken);
        Assert.Equal(version.Version, stored.Version);
        var run = await tracking.Runs.GetAsync(stored.RunId!, TestContext.Current.CancellationToken);
        Assert.InRange(run.Metrics.Single(metric => metric.Key == "accuracy").Value, 0.4, 1.0);
        Assert.NotNull(ModelDirectory.Load(Path.Combine(_folder, "model")).Classifier);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
