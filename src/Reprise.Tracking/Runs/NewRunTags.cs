using Reprise.Tracking.Rules;

namespace Reprise.Tracking.Runs;

/// <summary>The tags a run starts with: those given, each key once, and its name.</summary>
internal static class NewRunTags
{
    public static List<Tag> Of(NewRun run, Guid id, out string name)
    {
        var tags = new List<Tag>();
        for (var i = 0; i < run.Tags.Count; i++)
        {
            var tag = RunRules.Validate(run.Tags[i], FormattableString.Invariant($"tags[{i}]."));
            tags.RemoveAll(other => other.Key == tag.Key);
            tags.Add(tag);
        }

        var tagged = tags.Find(tag => tag.Key == RunRules.NameTag).Value;
        if (!string.IsNullOrEmpty(run.Name) && !string.IsNullOrEmpty(tagged) && run.Name != tagged)
        {
            throw Invalid.Parameter(
                "Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values "
                + $"(run_name='{run.Name}', mlflow.runName='{tagged}').");
        }

        name = !string.IsNullOrEmpty(run.Name) ? run.Name : !string.IsNullOrEmpty(tagged) ? tagged : RunNames.From(id);
        tags.RemoveAll(tag => tag.Key == RunRules.NameTag);
        tags.Add(RunRules.Validate(new Tag(RunRules.NameTag, name)));
        return tags;
    }
}
