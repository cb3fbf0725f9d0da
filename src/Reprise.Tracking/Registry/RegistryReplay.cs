namespace Reprise.Tracking.Registry;

/// <summary>Who held which alias and stage after a row of events: each is applied in turn, oldest first.</summary>
internal sealed class RegistryReplay
{
    private readonly SortedDictionary<string, AliasHolding> _aliases = new(StringComparer.Ordinal);
    private readonly SortedDictionary<int, StageHolding> _stages = [];

    public IReadOnlyList<AliasHolding> Aliases => [.. _aliases.Values];

    public IReadOnlyList<StageHolding> Stages => [.. _stages.Values];

    public void Apply(RegistryEvent change)
    {
        foreach (var version in change.Archived)
        {
            PutStage(version, ModelStage.Archived, change);
        }

        switch (change.Action)
        {
            case "create" or "delete":
                _aliases.Clear();
                _stages.Clear();
                break;
            case "delete-alias":
                _aliases.Remove(change.Alias ?? "");
                break;
            case "delete-version":
                _stages.Remove(change.Version ?? 0);
                foreach (var alias in change.Aliases)
                {
                    _aliases.Remove(alias);
                }

                break;
            default:
                if (change is { Alias: { } moved, Version: { } target })
                {
                    _aliases[moved] = new AliasHolding(moved, target, change);
                }

                if (change is { Version: { } staged } && ModelStages.Find(change.Stage) is { } stage)
                {
                    PutStage(staged, stage, change);
                }

                break;
        }
    }

    private void PutStage(int version, ModelStage stage, RegistryEvent change)
    {
        if (stage == ModelStage.None)
        {
            _stages.Remove(version);
        }
        else
        {
            _stages[version] = new StageHolding(version, stage, change);
        }
    }
}
