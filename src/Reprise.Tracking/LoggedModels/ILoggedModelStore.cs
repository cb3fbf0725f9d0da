using Reprise.Core.Errors;

namespace Reprise.Tracking.LoggedModels;

/// <summary>Logged models by MLflow 3's rules. Throws <see cref="RepriseException"/>.</summary>
public interface ILoggedModelStore
{
    /// <summary>Creates a logged model in state PENDING.</summary>
    Task<LoggedModel> CreateAsync(
        string experimentId,
        string? name = null,
        string? modelType = null,
        string? sourceRunId = null,
        IReadOnlyList<Runs.Param>? parameters = null,
        IReadOnlyList<Tag>? tags = null,
        CancellationToken cancellationToken = default);

    /// <summary>The logged model with this id.</summary>
    Task<LoggedModel> GetAsync(string modelId, CancellationToken cancellationToken = default);

    /// <summary>Ends the upload with a state.</summary>
    Task<LoggedModel> FinalizeAsync(string modelId, LoggedModelStatus status, CancellationToken cancellationToken = default);

    /// <summary>Marks it deleted.</summary>
    Task DeleteAsync(string modelId, CancellationToken cancellationToken = default);

    /// <summary>Sets tags.</summary>
    Task SetTagsAsync(string modelId, IReadOnlyList<Tag> tags, CancellationToken cancellationToken = default);

    /// <summary>Removes a tag.</summary>
    Task DeleteTagAsync(string modelId, string key, CancellationToken cancellationToken = default);

    /// <summary>Adds parameters.</summary>
    Task LogParamsAsync(string modelId, IReadOnlyList<Runs.Param> parameters, CancellationToken cancellationToken = default);

    /// <summary>A page of logged models that match; deleted ones never do.</summary>
    Task<Page<LoggedModel>> SearchAsync(LoggedModelQuery query, CancellationToken cancellationToken = default);
}
