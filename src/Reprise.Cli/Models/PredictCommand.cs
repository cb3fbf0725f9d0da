using System.CommandLine;
using Reprise.Cli.Shell;
using Reprise.Core.Errors;
using Reprise.Core.Files;
using Reprise.Core.Tables;
using Reprise.Data.Csv;
using Reprise.Learning.Pipelines;
using Reprise.Serving.Hosting;
using Reprise.Serving.Models;
using Reprise.Serving.Requests;

namespace Reprise.Cli.Models;

/// <summary><c>reprise models predict</c>: a table in, predictions out, without a server.</summary>
internal sealed class PredictCommand : RepriseCommand
{
    private static readonly InputLimits Limits = new() { MaxBodyBytes = int.MaxValue, MaxRows = 100_000_000, MaxCells = 500_000_000 };

    private readonly Argument<string> _model = new("MODEL") { Description = "The model: models:/NAME@alias, models:/NAME/VERSION or runs:/RUN/path." };
    private readonly Option<string> _input = new("--input") { Description = "CSV file with the model's columns and a header line; - reads standard input.", HelpName = "FILE", Required = true };
    private readonly Option<string> _output = new("--output") { Description = "File for the predictions. Default: standard output.", HelpName = "FILE" };
    private readonly TrackingOptions _tracking = new();
    private readonly JsonOption _json = new();

    public PredictCommand(Terminal terminal)
        : base(terminal, "predict", "Predict the rows of a CSV file: a label and a probability per class for each, as CSV or JSON.")
    {
        Add(_model);
        Add(_input);
        Add(_output);
        _tracking.AddTo(this);
        Add(_json);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
    [
        "reprise models predict models:/turkish-music-emotion@production --input songs.csv > moods.csv",
        "reprise models predict models:/turkish-music-emotion/1 --input songs.csv --json --output moods.json",
    ];

    /// <inheritdoc/>
    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var uri = ModelUri.Parse(arguments.GetRequiredValue(_model));
        var body = await ReadAsync(arguments.GetRequiredValue(_input), cancellationToken);
        await using var tracking = await _tracking.OpenAsync(arguments, cancellationToken);
        var pool = new ModelPool(tracking, new ServingOptions { CacheFolder = _tracking.ModelCache(arguments) }, TimeProvider.System);
        var model = await pool.GetAsync(uri, cancellationToken);

        var input = CsvBodyReader.Read(body, model.Schema, Limits, cancellationToken);
        if (input.Table is null)
        {
            throw new RepriseException(ErrorCode.InvalidParameterValue, [.. input.Describe().Split('\n')]);
        }

        if (input.IgnoredColumns.Count > 0)
        {
            Terminal.ErrorWriter.WriteLine($"Not used by the model: {string.Join(", ", input.IgnoredColumns)}");
        }

        var predictions = model.Predict(input.Table, cancellationToken);
        Write(arguments.GetValue(_output), predictions, arguments.GetValue(_json));
        return ExitCode.Ok;
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (path != "-")
        {
            return File.Exists(path)
                ? await File.ReadAllBytesAsync(path, cancellationToken)
                : throw new RepriseException(ErrorCode.InvalidParameterValue, $"There is no file '{path}'. --input takes a CSV file, or - for standard input.");
        }

        await using var input = Console.OpenStandardInput();
        using var buffer = new MemoryStream();
        await input.CopyToAsync(buffer, cancellationToken);
        return buffer.ToArray();
    }

    private void Write(string? path, ClassPredictions predictions, bool json)
    {
        if (json && path is null)
        {
            Terminal.WriteJson(Views(predictions), CliJson.Text.PredictionViewArray);
        }
        else if (json)
        {
            AtomicFile.Write(path!, stream => System.Text.Json.JsonSerializer.Serialize(stream, Views(predictions), CliJson.Text.PredictionViewArray));
        }
        else if (path is null)
        {
            CsvWriter.Write(Terminal.OutputWriter, TableOf(predictions));
        }
        else
        {
            CsvWriter.Write(path, TableOf(predictions));
        }
    }

    private static PredictionView[] Views(ClassPredictions predictions) =>
    [
        .. predictions.Labels.Select((label, row) => new PredictionView(
            label, predictions.Classes.Select((name, i) => (name, predictions.Probabilities[row, i])).ToDictionary(StringComparer.Ordinal))),
    ];

    private static Table TableOf(ClassPredictions predictions) => new(
    [
        new Column<string>("prediction", [.. predictions.Labels]),
        .. predictions.Classes.Select((name, i) => new Column<double>(
            "probability_" + name, [.. Enumerable.Range(0, predictions.Labels.Count).Select(row => predictions.Probabilities[row, i])])),
    ]);
}

/// <summary>A prediction as <c>--json</c> prints it.</summary>
internal sealed record PredictionView(string Prediction, IReadOnlyDictionary<string, double> Probabilities);
