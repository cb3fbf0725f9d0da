using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Reprise.Tracking.Client;

/// <summary>What a run's tags say about where it comes from. No command line, no environment variables: they may hold secrets.</summary>
internal static class RunEnvironment
{
    /// <summary>The tags; those that cannot be found out are left out.</summary>
    public static async Task<IReadOnlyList<Tag>> TagsAsync(string folder, CancellationToken cancellationToken)
    {
        List<Tag> tags =
        [
            new("mlflow.user", Environment.UserName),
            new("mlflow.source.name", Assembly.GetEntryAssembly()?.GetName().Name ?? "unknown"),
            new("mlflow.source.type", "LOCAL"),
            new("reprise.version", typeof(RunEnvironment).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown"),
            new("reprise.runtime", RuntimeInformation.FrameworkDescription),
            new("reprise.os", RuntimeInformation.OSDescription),
            new("reprise.cpu-count", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture)),
            .. ProcessIdentity.Current.Tags,
        ];
        if (await GitState.FindAsync(folder, cancellationToken).ConfigureAwait(false) is { Commit: { } commit } git)
        {
            tags.Add(new Tag("mlflow.source.git.commit", commit));
            tags.Add(new Tag("mlflow.source.git.dirty", git.IsDirty ? "true" : "false"));
            if (git.Branch is not null)
            {
                tags.Add(new Tag("mlflow.source.git.branch", git.Branch));
            }
        }

        return tags;
    }
}
