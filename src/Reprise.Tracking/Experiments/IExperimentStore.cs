using Reprise.Core.Errors;

namespace Reprise.Tracking.Experiments;

/// <summary>Experiments by MLflow's rules. Every method throws <see cref="RepriseException"/> with the code and message MLflow documents.</summary>
public interface IExperimentStore
{
    /// <summary>Creates an experiment and returns its id. The name must be new, deleted experiments included.</summary>
    Task<string> CreateAsync(string name, string? artifactLocation = null, IReadOnlyList<Tag>? tags = null, CancellationToken cancellationToken = default);

    /// <summary>The experiment with this id, deleted or not; <see cref="ErrorCode.ResourceDoesNotExist"/> when there is none.</summary>
    Task<Experiment> GetAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>The experiment with this name, deleted or not; null when there is none.</summary>
    Task<Experiment?> FindByNameAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>A page of experiments that match.</summary>
    Task<Page<Experiment>> SearchAsync(ExperimentQuery query, CancellationToken cancellationToken = default);

    /// <summary>Renames an active experiment.</summary>
    Task RenameAsync(string id, string newName, CancellationToken cancellationToken = default);

    /// <summary>Marks an active experiment and all its runs deleted.</summary>
    Task DeleteAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Marks a deleted experiment and all its runs active.</summary>
    Task RestoreAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Sets a tag of an active experiment.</summary>
    Task SetTagAsync(string id, Tag tag, CancellationToken cancellationToken = default);

    /// <summary>Removes a tag of an active experiment.</summary>
    Task DeleteTagAsync(string id, string key, CancellationToken cancellationToken = default);
}
