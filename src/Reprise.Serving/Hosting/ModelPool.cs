using Reprise.Core.Errors;
using Reprise.Serving.Models;
using Reprise.Tracking;

namespace Reprise.Serving.Hosting;

/// <summary>
/// Loads models by URI and keeps the most recently used in memory. A URI is resolved anew on each call, so an alias that moved gives the new version; one
/// version is loaded once however many ask at a time. Thread-safe.
/// </summary>
public sealed class ModelPool
{
    private readonly ModelResolver _resolver;
    private readonly ModelDownloads _downloads;
    private readonly TimeProvider _timeProvider;
    private readonly int _capacity;
    private readonly Lock _gate = new();
    private readonly LinkedList<(string Key, Task<ServedModel> Model)> _recent = new();
    private readonly Dictionary<string, LinkedListNode<(string Key, Task<ServedModel> Model)>> _byKey = new(StringComparer.Ordinal);

    /// <summary>A pool over a tracking client.</summary>
    public ModelPool(ITrackingClient tracking, ServingOptions options, TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(tracking);
        ArgumentNullException.ThrowIfNull(options);
        Require.InRange(options.MaxModelsInMemory, 1, int.MaxValue, nameof(ServingOptions), nameof(options.MaxModelsInMemory));
        _resolver = new ModelResolver(tracking);
        _downloads = new ModelDownloads(tracking.Artifacts, options.CacheFolder, timeProvider) { MaxModelBytes = options.MaxModelBytes };
        _timeProvider = timeProvider;
        _capacity = options.MaxModelsInMemory;
    }

    /// <summary>The directory a URI names now, not loaded.</summary>
    /// <exception cref="RepriseException">It names none.</exception>
    public Task<ResolvedModel> ResolveAsync(ModelUri uri, CancellationToken cancellationToken = default) => _resolver.ResolveAsync(uri, cancellationToken);

    /// <summary>The model a URI names now.</summary>
    /// <exception cref="RepriseException">It names none, or the model cannot be loaded.</exception>
    public async Task<ServedModel> GetAsync(ModelUri uri, CancellationToken cancellationToken = default) =>
        await GetAsync(await ResolveAsync(uri, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>The model of a resolved directory.</summary>
    /// <exception cref="RepriseException">The model cannot be loaded.</exception>
    public async Task<ServedModel> GetAsync(ResolvedModel source, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        Task<ServedModel> loading;
        lock (_gate)
        {
            loading = Find(source.Key) ?? Add(source);
        }

        return await loading.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What the directory a URI names says about itself; the model is not fetched.</summary>
    /// <exception cref="RepriseException">The URI names none, or the directory is not one this program loads.</exception>
    public async Task<MlModel> ReadInfoAsync(ModelUri uri, CancellationToken cancellationToken = default) =>
        await _downloads.ReadInfoAsync(await ResolveAsync(uri, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>The model that is there or being loaded, now the most recent; a load that failed is forgotten, so that it is tried again.</summary>
    private Task<ServedModel>? Find(string key)
    {
        if (!_byKey.TryGetValue(key, out var node))
        {
            return null;
        }

        _recent.Remove(node);
        if (node.Value.Model is { IsCompleted: true, IsCompletedSuccessfully: false })
        {
            _byKey.Remove(key);
            return null;
        }

        _recent.AddFirst(node);
        return node.Value.Model;
    }

    private Task<ServedModel> Add(ResolvedModel source)
    {
        var loading = Task.Run(() => LoadAsync(source));
        _byKey[source.Key] = _recent.AddFirst((source.Key, loading));
        while (_recent.Count > _capacity)
        {
            _byKey.Remove(_recent.Last!.Value.Key);
            _recent.RemoveLast();
        }

        return loading;
    }

    private async Task<ServedModel> LoadAsync(ResolvedModel source)
    {
        var folder = await _downloads.FetchAsync(source).ConfigureAwait(false);
        LoadedModel model;
        try
        {
            model = ModelDirectory.Load(folder);
        }
        catch (RepriseException error) when (error.Code is ErrorCode.DataLoss or ErrorCode.ResourceDoesNotExist)
        {
            // The copy may be damaged while the stored model is whole: fetch once more, and let a second failure out.
            ModelDownloads.Discard(folder);
            model = ModelDirectory.Load(await _downloads.FetchAsync(source).ConfigureAwait(false));
        }

        if (model.InputExample is { RowCount: > 0 } example)
        {
            model.Classifier.Predict(example);
        }

        return new ServedModel(source, model, _timeProvider.GetUtcNow());
    }
}
