using System.Text.Json;
using Reprise.Core.Errors;
using Reprise.Core.Files;
using Reprise.Learning.Pipelines;

namespace Reprise.Learning.Files;

/// <summary>Fitted models as one safetensors file: arrays as tensors, the rest as JSON in its metadata. Nothing in it is executed on load.</summary>
/// <remarks>
/// The metadata has <c>format</c> (<c>reprise.model</c>), <c>version</c> and <c>graph</c>. The same model gives the same bytes. The reader takes files
/// from strangers: it checks every size, name, shape and tree before use, and refuses with one message. A file is mapped, not read whole: a tensor's pages are touched
/// when it is taken, and files above 2 GiB are read as any other. Replace a file that may be in use by renaming, as <see cref="Save"/> does, never in place.
/// </remarks>
public static class ModelFile
{
    private const string Format = "reprise.model";
    private const string Version = "1";

    /// <summary>Writes a model; the file appears whole or not at all.</summary>
    /// <exception cref="ArgumentException">The model, or a step of it, is of a type that has no file form; its steps are nested too deeply; or it has so many columns and steps that their names do not fit in a header of 16 MiB. Nothing is written then.</exception>
    public static void Save(ITabularModel model, string path) => AtomicFile.Write(path, stream => Write(model, stream));

    /// <summary>Writes a model's bytes to a stream.</summary>
    /// <inheritdoc cref="Save"/>
    public static void Write(ITabularModel model, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        var tensors = new SafeTensorsWriter();
        var graph = PipelineGraph.Write(model, tensors);
        tensors.WriteTo(stream, [new("format", Format), new("version", Version), new("graph", graph)]);
    }

    /// <summary>Reads a model: an <see cref="ITabularClassifier"/>, an <see cref="ITabularRegressor"/> or an <see cref="ITabularClusterer"/>.</summary>
    /// <exception cref="RepriseException">The file is missing, damaged, not a model, or of a version or with a step this version does not know.</exception>
    public static ITabularModel Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
        {
            throw new RepriseException(ErrorCode.ResourceDoesNotExist, $"There is no model file '{path}'.");
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        return Read(stream, path);
    }

    /// <summary>Reads a model that must be a <typeparamref name="TModel"/>.</summary>
    /// <exception cref="RepriseException">The file is missing, damaged, not a model, of another kind, or of a version or with a step this version does not know.</exception>
    public static TModel Load<TModel>(string path)
        where TModel : ITabularModel =>
        OfKind<TModel>(Load(path), path);

    /// <summary>Reads a model that must be a <typeparamref name="TModel"/> from a seekable stream; <paramref name="place"/> names it in messages.</summary>
    /// <exception cref="RepriseException">The bytes are damaged, not a model, of another kind, or of a version or with a step this version does not know.</exception>
    public static TModel Read<TModel>(Stream stream, string place)
        where TModel : ITabularModel =>
        OfKind<TModel>(Read(stream, place), place);

    /// <summary>Reads a model from a seekable stream; <paramref name="place"/> names it in messages.</summary>
    /// <exception cref="RepriseException">The bytes are damaged, not a model, or of a version or with a step this version does not know.</exception>
    public static ITabularModel Read(Stream stream, string place)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentException.ThrowIfNullOrEmpty(place);
        using var tensors = SafeTensorsReader.Read(stream, place);
        if (tensors.Metadata.GetValueOrDefault("format") is var format && format != Format)
        {
            throw ModelFileErrors.Corrupt(place, $"its format is '{format}' and must be '{Format}'.");
        }

        if (tensors.Metadata.GetValueOrDefault("version") is var version && version != Version)
        {
            throw ModelFileErrors.Unknown(place, $"its version is '{version}' and '{Version}' is known.");
        }

        try
        {
            using var document = JsonDocument.Parse(
                tensors.Metadata.GetValueOrDefault("graph") ?? "", new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = PipelineGraph.MaxDepth });
            var model = PipelineGraph.Read(new GraphObject(document.RootElement, place, "$"), tensors);
            return tensors.Remaining.FirstOrDefault() is { } left
                ? throw ModelFileErrors.Corrupt(place, $"nothing in its graph uses tensor '{left}'.")
                : model;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)     // not JSON, or text that is not Unicode
        {
            throw ModelFileErrors.Corrupt(place, $"its graph is not JSON ({e.Message.TrimEnd('.')}).");
        }
    }

    private static TModel OfKind<TModel>(ITabularModel model, string place)
        where TModel : ITabularModel =>
        model is TModel wanted ? wanted : throw ModelFileErrors.Kind(place, Name(model.GetType()), Name(typeof(TModel)));

    private static string Name(Type type) =>
        type.IsAssignableTo(typeof(ITabularClassifier)) ? "classifier" : type.IsAssignableTo(typeof(ITabularRegressor)) ? "regressor" : "clusterer";
}
