using System.Reflection;
using System.Text;
using Reprise.Core.Errors;
using Reprise.Core.Files;
using Reprise.Core.Hashing;
using Reprise.Core.Tables;
using Reprise.Learning.Files;
using Reprise.Learning.Pipelines;
using Reprise.Serving.Requests;

namespace Reprise.Serving.Models;

/// <summary>
/// Model directories in MLflow's layout: <c>MLmodel</c>, <c>model.safetensors</c> and example requests. Loading reads data only: no code is executed, no
/// path leaves the directory, the model file is checked against its SHA-256.
/// </summary>
public static class ModelDirectory
{
    /// <summary>Name of the description.</summary>
    public const string MlModelName = "MLmodel";

    /// <summary>Name of the fitted model's file.</summary>
    public const string ModelFileName = "model.safetensors";

    /// <summary>Name of the example in split form.</summary>
    public const string InputExampleName = "input_example.json";

    /// <summary>Name of the example as a whole body for <c>/invocations</c>.</summary>
    public const string ServingExampleName = "serving_input_example.json";

    /// <summary>Largest example read, in bytes.</summary>
    internal const int MaxExampleBytes = 16 << 20;

    /// <summary>Writes a directory that is not there yet, or is empty; it appears whole or not at all.</summary>
    /// <returns>What <c>MLmodel</c> says; the model file's SHA-256 is <c>Flavor.Sha256</c>.</returns>
    /// <exception cref="RepriseException"><see cref="ErrorCode.ResourceAlreadyExists"/> when the directory has content.</exception>
    public static MlModel Write(string path, ITabularModel fitted, NewModelDirectory content, TimeProvider timeProvider)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(fitted);
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(timeProvider);
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())
        {
            throw new RepriseException(ErrorCode.ResourceAlreadyExists, $"'{target}' has content; a model directory is written to a new or empty folder.");
        }

        var parent = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(parent);
        var temporary = Path.Combine(parent, $".reprise-tmp-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(temporary);
            var model = WriteFiles(temporary, fitted, content, timeProvider);
            if (Directory.Exists(target))
            {
                Directory.Delete(target);
            }

            Directory.Move(temporary, target);
            return model;
        }
        catch
        {
            Directory.Delete(temporary, recursive: true);
            throw;
        }
    }

    /// <summary>Loads the classifier of a directory of anyone's making.</summary>
    /// <exception cref="RepriseException">
    /// <see cref="ErrorCode.ResourceDoesNotExist"/> when there is no <c>MLmodel</c>; <see cref="ErrorCode.InvalidParameterValue"/> with every problem when the
    /// directory breaks a rule; <see cref="ErrorCode.DataLoss"/> when the model file is not the one that was written.
    /// </exception>
    public static LoadedModel Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var info = ReadInfo(path);
        var file = ConfinedPath.Resolve(path, info.Flavor.ModelFile);
        if (!File.Exists(file))
        {
            throw Lacks(info.Flavor.ModelFile);
        }

        var classifier = ReadModel(file, info.Flavor);
        var problems = new List<string>();
        info.Signature.CheckAgainst(classifier, problems);
        return problems.Count == 0
            ? new LoadedModel { Info = info, Classifier = classifier, InputExample = ReadExample(path, info, classifier) }
            : throw new RepriseException(ErrorCode.InvalidParameterValue, problems);
    }

    /// <summary>Reads <c>MLmodel</c> alone.</summary>
    /// <exception cref="RepriseException">As for <see cref="Load"/>.</exception>
    public static MlModel ReadInfo(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var file = ConfinedPath.Resolve(path, MlModelName);
        if (!File.Exists(file))
        {
            throw new RepriseException(ErrorCode.ResourceDoesNotExist, $"'{path}' is no model directory: it has no file {MlModelName}.");
        }

        return MlModelReader.Read(ReadBounded(file, MlModelReader.MaxBytes));
    }

    /// <summary>Hashes and reads through one open file, so that what is loaded is what was checked.</summary>
    private static ITabularClassifier ReadModel(string file, RepriseFlavor flavor)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        var sha256 = ContentHash.Sha256(stream);
        if (sha256 != flavor.Sha256)
        {
            throw new RepriseException(
                ErrorCode.DataLoss,
                $"'{flavor.ModelFile}' has SHA-256 {sha256}; MLmodel says {flavor.Sha256}. The file was changed or cut short: log the model again.");
        }

        stream.Position = 0;
        return ModelFile.Read<ITabularClassifier>(stream, flavor.ModelFile);
    }

    private static Table? ReadExample(string path, MlModel info, ITabularClassifier classifier)
    {
        if (info.InputExample is null)
        {
            return null;
        }

        var file = ConfinedPath.Resolve(path, info.InputExample);
        if (!File.Exists(file))
        {
            throw Lacks(info.InputExample);
        }

        var limits = new InputLimits { MaxBodyBytes = MaxExampleBytes };
        var schema = new InputSchema(info.Signature, classifier.Inputs);
        var example = InputExampleReader.Read(ReadBounded(file, MaxExampleBytes), info.InputExample, schema, limits);
        return example.Table
            ?? throw new RepriseException(ErrorCode.InvalidParameterValue, [.. example.Problems.Select(problem => problem.ToString())]);
    }

    private static RepriseException Lacks(string file) =>
        new(ErrorCode.DataLoss, $"The model directory lacks '{file}', which its MLmodel names. Log the model again.");

    private static MlModel WriteFiles(string folder, ITabularModel fitted, NewModelDirectory content, TimeProvider timeProvider)
    {
        var file = Path.Combine(folder, ModelFileName);
        ModelFile.Save(fitted, file);
        if (content.InputExample is { } example)
        {
            var rows = example.Select(content.Signature.Inputs.Select(field => field.Name!).Where(name => example.TryGetColumn(name, out _)));
            AtomicFile.Write(Path.Combine(folder, InputExampleName), stream => InputExampleFile.Write(rows, stream, asRequest: false));
            AtomicFile.Write(Path.Combine(folder, ServingExampleName), stream => InputExampleFile.Write(rows, stream, asRequest: true));
        }

        var model = new MlModel
        {
            ArtifactPath = content.ArtifactPath,
            Flavor = new RepriseFlavor(ModelFileName, ContentHash.Sha256OfFile(file), ProgramVersion),
            ModelId = content.ModelId,
            ModelSizeBytes = new DirectoryInfo(folder).EnumerateFiles().Sum(entry => entry.Length),
            ModelUuid = Guid.NewGuid().ToString("N"),
            RunId = content.RunId,
            InputExample = content.InputExample is null ? null : InputExampleName,
            Signature = content.Signature,
            CreatedAt = timeProvider.GetUtcNow(),
        };
        AtomicFile.Write(Path.Combine(folder, MlModelName), stream =>
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
            MlModelWriter.Write(model, writer);
        });
        return model;
    }

    private static byte[] ReadBounded(string file, int maxBytes)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (stream.Length > maxBytes)
        {
            throw new RepriseException(
                ErrorCode.InvalidParameterValue, $"'{Path.GetFileName(file)}' has {stream.Length} bytes; at most {maxBytes} are read.");
        }

        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    private static string ProgramVersion { get; } =
        typeof(ModelDirectory).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";
}
