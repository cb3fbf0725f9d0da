using Reprise.Core.Tables;

namespace Reprise.Learning.Pipelines;

/// <summary>A fitted model that reads named columns of a table. Immutable; safe to call from many threads.</summary>
public interface ITabularModel
{
    /// <summary>The columns the model needs, by name and type, in its order; further columns of a table are ignored.</summary>
    IReadOnlyList<InputColumn> Inputs { get; }
}
