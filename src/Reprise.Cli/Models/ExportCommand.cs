using System.CommandLine;
using Reprise.Cli.Shell;
using Reprise.Core.Errors;
using Reprise.Learning.Files;
using Reprise.Learning.Onnx;
using Reprise.Learning.Pipelines;
using Reprise.Serving.Hosting;
using Reprise.Serving.Models;

namespace Reprise.Cli.Models;

/// <summary><c>reprise models export</c>: a model as a file for programs in other languages.</summary>
internal sealed class ExportCommand : RepriseCommand
{
    private const string Onnx = "onnx";

    private readonly Option<string> _uri = new("--uri") { Description = "The model: models:/NAME@alias, models:/NAME/VERSION or runs:/RUN/path.", HelpName = "URI" };
    private readonly Option<string> _file = new("--file") { Description = "A model file (model.safetensors) instead of --uri.", HelpName = "FILE" };
    private readonly Option<string> _format = new("--format") { Description = "The format to write: onnx.", HelpName = "NAME", DefaultValueFactory = _ => Onnx };
    private readonly Option<string> _output = new("--output") { Description = "The file to write.", HelpName = "FILE", Required = true };
    private readonly Option<string> _inputs = new("--inputs")
    {
        Description = "columns: an input per column. matrix: one input of all columns, numbers only.",
        HelpName = "columns|matrix",
        DefaultValueFactory = _ => "columns",
    };

    private readonly Option<string> _precision = new("--precision")
    {
        Description = "The type of real numbers in and out: float or double.",
        HelpName = "float|double",
        DefaultValueFactory = _ => "float",
    };

    private readonly TrackingOptions _tracking = new();
    private readonly JsonOption _json = new();

    public ExportCommand(Terminal terminal)
        : base(terminal, "export", "Write a model as one ONNX file, preprocessing included, for programs in other languages.")
    {
        _format.AcceptOnlyFromAmong(Onnx);
        _inputs.AcceptOnlyFromAmong("columns", "matrix");
        _precision.AcceptOnlyFromAmong("float", "double");
        Add(_uri);
        Add(_file);
        Add(_format);
        Add(_output);
        Add(_inputs);
        Add(_precision);
        _tracking.AddTo(this);
        Add(_json);
        Validators.Add(result =>
        {
            if (string.IsNullOrEmpty(result.GetValue(_uri)) == string.IsNullOrEmpty(result.GetValue(_file)))
            {
                result.AddError("Name the model by --uri or by --file, one of them.");
            }
        });
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
    [
        "reprise models export --uri models:/turkish-music-emotion@production --format onnx --output moods.onnx",
        "reprise models export --file model.safetensors --inputs matrix --output model.onnx",
    ];

    /// <inheritdoc/>
    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var model = arguments.GetValue(_file) is { Length: > 0 } file ? ModelFile.Load(file) : await FetchAsync(arguments, cancellationToken);
        var output = arguments.GetRequiredValue(_output);
        try
        {
            var options = new OnnxOptions
            {
                Inputs = arguments.GetValue(_inputs) == "matrix" ? OnnxInputs.Matrix : OnnxInputs.Columns,
                Precision = arguments.GetValue(_precision) == "double" ? OnnxPrecision.Double : OnnxPrecision.Float,
            };
            OnnxFile.Save(model, output, options);
        }
        catch (ArgumentException refused)                                          // a step, a column's name or its type has no ONNX form
        {
            throw new RepriseException(ErrorCode.InvalidParameterValue, refused.Message);
        }
        catch (Exception unwritten) when (unwritten is IOException or UnauthorizedAccessException)
        {
            throw new RepriseException(ErrorCode.InvalidParameterValue, $"'{output}' cannot be written. Choose a file in a folder you may write to.");
        }

        var bytes = new FileInfo(output).Length;
        if (arguments.GetValue(_json))
        {
            Terminal.WriteJson(new ModelExportView(output, Onnx, bytes, [.. model.Inputs.Select(input => input.Name)]), CliJson.Text.ModelExportView);
        }
        else
        {
            Terminal.OutputWriter.WriteLine($"wrote {output}: {Format.Number(bytes)} bytes, {Format.Number(model.Inputs.Count)} columns");
        }

        return ExitCode.Ok;
    }

    private async Task<ITabularModel> FetchAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var uri = ModelUri.Parse(arguments.GetRequiredValue(_uri));
        await using var tracking = await _tracking.OpenAsync(arguments, cancellationToken);
        var pool = new ModelPool(tracking, new ServingOptions { CacheFolder = _tracking.ModelCache(arguments) }, TimeProvider.System);
        return (await pool.GetAsync(uri, cancellationToken)).Model.Classifier;
    }
}

/// <summary>What was exported, as <c>--json</c> prints it.</summary>
internal sealed record ModelExportView(string Output, string Format, long Bytes, IReadOnlyList<string> Columns);
